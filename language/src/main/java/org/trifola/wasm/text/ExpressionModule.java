// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * The text of a module with a single function: instructions that somebody wants to have executed as if they stood in a function
 * of another module.
 *
 * <p>It imports all that the other module has, with the same indices and identifiers; the names of the imports are the indices. The
 * function takes the values of the locals
 * and returns, after the results of the instructions, the values that the locals then have. Specification: 6.5 "Instructions".
 */
public final class ExpressionModule {
    /** More locals than this can not be named: a function has at most 1000 results. */
    private static final int MAX_LOCALS = 900;

    private final ModuleDef imports;
    private final TypePrinter types;
    private final @Nullable String[] localIds;
    private final List<ValType> locals = new ArrayList<>();

    /** The frame for instructions in a function of a module. */
    public ExpressionModule(ModuleDef module, FunctionDef function) {
        imports = imports(module);
        Identifiers identifiers = new Identifiers(module);
        types = new TypePrinter(module, identifiers);
        locals(module, function).stream()
                .limit(MAX_LOCALS)
                .map(ExpressionModule::withDefault)
                .forEach(locals::add);
        localIds = identifiers.parts(Kind.LOCAL, function.index(), locals.size());
    }

    private List<ValType> locals(ModuleDef module, FunctionDef function) {
        List<ValType> all = new ArrayList<>();
        FuncType type = types.function(function.typeIndex());
        if (type != null) {
            all.addAll(type.params());
        }
        all.addAll(new InstructionReader(module.bytes(), function.code()).locals());
        return all;
    }

    /** A local may not have got its first value yet. */
    private static ValType withDefault(ValType type) {
        return type instanceof RefType reference ? reference.withNullable(true) : type;
    }

    private static ModuleDef imports(ModuleDef module) {
        List<ExternType> all = new ArrayList<>();
        module.imports().forEach(each -> all.add(each.type()));
        module.functions().forEach(each -> all.add(new FuncExternType(new TypeIndex(each.typeIndex()))));
        module.tables().forEach(each -> all.add(each.type()));
        all.addAll(module.memories());
        module.globals().forEach(each -> all.add(each.type()));
        all.addAll(module.tags());
        int[] next = new int[ExternKind.values().length];
        List<Import> imports = all.stream()
                .map(type -> new Import("", String.valueOf(next[type.kind().ordinal()]++), type))
                .toList();
        CustomSection names = module.customSection("name");
        return new ModuleDef(
                module.bytes(),
                module.recTypes(),
                imports,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                -1,
                List.of(),
                -1,
                List.of(),
                names == null ? List.of() : List.of(names));
    }

    /** How many locals the function takes and returns; they are the first ones. */
    public int locals() {
        return locals.size();
    }

    /** The text that stands before the instructions. */
    public String before(List<ValType> results) {
        List<ValType> all = new ArrayList<>(results);
        all.addAll(locals);
        String module = WatPrinter.print(imports);
        String functions = IntStream.range(0, Identifiers.functions(imports))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
        return module.substring(0, module.lastIndexOf(')'))
                + "\n  (elem declare func " + functions + ")"
                + "\n  (func (export \"\")" + types.signature(new FuncType(locals, all), localIds) + "\n";
    }

    /** The text that stands behind the instructions; without the values of the locals if they are not wanted. */
    public String after(boolean withLocals) {
        StringBuilder out = new StringBuilder("\n");
        for (int i = 0; withLocals && i < locals.size(); i++) {
            out.append("(local.get ").append(i).append(')');
        }
        return out.append("))").toString();
    }
}
