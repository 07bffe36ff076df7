// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection.Kind;

/**
 * Collects the names of a module's parts and writes them as the content of the custom section {@code name}.
 *
 * <p>The inverse of {@link NameSection}, so that identifiers of the text format survive. Specification: 7.4.1 "Name
 * Section".
 */
public final class NameSectionWriter {
    private @Nullable String moduleName;
    private final Map<Kind, Map<Integer, String>> names = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<Integer, Map<Integer, String>>> indirectNames = new EnumMap<>(Kind.class);

    /** Names the module. */
    public void module(String name) {
        moduleName = name;
    }

    /** Names something with an index. */
    public void name(Kind kind, int index, String name) {
        names.computeIfAbsent(kind, _ -> new TreeMap<>()).put(index, name);
    }

    /** Names a local, label or field: a part of the function or type with the given index. */
    public void name(Kind kind, int index, int partIndex, String name) {
        indirectNames
                .computeIfAbsent(kind, _ -> new TreeMap<>())
                .computeIfAbsent(index, _ -> new TreeMap<>())
                .put(partIndex, name);
    }

    /** Whether nothing has a name. */
    public boolean isEmpty() {
        return moduleName == null && names.isEmpty() && indirectNames.isEmpty();
    }

    /** Writes the content of the section, without its name. */
    public void write(ByteWriter out) {
        for (Kind kind : Kind.values()) {
            ByteWriter content = new ByteWriter();
            subsection(kind, content);
            if (content.length() > 0) {
                out.u8(kind.ordinal());
                out.sized(content);
            }
        }
    }

    private void subsection(Kind kind, ByteWriter content) {
        Map<Integer, String> map = names.get(kind);
        Map<Integer, Map<Integer, String>> indirectMap = indirectNames.get(kind);
        if (kind == Kind.MODULE && moduleName != null) {
            content.name(moduleName);
        } else if (map != null) {
            nameMap(map, content);
        } else if (indirectMap != null) {
            content.u32(indirectMap.size());
            indirectMap.forEach((index, parts) -> {
                content.u32(index);
                nameMap(parts, content);
            });
        }
    }

    private static void nameMap(Map<Integer, String> map, ByteWriter content) {
        content.u32(map.size());
        map.forEach((index, name) -> {
            content.u32(index);
            content.name(name);
        });
    }
}
