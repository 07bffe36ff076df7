// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;

/**
 * A group of types that may refer to each other.
 *
 * <p>Specification: 2.3.11 "Recursive Types".
 */
public record RecType(List<SubType> subTypes) {
    public RecType {
        subTypes = List.copyOf(subTypes);
    }
}
