// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoded module: the definitions of all index spaces, with bodies and segments left in its bytes.
 *
 * <p>Specification: 2.5 "Modules". Types refer to each other by {@link TypeIndex}; validation closes them. Imports come
 * first in every index space.
 *
 * @param bytes the module in binary format; nobody may change them
 * @param recTypes the recursive groups of the type section
 * @param tags the types of the tags that the module defines
 * @param start the index of the start function, -1 without one
 * @param dataCount the number in the data count section, -1 without one
 */
public record ModuleDef(
        byte[] bytes,
        List<RecType> recTypes,
        List<Import> imports,
        List<FunctionDef> functions,
        List<TableDef> tables,
        List<MemoryType> memories,
        List<TagType> tags,
        List<GlobalDef> globals,
        List<Export> exports,
        int start,
        List<ElementDef> elements,
        int dataCount,
        List<DataDef> data,
        List<CustomSection> customSections) {

    /** The first custom section with this name, null without one. */
    public @Nullable CustomSection customSection(String name) {
        for (CustomSection section : customSections) {
            if (section.name().equals(name)) {
                return section;
            }
        }
        return null;
    }
}
