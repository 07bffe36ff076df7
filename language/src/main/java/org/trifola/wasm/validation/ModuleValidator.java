// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * Validates a module: its definitions here, its function bodies through {@link FunctionValidator}.
 *
 * <p>Types are closed first, then the types of all definitions; in the {@link ModuleContext} that results, the constant
 * expressions and at last the bodies are validated. Specification: 3.5 "Modules" (valid-module).
 */
public final class ModuleValidator {
    private static final long MAX_PAGES_32 = 1L << 16;
    private static final long MAX_PAGES_64 = 1L << 48;
    private static final long MAX_SIZE_32 = 0xFFFF_FFFFL;

    // Limits of the JavaScript API, imports included.
    private static final int MAX_TABLES = 100_000;
    private static final int MAX_MEMORIES = 100;

    private final ModuleDef module;
    private final FeatureGate gate;
    private final DefType[] types;

    private final List<Integer> functionTypeIndices = new ArrayList<>();
    private final List<TableType> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<GlobalType> globals = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final BitSet inexactFunctions = new BitSet();
    private final int[] importedCounts = new int[ExternKind.values().length];

    /** The definition at hand, for messages. */
    private String kind = "module";

    private int index = -1;

    private ModuleValidator(ModuleDef module, Set<Feature> features) {
        this.module = module;
        this.gate = new FeatureGate(features);
        this.types = TypeSection.close(module.recTypes(), gate);
    }

    /**
     * Validates a module and closes its types.
     *
     * @param features the proposals that the module may use
     * @throws InvalidException when it breaks a rule of validation
     * @throws org.trifola.wasm.binary.MalformedException when a function body can not be decoded
     */
    public static ModuleContext validate(ModuleDef module, Set<Feature> features) {
        return new ModuleValidator(module, features).validate();
    }

    /**
     * The types of the values that the only function of a module leaves, whatever its type says; references as the widest of
     * their kind.
     *
     * @throws InvalidException when the module breaks another rule
     * @throws org.trifola.wasm.binary.MalformedException when the body can not be decoded
     */
    public static List<ValType> resultsOfOnlyFunction(ModuleDef module, Set<Feature> features) {
        ModuleValidator validator = new ModuleValidator(module, features);
        return validator.validateDefinitions().results(module.functions().getFirst());
    }

    private ModuleContext validate() {
        FunctionValidator validator = validateDefinitions();
        for (FunctionDef function : module.functions()) {
            validator.validate(function);
        }
        return validator.context();
    }

    /** Validates all but bodies; returns what validates those. */
    private FunctionValidator validateDefinitions() {
        imports();
        definitions();
        ModuleContext context = new ModuleContext(module, types, indexSpaces(), elementTypes());
        FunctionValidator validator = new FunctionValidator(context, gate);
        tableInits(context, validator);
        globalInits(context, validator);
        exports(context);
        start(context);
        elements(context, validator);
        data(context, validator);
        return validator;
    }

    // Errors

    private void at(String newKind, int newIndex) {
        kind = newKind;
        index = newIndex;
    }

    private InvalidException invalid(String message) {
        return new InvalidException(Errors.in(message, kind, index), -1, -1);
    }

    private void require(Feature feature, String what) {
        requireNone(gate.missing(feature), what);
    }

    private void requireNone(@Nullable Feature missing, String what) {
        if (missing != null) {
            throw invalid(Errors.disabled(missing, what));
        }
    }

    // The types of definitions

    private void imports() {
        for (int i = 0; i < module.imports().size(); i++) {
            at("import", i);
            add(module.imports().get(i));
        }
        importedCounts[ExternKind.FUNC.ordinal()] = functionTypeIndices.size();
        importedCounts[ExternKind.TABLE.ordinal()] = tables.size();
        importedCounts[ExternKind.MEMORY.ordinal()] = memories.size();
        importedCounts[ExternKind.GLOBAL.ordinal()] = globals.size();
        importedCounts[ExternKind.TAG.ordinal()] = tags.size();
    }

