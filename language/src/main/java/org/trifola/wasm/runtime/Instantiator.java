// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.validation.Matching;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Makes instances: links the imports, allocates what the module defines, copies the active segments, runs the start
 * function.
 *
 * <p>Specification: 4.7.2 "Instantiation".
 */
public final class Instantiator {
    private final WasmModule module;
    private final ModuleContext context;
    private final ModuleDef def;
    private final Imports imports;
    private final Memory[] memories;
    private final Instance instance;

    private Instantiator(WasmModule module, Imports imports) {
        this.module = module;
        this.imports = imports;
        context = module.context();
        def = module.def();
        memories = new Memory[context.memoryCount()];
        instance = new Instance(module, memories);
    }

    /**
     * Makes an instance and runs its start function.
     *
     * @param newMemory makes the memories, and sees to it that they are freed some day
     * @throws LinkError when an import is missing or of the wrong type
     * @throws Trap when a segment or the start function traps; what it wrote before stays written
     */
    @TruffleBoundary
    public static Instance instantiate(WasmModule module, Imports imports, Memory.Maker newMemory) {
        return new Instantiator(module, imports).instantiate(newMemory);
    }

    private Instance instantiate(Memory.Maker newMemory) {
        link();
        for (int i = context.importedCount(ExternKind.MEMORY); i < memories.length; i++) {
            memories[i] = newMemory.make(context.memory(i));
        }
        instance.memoriesAreReady();
        allocateTags();
        allocateGlobals();
        allocateTables();
        allocateSegments();
        module.add(instance);
        imports.linked(instance);
        copyElements();
        copyData();
        if (def.start() >= 0) {
            start(instance.function(def.start()));
        }
        return instance;
    }

    private void start(Function function) {
        Stacks stacks = module.upcalls().stacks();
        Stack outer = stacks.enterFromHost();
        try {
            function.call();
        } catch (Trap trap) {
            instance.trapped(trap);
            throw trap;
        } finally {
            stacks.returnToHost(outer);
        }
    }

    private void link() {
        int[] next = new int[ExternKind.values().length];
        for (Import wanted : def.imports()) {
            Object offered = imports.find(wanted);
            if (offered == null) {
                throw LinkError.unknownImport(
                        name(wanted) + " (" + wanted.type().kind() + ") was not given");
            }
            int index = next[wanted.type().kind().ordinal()]++;
            switch (wanted.type().kind()) {
                case FUNC -> instance.setFunction(index, function(wanted, index, offered));
                case TABLE -> instance.setTable(index, table(wanted, context.table(index), offered));
                case MEMORY -> memories[index] = memory(wanted, context.memory(index), offered);
                case GLOBAL -> instance.setGlobal(index, global(wanted, context.global(index), offered));
                case TAG -> instance.setTag(index, tag(wanted, context.tag(index), offered));
            }
        }
    }

    private static String name(Import wanted) {
        return "`" + wanted.module() + "::" + wanted.name() + "`";
    }

    private Function function(Import wanted, int index, Object offered) {
        DefType type = context.functionType(index);
        module.setHostImport(index, !(offered instanceof Function));
        if (offered instanceof Function function) {
            HeapType expected = ((FuncExternType) context.externType(ExternKind.FUNC, index)).type();
            check(Matching.matches(new ExactType(function.type()), expected), wanted, expected, function.type());
            return function;
        }
        if (!InteropLibrary.getUncached().isExecutable(offered)) {
            throw wrongKind(wanted);
        }
        return new Function(type, module.upcalls().hostCode(type), offered);
    }

    private static Table table(Import wanted, TableType type, Object offered) {
        if (!(offered instanceof Table table)) {
            throw wrongKind(wanted);
        }
        check(Matching.matches(table.currentType(), type), wanted, type, table.currentType());
        return table;
    }

    private static Memory memory(Import wanted, MemoryType type, Object offered) {
        if (!(offered instanceof Memory memory)) {
            throw wrongKind(wanted);
        }
        check(Matching.matches(memory.currentType(), type), wanted, type, memory.currentType());
        return memory;
    }

