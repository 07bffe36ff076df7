// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of an import or export.
 *
 * <p>Specification: 2.3.17 "External Types".
 */
public sealed interface ExternType permits FuncExternType, TableType, MemoryType, GlobalType, TagType {
    /** The kind of definition that has this type. */
    ExternKind kind();
}