    private void add(Import definition) {
        ExternType type = definition.type();
        switch (type.kind()) {
            case FUNC -> addImport((FuncExternType) type);
            case TABLE -> addTable((TableType) type);
            case MEMORY -> addMemory((MemoryType) type);
            case GLOBAL -> addGlobal((GlobalType) type);
            case TAG -> addTag((TagType) type);
        }
    }

    private void definitions() {
        for (FunctionDef function : module.functions()) {
            at("function", function.index());
            addFunction(function.typeIndex());
        }
        for (TableDef table : module.tables()) {
            at("table", tables.size());
            addTable(table.type());
        }
        for (MemoryType memory : module.memories()) {
            at("memory", memories.size());
            addMemory(memory);
        }
        for (GlobalDef global : module.globals()) {
            at("global", globals.size());
            addGlobal(global.type());
        }
        for (TagType tag : module.tags()) {
            at("tag", tags.size());
            addTag(tag);
        }
    }

    private void addImport(FuncExternType type) {
        if (type.isExact()) {
            require(Feature.CUSTOM_DESCRIPTORS, "an exact type");
        } else {
            inexactFunctions.set(functionTypeIndices.size());
        }
        addFunction(type.typeIndex());
    }

    private void addFunction(int typeIndex) {
        funcType(typeIndex);
        functionTypeIndices.add(typeIndex);
    }

    private DefType type(int typeIndex) {
        if (Integer.compareUnsigned(typeIndex, types.length) >= 0) {
            throw invalid(Errors.unknownType(typeIndex, types.length));
        }
        return types[typeIndex];
    }

    private FuncType funcType(int typeIndex) {
        if (type(typeIndex).compType() instanceof FuncType type) {
            return type;
        }
        throw invalid(Errors.notA("a function", typeIndex, kind + " " + index));
    }

    private ValType close(ValType type) {
        return type instanceof RefType refType ? close(refType) : checked(type);
    }

    private RefType close(RefType type) {
        checked(type);
        return type.heapType().inexact() instanceof TypeIndex
                ? new RefType(type.nullable(), closed(type.heapType()))
                : type;
    }

    private HeapType closed(HeapType type) {
        return type instanceof ExactType exact ? new ExactType(closed(exact.type())) : type(((TypeIndex) type).index());
    }

    private ValType checked(ValType type) {
        requireNone(gate.missingFor(type), type.toString());
        return type;
    }

    /** valid-globaltype */
    private void addGlobal(GlobalType type) {
        globals.add(new GlobalType(close(type.valType()), type.mutable()));
    }

    /** valid-tagtype */
    private void addTag(TagType type) {
        if (!gate.allows(Feature.LEGACY_EXCEPTIONS)) {
            require(Feature.EXCEPTIONS, "a tag");
        }
        int typeIndex = ((TypeIndex) type.type()).index();
        FuncType funcType = funcType(typeIndex);
        if (!funcType.results().isEmpty() && !gate.allows(Feature.STACK_SWITCHING)) {
            throw invalid(Errors.tagWithResults(funcType));
        }
        tags.add(new TagType(types[typeIndex]));
    }

    /** valid-tabletype */
    private void addTable(TableType type) {
        Feature missing = gate.missing(Feature.BULK_MEMORY_AND_REF_TYPES);
        if (missing != null && !tables.isEmpty()) {
            throw invalid(Errors.multipleTables(missing));
        }
        if (tables.size() == MAX_TABLES) {
            throw invalid(Errors.tooMany("tables", MAX_TABLES));
        }
        requireAddressType(type.addressType());
        if (type.addressType() == AddressType.I32 && exceeds(type.limits(), MAX_SIZE_32)) {
            throw invalid(Errors.tableTooLarge(type.limits()));
        }
        requireOrder(type.limits());
        // Tables of functions are older than reference types.
        RefType elementType = type.elementType();
        boolean core = elementType.nullable() && elementType.heapType() == AbsHeapType.FUNC;
        tables.add(new TableType(type.addressType(), type.limits(), core ? elementType : close(elementType)));
    }

    private void requireAddressType(AddressType type) {
        if (type == AddressType.I64) {
            require(Feature.MEMORY64, "an address type of i64");
        }
    }

