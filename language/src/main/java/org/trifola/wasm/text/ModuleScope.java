// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.binary.NameSectionWriter;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.SubType;

/**
 * What a module's text may refer to: its identifiers and types.
 *
 * <p>Function types that are only written inline are added behind the types that the module defines. Specification:
 * 6.1.4 "Contexts", 6.4.12 "Type Uses".
 */
final class ModuleScope {
    final IndexSpace types = new IndexSpace("type", "type");
    final IndexSpace functions = new IndexSpace("function", "func");
    final IndexSpace tables = new IndexSpace("table", "table");
    final IndexSpace memories = new IndexSpace("memory", "memory");
    final IndexSpace globals = new IndexSpace("global", "global");
    final IndexSpace tags = new IndexSpace("tag", "tag");
    final IndexSpace elements = new IndexSpace("elem segment", "elem");
    final IndexSpace data = new IndexSpace("data segment", "data");
    final NameSectionWriter names = new NameSectionWriter();

    private final Map<Integer, IndexSpace> fields = new HashMap<>();
    private final List<RecType> recTypes = new ArrayList<>();
    private final List<SubType> subTypes = new ArrayList<>();
    private final Map<FuncType, Integer> functionTypes = new HashMap<>();

    /** The index space of a kind of import or export. */
    IndexSpace of(ExternKind kind) {
        return switch (kind) {
            case FUNC -> functions;
            case TABLE -> tables;
            case MEMORY -> memories;
            case GLOBAL -> globals;
            case TAG -> tags;
        };
    }

    /** The kind of names that the name section has for a kind of import or export. */
    static Kind nameKind(ExternKind kind) {
        return switch (kind) {
            case FUNC -> Kind.FUNCTION;
            case TABLE -> Kind.TABLE;
            case MEMORY -> Kind.MEMORY;
            case GLOBAL -> Kind.GLOBAL;
            case TAG -> Kind.TAG;
        };
    }

    /** The name that a thing gets: that of a name annotation, else its identifier, which may be null. */
    @Nullable
    String nameOr(@Nullable String id, TokenCursor cursor) {
        if (cursor.annotation() != Annotation.NAME) {
            return id;
        }
        cursor.next();
        String name = cursor.name();
        cursor.close();
        return name;
    }

    /** The fields of a structure type. */
    IndexSpace fields(int typeIndex) {
        return fields.computeIfAbsent(typeIndex, _ -> new IndexSpace("field", "field"));
    }

    /** The recursive groups so far. */
    List<RecType> recTypes() {
        return recTypes;
    }

    /** The number of types so far. */
    int typeCount() {
        return subTypes.size();
    }

    /** Adds a recursive group. */
    void add(RecType group) {
        if (group.subTypes().size() == 1) {
            SubType only = group.subTypes().getFirst();
            if (only.isFinal() && only.supertypes().isEmpty() && only.compType() instanceof FuncType type) {
                functionTypes.putIfAbsent(type, subTypes.size());
            }
        }
        recTypes.add(group);
        subTypes.addAll(group.subTypes());
    }

    /** The function type with an index, null when there is no type yet or it is no function type. */
    @Nullable
    FuncType functionType(int typeIndex) {
        boolean known = typeIndex >= 0 && typeIndex < subTypes.size();
        return known && subTypes.get(typeIndex).compType() instanceof FuncType type ? type : null;
    }

    /** Whether there is a type with this index so far. */
    boolean hasType(int typeIndex) {
        return typeIndex >= 0 && typeIndex < subTypes.size();
    }

    /** The index of the first definition of a function type; it is added when there is none. */
    int indexOf(FuncType type) {
        Integer index = functionTypes.get(type);
        if (index != null) {
            return index;
        }
        add(new RecType(List.of(new SubType(true, List.of(), type))));
        return subTypes.size() - 1;
    }
}