    private static Global global(Import wanted, GlobalType type, Object offered) {
        if (offered instanceof Global global) {
            check(Matching.matches(global.type(), type), wanted, type, global.type());
            return global;
        }
        if (type.mutable()) {
            throw wrongKind(wanted);
        }
        try {
            return Global.create(type, ToWasmNode.convert(type.valType(), offered));
        } catch (ToWasmNode.UnfitValue _) {
            throw LinkError.incompatibleImportType(
                    name(wanted) + " is " + HostValues.describe(offered) + ", which is no " + type.valType());
        }
    }

    private static Tag tag(Import wanted, TagType type, Object offered) {
        if (!(offered instanceof Tag tag)) {
            throw wrongKind(wanted);
        }
        check(tag.type() == type.type(), wanted, type.type(), tag.type());
        return tag;
    }

    private static LinkError wrongKind(Import wanted) {
        return LinkError.incompatibleImportType(
                name(wanted) + " must be a " + wanted.type().kind());
    }

    private static void check(boolean matches, Import wanted, Object expected, Object actual) {
        if (!matches) {
            throw LinkError.incompatibleImportType(name(wanted) + " must be of type " + expected + " but is " + actual);
        }
    }

    private void allocateTags() {
        for (int i = context.importedCount(ExternKind.TAG); i < context.tagCount(); i++) {
            instance.setTag(i, new Tag((DefType) context.tag(i).type()));
        }
    }

    private void allocateGlobals() {
        int index = context.importedCount(ExternKind.GLOBAL);
        for (GlobalDef global : def.globals()) {
            @Nullable Object value = ConstExpr.evaluate(instance, global.init());
            instance.setGlobal(index, Global.create(context.global(index), value));
            index++;
        }
    }

    private void allocateTables() {
        int index = context.importedCount(ExternKind.TABLE);
        for (TableDef table : def.tables()) {
            Expr init = table.init();
            @Nullable Object value = init == null ? null : ConstExpr.evaluate(instance, init);
            instance.setTable(index, new Table(context.table(index), value));
            index++;
        }
    }

    private void allocateSegments() {
        List<ElementDef> elements = def.elements();
        for (int i = 0; i < elements.size(); i++) {
            instance.setElement(i, new ElementSegment(references(elements.get(i))));
        }
        List<DataDef> data = def.data();
        for (int i = 0; i < data.size(); i++) {
            instance.setData(
                    i,
                    new DataSegment(
                            def.bytes(), data.get(i).start(), data.get(i).length()));
        }
    }

    private @Nullable Object[] references(ElementDef element) {
        @Nullable Object[] references = new Object[element.size()];
        int[] functionIndices = element.functionIndices();
        for (int i = 0; i < references.length; i++) {
            references[i] = functionIndices != null
                    ? instance.function(functionIndices[i])
                    : ConstExpr.evaluate(instance, element.expressions().get(i));
        }
        return references;
    }

    private void copyElements() {
        List<ElementDef> elements = def.elements();
        for (int i = 0; i < elements.size(); i++) {
            ElementDef element = elements.get(i);
            Expr offset = element.offset();
            if (offset != null) {
                long start = address(ConstExpr.evaluate(instance, offset));
                instance.table(element.tableIndex()).init(start, instance.element(i), 0, element.size(), null);
            }
            if (element.mode() != SegmentMode.PASSIVE) {
                instance.element(i).drop();
            }
        }
    }

    private void copyData() {
        List<DataDef> data = def.data();
        for (int i = 0; i < data.size(); i++) {
            DataDef segment = data.get(i);
            Expr offset = segment.offset();
            if (offset != null) {
                long start = address(ConstExpr.evaluate(instance, offset));
                instance.memory(segment.memoryIndex()).init(start, instance.data(i), 0, segment.length(), null);
                instance.data(i).drop();
            }
        }
    }

    private static long address(@Nullable Object value) {
        return value instanceof Integer narrow ? Integer.toUnsignedLong(narrow) : value instanceof Long wide ? wide : 0;
    }
}