    private static boolean exceeds(Limits limits, long bound) {
        return Long.compareUnsigned(limits.min(), bound) > 0
                || limits.hasMax() && Long.compareUnsigned(limits.max(), bound) > 0;
    }

    private void requireOrder(Limits limits) {
        if (limits.hasMax() && Long.compareUnsigned(limits.min(), limits.max()) > 0) {
            throw invalid(Errors.sizeMinimumAboveMaximum(limits));
        }
    }

    /** valid-memtype, with the rules of the threads and custom-page-sizes proposals */
    private void addMemory(MemoryType type) {
        Feature missing = gate.missing(Feature.MULTI_MEMORY);
        if (missing != null && !memories.isEmpty()) {
            throw invalid(Errors.multipleMemories(missing));
        }
        if (memories.size() == MAX_MEMORIES) {
            throw invalid(Errors.tooMany("memories", MAX_MEMORIES));
        }
        requireAddressType(type.addressType());
        requirePageSize(type);
        requireSize(type);
        requireOrder(type.limits());
        if (type.shared()) {
            require(Feature.THREADS, "a shared memory");
            if (!type.limits().hasMax()) {
                throw invalid(Errors.sharedWithoutMaximum());
            }
        }
        memories.add(type);
    }

    private void requirePageSize(MemoryType type) {
        if (type.pageSizeLog2() != MemoryType.DEFAULT_PAGE_SIZE_LOG2) {
            require(Feature.CUSTOM_PAGE_SIZES, "a page size");
            if (type.pageSizeLog2() != 0) {
                throw invalid(Errors.invalidPageSize(type.pageSizeLog2()));
            }
        }
    }

    /** A memory must fit the addresses of its type; a 64-bit memory of single bytes always does. */
    private void requireSize(MemoryType type) {
        Limits limits = type.limits();
        boolean smallPages = type.pageSizeLog2() == 0;
        if (type.addressType() == AddressType.I32) {
            if (smallPages && exceeds(limits, MAX_SIZE_32)) {
                throw invalid(Errors.memoryOfBytesTooLarge(limits));
            }
            if (!smallPages && exceeds(limits, MAX_PAGES_32)) {
                throw invalid(Errors.memoryTooLarge32(limits));
            }
        } else if (!smallPages && exceeds(limits, MAX_PAGES_64)) {
            throw invalid(Errors.memoryTooLarge64(limits));
        }
    }

    private ModuleContext.IndexSpaces indexSpaces() {
        return new ModuleContext.IndexSpaces(
                toArray(functionTypeIndices),
                tables.toArray(new TableType[0]),
                memories.toArray(new MemoryType[0]),
                globals.toArray(new GlobalType[0]),
                tags.toArray(new TagType[0]),
                importedCounts,
                inexactFunctions);
    }

    private static int[] toArray(List<Integer> list) {
        int[] array = new int[list.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = list.get(i);
        }
        return array;
    }

    private RefType[] elementTypes() {
        RefType[] elementTypes = new RefType[module.elements().size()];
        for (int i = 0; i < elementTypes.length; i++) {
            at("element segment", i);
            ElementDef segment = module.elements().get(i);
            elementTypes[i] = segment.functionIndices() == null ? close(segment.type()) : segment.type();
        }
        return elementTypes;
    }

    // Initial values, in the context of all types

    /** valid-table: the initial element may only name imported globals. */
    private void tableInits(ModuleContext context, FunctionValidator validator) {
        int first = context.importedCount(ExternKind.TABLE);
        for (int i = 0; i < module.tables().size(); i++) {
            at("table", first + i);
            Expr init = module.tables().get(i).init();
            RefType elementType = context.table(first + i).elementType();
            if (init != null) {
                require(Feature.TYPED_FUNCTION_REFERENCES, "an initial element");
                validator.validateConstant(init, elementType, context.importedCount(ExternKind.GLOBAL));
            } else if (!elementType.isDefaultable()) {
                throw invalid(Errors.tableWithoutInit(context.describe(elementType)));
            }
        }
    }

