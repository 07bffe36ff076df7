// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.binary.SectionId;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * Prints a module in text format.
 *
 * <p>The inverse of {@link WatParser}: parsing the text gives a module with the same definitions in the same order, and
 * for a module that our encoder made, the same bytes. Names of the name section become identifiers, other custom sections
 * become annotations. Specification: chapter 6 "Text Format".
 */
public final class WatPrinter {
    private final ModuleDef module;
    private final Identifiers identifiers;
    private final TypePrinter types;
    private final StringBuilder out = new StringBuilder();
    private final Layout layout;
    private final Listing.@Nullable Places places;

    /** The next index of each kind, by ordinal. */
    private final int[] nextIndex = new int[ExternKind.values().length];

    private WatPrinter(ModuleDef module, boolean folded, Listing.@Nullable Places places) {
        this.module = module;
        this.places = places;
        identifiers = new Identifiers(module);
        types = new TypePrinter(module, identifiers);
        InstructionPrinter instructions = new InstructionPrinter(identifiers, types);
        layout = folded
                ? new FoldedLayout(instructions, new Arities(module, types), out, places)
                : new FlatLayout(instructions, out);
    }

    /**
     * Prints a module with flat instructions, each on a line.
     *
     * @throws MalformedException when a body is malformed; the decoder does not look into bodies
     */
    public static String print(ModuleDef module) {
        return new WatPrinter(module, false, null).module();
    }

    /**
     * Prints a module with folded instructions: operands stand in the parentheses of the instruction that takes them.
     *
     * @throws MalformedException when a body is malformed; the decoder does not look into bodies
     */
    public static String printFolded(ModuleDef module) {
        return printFolded(module, null);
    }

    /** The same; takes note of where things stand unless the places are null. */
    static String printFolded(ModuleDef module, Listing.@Nullable Places places) {
        return new WatPrinter(module, true, places).module();
    }

    private String module() {
        out.append("(module").append(identifiers.moduleHead());
        types();
        module.imports().forEach(this::importField);
        module.tags().forEach(this::tag);
        module.globals().forEach(this::global);
        module.memories().forEach(this::memory);
        module.tables().forEach(this::table);
        module.exports().forEach(this::export);
        if (module.start() >= 0) {
            line("(start " + identifiers.index(Kind.FUNCTION, module.start()) + ")");
        }
        for (int i = 0; i < module.elements().size(); i++) {
            element(i, module.elements().get(i));
        }
        module.functions().forEach(this::function);
        for (int i = 0; i < module.data().size(); i++) {
            data(i, module.data().get(i));
        }
        CustomSection names = module.customSection("name");
        for (CustomSection section : module.customSections()) {
            // Identifiers say what the first name section says.
            if (section != names) {
                custom(section);
            }
        }
        return out.append(")\n").toString();
    }

    private void line(String text) {
        out.append("\n  ").append(text);
    }

    // --- Types, imports, exports ---

    private void types() {
        int index = 0;
        for (RecType group : module.recTypes()) {
            int size = group.subTypes().size();
            if (size == 1) {
                line(types.definition(index));
            } else {
                line("(rec");
                for (int i = 0; i < size; i++) {
                    line("  " + types.definition(index + i));
                }
                out.append(')');
            }
            index += size;
        }
    }

    private void importField(Import field) {
        line("(import " + StringPrinter.quoted(field.module()) + " " + StringPrinter.quoted(field.name()) + " ");
        open(field.type().kind());
        out.append(importType(field.type())).append("))");
    }

    private String importType(ExternType type) {
        return switch (type) {
            case FuncExternType function -> {
                int index = nextIndex[ExternKind.FUNC.ordinal()] - 1;
                FuncType signature = types.function(function.typeIndex());
                int count = signature == null ? 0 : signature.params().size();
                String use = types.use(function.type().inexact(), identifiers.parts(Kind.LOCAL, index, count));
                yield function.isExact() ? "(exact " + use + ")" : use;
            }
            case TableType table -> types.table(table);
            case MemoryType memory -> memory.toString();
            case GlobalType global -> types.global(global);
            case TagType tag -> types.use(tag.type(), new @Nullable String[0]);
        };
    }

    /** The beginning of a definition up to the space after its identifier; returns its index. */
    private int open(ExternKind kind) {
        int index = nextIndex[kind.ordinal()]++;
        out.append('(')
                .append(kind)
                .append(identifiers.head(ModuleScope.nameKind(kind), index))
                .append(' ');
        return index;
    }

