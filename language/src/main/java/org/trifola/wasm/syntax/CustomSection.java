// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * A custom section; its content has no meaning for the specification.
 *
 * <p>Specification: 5.5.3 "Custom Section".
 *
 * @param start the position of the first byte after the name, in the module's bytes
 * @param length the number of bytes after the name
 * @param place the number of the last non-custom section before it in the required order of sections, 0 at the
 *     beginning of the module
 */
public record CustomSection(String name, int start, int length, int place) {}
