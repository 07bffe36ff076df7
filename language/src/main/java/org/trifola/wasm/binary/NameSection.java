// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * The names that the custom section {@code name} gives to a module and its parts, for messages and tools.
 *
 * <p>A malformed name section never makes a module malformed: what could be read is kept. Specification: 7.4.1 "Name
 * Section"; the extended-name-section proposal for kinds above 2.
 */
public final class NameSection {
    /** What a name map of the section is about, with the subsection id as ordinal. */
    public enum Kind {
        MODULE,
        FUNCTION,
        LOCAL,
        LABEL,
        TYPE,
        TABLE,
        MEMORY,
        GLOBAL,
        ELEMENT,
        DATA,
        FIELD,
        TAG;

        /** Whether names belong to parts of something that itself has an index: locals, labels, fields. */
        boolean isIndirect() {
            return this == LOCAL || this == LABEL || this == FIELD;
        }
    }

    private static final Kind[] KINDS = Kind.values();

    private @Nullable String moduleName;
    private final Map<Kind, Map<Integer, String>> names = new HashMap<>();
    private final Map<Kind, Map<Integer, Map<Integer, String>>> indirectNames = new HashMap<>();

    private NameSection() {}

    /** Reads the name section of a module; without one, nothing has a name. */
    public static NameSection of(ModuleDef module) {
        NameSection result = new NameSection();
        CustomSection section = module.customSection("name");
        if (section != null) {
            try {
                result.read(new ByteReader(module.bytes(), section.start(), section.start() + section.length()));
            } catch (MalformedException _) {
                // What was read until here is kept: names are a help, not a part of the module's meaning.
            }
        }
        return result;
    }

    /** The name of the module. */
    public @Nullable String module() {
        return moduleName;
    }

    /** The name of a function, by function index. */
    public @Nullable String function(int functionIndex) {
        return name(Kind.FUNCTION, functionIndex);
    }

    /** The name of something with an index. */
    public @Nullable String name(Kind kind, int index) {
        Map<Integer, String> map = names.get(kind);
        return map == null ? null : map.get(index);
    }

    /** The name of a local, label or field: a part of the function or type with the given index. */
    public @Nullable String name(Kind kind, int index, int partIndex) {
        Map<Integer, Map<Integer, String>> maps = indirectNames.get(kind);
        Map<Integer, String> map = maps == null ? null : maps.get(index);
        return map == null ? null : map.get(partIndex);
    }

    private void read(ByteReader in) {
        while (!in.atEnd()) {
            int id = in.u8();
            int size = in.u32();
            int content = in.skip(size);
            if (id < KINDS.length) {
                ByteReader subsection = new ByteReader(in.bytes(), content, content + size);
                readSubsection(KINDS[id], subsection);
            }
        }
    }

    private void readSubsection(Kind kind, ByteReader in) {
        if (kind == Kind.MODULE) {
            moduleName = in.name();
        } else if (kind.isIndirect()) {
            Map<Integer, Map<Integer, String>> maps = new HashMap<>();
            indirectNames.put(kind, maps);
            int length = in.length(Integer.MAX_VALUE, "names");
            for (int i = 0; i < length; i++) {
                readNameMap(in, maps.computeIfAbsent(in.u32(), _ -> new HashMap<>()));
            }
        } else {
            readNameMap(in, names.computeIfAbsent(kind, _ -> new HashMap<>()));
        }
    }

    private static void readNameMap(ByteReader in, Map<Integer, String> map) {
        int length = in.length(Integer.MAX_VALUE, "names");
        for (int i = 0; i < length; i++) {
            int index = in.u32();
            map.put(index, in.name());
        }
    }
}
