// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;

/**
 * The identifiers of a module that is printed, from its name section.
 *
 * <p>A name that something before in the same index space has, or that is empty, can not be an identifier; what bears it
 * is referred to by its index. Specification: 6.3.4 "Identifiers".
 */
final class Identifiers {
    private final NameSection names;
    private final Map<Kind, Map<Integer, String>> identifiers = new EnumMap<>(Kind.class);
    private final List<SubType> types;

    /** The identifiers of the fields of types, those asked for so far. */
    private final Map<Integer, @Nullable String[]> fields = new HashMap<>();

    Identifiers(ModuleDef module) {
        names = NameSection.of(module);
        types = module.recTypes().stream()
                .flatMap(recType -> recType.subTypes().stream())
                .toList();
        define(Kind.TYPE, types.size());
        define(Kind.FUNCTION, functions(module));
        define(Kind.TABLE, imports(module, ExternKind.TABLE) + module.tables().size());
        define(
                Kind.MEMORY,
                imports(module, ExternKind.MEMORY) + module.memories().size());
        define(
                Kind.GLOBAL,
                imports(module, ExternKind.GLOBAL) + module.globals().size());
        define(Kind.TAG, imports(module, ExternKind.TAG) + module.tags().size());
        define(Kind.ELEMENT, module.elements().size());
        define(Kind.DATA, module.data().size());
    }

    /** The number of functions, imported ones among them. */
    static int functions(ModuleDef module) {
        return imports(module, ExternKind.FUNC) + module.functions().size();
    }

    /** The number of imports of a kind. */
    static int imports(ModuleDef module, ExternKind kind) {
        int count = 0;
        for (Import each : module.imports()) {
            if (each.type().kind() == kind) {
                count++;
            }
        }
        return count;
    }

    private void define(Kind kind, int count) {
        Map<Integer, String> space = new HashMap<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = names.name(kind, i);
            if (name != null && !name.isEmpty() && taken.add(name)) {
                space.put(i, text(name));
            }
        }
        identifiers.put(kind, space);
    }

    /** The identifiers of the parts of something: of the locals of a function or the fields of a type. */
    @Nullable
    String[] parts(Kind kind, int index, int count) {
        @Nullable String[] parts = new @Nullable String[count];
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = names.name(kind, index, i);
            if (name != null && !name.isEmpty() && taken.add(name)) {
                parts[i] = text(name);
            }
        }
        return parts;
    }

    /** A field of a type, by its identifier where it has one. */
    String field(int typeIndex, int fieldIndex) {
        @Nullable
        String[] ids = fields.computeIfAbsent(typeIndex, index -> parts(Kind.FIELD, index, fieldCount(index)));
        String id = fieldIndex >= 0 && fieldIndex < ids.length ? ids[fieldIndex] : null;
        return id == null ? Integer.toUnsignedString(fieldIndex) : id;
    }

    private int fieldCount(int typeIndex) {
        boolean isStruct = typeIndex >= 0
                && typeIndex < types.size()
                && types.get(typeIndex).compType() instanceof StructType;
        return isStruct
                ? ((StructType) types.get(typeIndex).compType()).fields().size()
                : 0;
    }

    /** The identifier of the label with the given number among those of a function; several may have the same. */
    @Nullable
    String label(int functionIndex, int number) {
        String name = names.name(Kind.LABEL, functionIndex, number);
        return name == null || name.isEmpty() ? null : text(name);
    }

    /** What a definition has after its keyword, with a space before it: an identifier or a name annotation, if any. */
    String head(Kind kind, int index) {
        String id = identifier(kind, index);
        if (id != null) {
            return " " + id;
        }
        String name = names.name(kind, index);
        // A type can not have an annotation.
        return name == null || kind == Kind.TYPE ? "" : " " + annotation(name);
    }

    /** What the module has after its keyword. */
    String moduleHead() {
        String name = names.module();
        if (name == null) {
            return "";
        }
        return " " + (name.isEmpty() ? annotation(name) : text(name));
    }

    private static String annotation(String name) {
        return "(" + Annotation.NAME + " " + StringPrinter.quoted(name) + ")";
    }

    /** An index, by its identifier where there is one. */
    String index(Kind kind, int index) {
        String id = identifier(kind, index);
        return id == null ? Integer.toUnsignedString(index) : id;
    }

    private @Nullable String identifier(Kind kind, int index) {
        Map<Integer, String> space = identifiers.get(kind);
        return space == null ? null : space.get(index);
    }

    private static String text(String name) {
        return "$" + (name.chars().allMatch(Lexer::isIdCharacter) ? name : StringPrinter.quoted(name));
    }
}