    private void export(Export export) {
        String index = identifiers.index(ModuleScope.nameKind(export.kind()), export.index());
        line("(export " + StringPrinter.quoted(export.name()) + " (" + export.kind() + " " + index + "))");
    }

    // --- Definitions ---

    private void tag(TagType type) {
        line("");
        open(ExternKind.TAG);
        out.append(types.use(type.type(), new @Nullable String[0])).append(')');
    }

    private void global(GlobalDef global) {
        line("");
        open(ExternKind.GLOBAL);
        out.append(types.global(global.type())).append(' ');
        expression(global.init());
        out.append(')');
    }

    private void memory(MemoryType type) {
        line("");
        open(ExternKind.MEMORY);
        out.append(type).append(')');
    }

    private void table(TableDef table) {
        line("");
        open(ExternKind.TABLE);
        out.append(types.table(table.type()));
        if (table.init() != null) {
            out.append(' ');
            expression(table.init());
        }
        out.append(')');
    }

    private void expression(Expr expr) {
        layout.expression(new InstructionReader(module.bytes(), expr));
    }

    // --- Functions ---

    private void function(FunctionDef function) {
        line("");
        int start = out.length();
        int index = open(ExternKind.FUNC);
        InstructionReader reader = new InstructionReader(module.bytes(), function.code());
        List<ValType> localTypes = reader.locals();
        FuncType type = types.function(function.typeIndex());
        int params = type == null ? 0 : type.params().size();
        @Nullable String[] locals = identifiers.parts(Kind.LOCAL, index, params + localTypes.size());
        out.append(types.use(new TypeIndex(function.typeIndex()), Arrays.copyOf(locals, params)));
        locals(localTypes, locals, params);
        layout.body(index, locals, reader, "    ");
        out.append(')');
        if (places != null) {
            places.function(index, start, out.length());
        }
    }

    /** Neighbours of the same type share a clause unless they have identifiers. */
    private void locals(List<ValType> localTypes, @Nullable String[] ids, int first) {
        int i = 0;
        while (i < localTypes.size()) {
            ValType type = localTypes.get(i);
            line("  (local");
            if (ids[first + i] != null) {
                out.append(' ').append(ids[first + i++]).append(' ').append(types.valType(type));
            } else {
                for (;
                        i < localTypes.size()
                                && ids[first + i] == null
                                && localTypes.get(i).equals(type);
                        i++) {
                    out.append(' ').append(types.valType(type));
                }
            }
            out.append(')');
        }
    }

    // --- Segments ---

    private void element(int index, ElementDef element) {
        line("(elem" + identifiers.head(Kind.ELEMENT, index));
        if (element.mode() == SegmentMode.DECLARATIVE) {
            out.append(" declare");
        }
        place("table", Kind.TABLE, element.tableIndex(), element.offset());
        int[] functionIndices = element.functionIndices();
        if (functionIndices != null) {
            out.append(" func");
            for (int function : functionIndices) {
                out.append(' ').append(identifiers.index(Kind.FUNCTION, function));
            }
        } else {
            out.append(' ').append(types.valType(element.type()));
            for (Expr expr : element.expressions()) {
                out.append(" (item ");
                expression(expr);
                out.append(')');
            }
        }
        out.append(')');
    }

    /** Where an active segment goes. */
    private void place(String keyword, Kind kind, int index, @Nullable Expr offset) {
        if (offset == null) {
            return;
        }
        if (index != 0) {
            out.append(" (")
                    .append(keyword)
                    .append(' ')
                    .append(identifiers.index(kind, index))
                    .append(')');
        }
        out.append(" (offset ");
        expression(offset);
        out.append(')');
    }

    private void data(int index, DataDef data) {
        line("(data" + identifiers.head(Kind.DATA, index));
        place("memory", Kind.MEMORY, data.memoryIndex(), data.offset());
        out.append(' ');
        bytes(data.start(), data.length());
        out.append(')');
    }

    private void bytes(int start, int length) {
        StringPrinter.quoted(module.bytes(), start, start + length, out);
    }

    // --- Custom sections ---

    private void custom(CustomSection section) {
        line("(" + Annotation.CUSTOM + " " + StringPrinter.quoted(section.name()));
        out.append(" (").append(placeOf(section)).append(") ");
        bytes(section.start(), section.length());
        out.append(')');
    }

    private static String placeOf(CustomSection section) {
        for (SectionId id : SectionId.values()) {
            if (id != SectionId.CUSTOM && id.place() == section.place()) {
                return "after " + CustomAnnotations.keyword(id);
            }
        }
        return "before first";
    }
}