    /** valid-globals: an initial value may name the globals before. */
    private void globalInits(ModuleContext context, FunctionValidator validator) {
        int first = context.importedCount(ExternKind.GLOBAL);
        for (int i = 0; i < module.globals().size(); i++) {
            ValType type = context.global(first + i).valType();
            validator.validateConstant(module.globals().get(i).init(), type, first + i);
        }
    }

    /** valid-export; an exported function may be named by ref.func. */
    private void exports(ModuleContext context) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < module.exports().size(); i++) {
            at("export", i);
            Export export = module.exports().get(i);
            requireDefined(export.kind(), export.index());
            if (export.kind() == ExternKind.FUNC) {
                context.declare(export.index());
            }
            if (!names.add(export.name())) {
                throw invalid(Errors.duplicateExport(export.name()));
            }
        }
    }

    private void requireDefined(ExternKind externKind, int definition) {
        int count = switch (externKind) {
            case FUNC -> functionTypeIndices.size();
            case TABLE -> tables.size();
            case MEMORY -> memories.size();
            case GLOBAL -> globals.size();
            case TAG -> tags.size();
        };
        if (Integer.compareUnsigned(definition, count) >= 0) {
            throw invalid(
                    switch (externKind) {
                        case FUNC -> Errors.unknownFunction(definition, count);
                        case TABLE -> Errors.unknownTable(definition, count);
                        case MEMORY -> Errors.unknownMemory(definition, count);
                        case GLOBAL -> Errors.unknownGlobal(definition, count);
                        case TAG -> Errors.unknownTag(definition, count);
                    });
        }
    }

    /** valid-start */
    private void start(ModuleContext context) {
        if (module.start() < 0) {
            return;
        }
        at("start section", -1);
        requireDefined(ExternKind.FUNC, module.start());
        FuncType type = context.functionType(module.start()).funcType();
        if (!type.params().isEmpty() || !type.results().isEmpty()) {
            throw invalid(Errors.startFunctionType(module.start(), type));
        }
    }

    /** valid-elem */
    private void elements(ModuleContext context, FunctionValidator validator) {
        for (int i = 0; i < module.elements().size(); i++) {
            at("element segment", i);
            ElementDef segment = module.elements().get(i);
            if (segment.mode() != SegmentMode.ACTIVE || segment.functionIndices() == null) {
                require(Feature.BULK_MEMORY_AND_REF_TYPES, "a segment that is passive or has expressions");
            }
            elementContent(segment, context.elementType(i), context, validator);
            if (segment.offset() != null) {
                elementPlace(segment, segment.offset(), context.elementType(i), context, validator);
            }
        }
    }

    private void elementContent(ElementDef segment, RefType type, ModuleContext context, FunctionValidator validator) {
        if (segment.functionIndices() != null) {
            for (int functionIndex : segment.functionIndices()) {
                requireDefined(ExternKind.FUNC, functionIndex);
                context.declare(functionIndex);
            }
        }
        for (Expr expression : segment.expressions()) {
            validator.validateConstant(expression, type, context.globalCount());
        }
    }

    private void elementPlace(
            ElementDef segment, Expr offset, RefType type, ModuleContext context, FunctionValidator validator) {
        requireDefined(ExternKind.TABLE, segment.tableIndex());
        TableType table = context.table(segment.tableIndex());
        if (!Matching.matches(type, table.elementType())) {
            throw invalid(Errors.segmentType(context.describe(type), context.describe(table.elementType())));
        }
        validator.validateConstant(offset, table.addressType().numType(), context.globalCount());
    }

    /** valid-data */
    private void data(ModuleContext context, FunctionValidator validator) {
        for (int i = 0; i < module.data().size(); i++) {
            at("data segment", i);
            DataDef segment = module.data().get(i);
            if (segment.offset() == null) {
                require(Feature.BULK_MEMORY_AND_REF_TYPES, "a passive segment");
            } else {
                requireDefined(ExternKind.MEMORY, segment.memoryIndex());
                MemoryType memory = context.memory(segment.memoryIndex());
                validator.validateConstant(
                        segment.offset(), memory.addressType().numType(), context.globalCount());
            }
        }
    }
}
