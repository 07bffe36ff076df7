// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * When a segment takes effect.
 *
 * <p>Specification: 2.5.7 "Data Segments", 2.5.8 "Element Segments".
 */
public enum SegmentMode {
    /** Copied at instantiation. */
    ACTIVE,
    /** Copied by instructions. */
    PASSIVE,
    /** Only declares functions that {@code ref.func} may name. */
    DECLARATIVE
}
