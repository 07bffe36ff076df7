// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.BitSet;
import java.util.List;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * What a valid module defines, with all types closed: the context C of the specification.
 *
 * <p>The validator makes it, and whoever comes later (translator, linker, interop) asks it instead of closing types
 * again. Imports come first in every index space. Nothing is checked here: an index out of range is an error of the
 * caller. All methods take constant time and the common ones allocate nothing.
 *
 * <p>Specification: 3.1.1 "Contexts".
 */
public final class ModuleContext {
    private static final FuncType EMPTY_BLOCK = new FuncType(List.of(), List.of());
    private static final FuncType[] NUMBER_BLOCKS = new FuncType[NumType.values().length];
    private static final FuncType VECTOR_BLOCK = resultBlock(VecType.V128);
    private static final FuncType[] NULLABLE_BLOCKS = new FuncType[AbsHeapType.values().length];

    static {
        for (NumType type : NumType.values()) {
            NUMBER_BLOCKS[type.ordinal()] = resultBlock(type);
        }
        for (AbsHeapType type : AbsHeapType.values()) {
            NULLABLE_BLOCKS[type.ordinal()] = resultBlock(RefType.of(true, type));
        }
    }

    private final ModuleDef module;
    private final DefType[] types;
    private final RefType[] references;
    private final RefType[] nullableReferences;
    private final int[] functionTypeIndices;
    private final TableType[] tables;
    private final MemoryType[] memories;
    private final GlobalType[] globals;
    private final TagType[] tags;
    private final RefType[] elementTypes;
    private final int[] importedCounts;
    private final BitSet inexactFunctions;
    private final BitSet declaredFunctions = new BitSet();

    /** By table index; validators that share the work on the bodies all write the same. */
    private final boolean[] writtenTables;

    /** Takes over what the validator has closed; expressions and bodies are validated in the context that results. */
    ModuleContext(ModuleDef module, DefType[] types, IndexSpaces spaces, RefType[] elementTypes) {
        this.module = module;
        this.types = types;
        this.references = new RefType[types.length];
        this.nullableReferences = new RefType[types.length];
        for (int i = 0; i < types.length; i++) {
            references[i] = new RefType(false, types[i]);
            nullableReferences[i] = new RefType(true, types[i]);
        }
        this.functionTypeIndices = spaces.functionTypeIndices();
        this.tables = spaces.tables();
        this.writtenTables = new boolean[tables.length];
        this.memories = spaces.memories();
        this.globals = spaces.globals();
        this.tags = spaces.tags();
        this.importedCounts = spaces.importedCounts();
        this.inexactFunctions = spaces.inexactFunctions();
        this.elementTypes = elementTypes;
    }

    /** The module. */
    public ModuleDef module() {
        return module;
    }

    /** The number of types. */
    public int typeCount() {
        return types.length;
    }

    /** The closed type with this type index. */
    public DefType type(int typeIndex) {
        return types[typeIndex];
    }

    /** All closed types by type index. */
    public List<DefType> types() {
        return List.of(types);
    }

    /** The number of functions, imports included. */
    public int functionCount() {
        return functionTypeIndices.length;
    }

    /** The type of a function. */
    public DefType functionType(int functionIndex) {
        return types[functionTypeIndices[functionIndex]];
    }

    /** The type index of the type of a function. */
    public int functionTypeIndex(int functionIndex) {
        return functionTypeIndices[functionIndex];
    }

    /** Whether a function has exactly its type; one that is imported may have a subtype of it, unless the import says no. */
    public boolean isExact(int functionIndex) {
        return !inexactFunctions.get(functionIndex);
    }

    /** The number of tables, imports included. */
    public int tableCount() {
        return tables.length;
    }

    /** The type of a table. */
    public TableType table(int tableIndex) {
        return tables[tableIndex];
    }

    /** The number of memories, imports included. */
    public int memoryCount() {
        return memories.length;
    }

    /** The type of a memory. */
    public MemoryType memory(int memoryIndex) {
        return memories[memoryIndex];
    }

    /** The number of globals, imports included. */
    public int globalCount() {
        return globals.length;
    }

    /** The type of a global. */
    public GlobalType global(int globalIndex) {
        return globals[globalIndex];
    }

    /** The number of tags, imports included. */
    public int tagCount() {
        return tags.length;
    }

    /** The type of a tag; its heap type is a {@link DefType}. */
    public TagType tag(int tagIndex) {
        return tags[tagIndex];
    }

    /** The types of the payload of a tag's exceptions, as parameters. */
    public FuncType tagFuncType(int tagIndex) {
        return ((DefType) tags[tagIndex].type()).funcType();
    }

    /** The number of element segments. */
    public int elementCount() {
        return elementTypes.length;
    }

    /** The type of the references in an element segment. */
    public RefType elementType(int elementIndex) {
        return elementTypes[elementIndex];
    }

    /** The number of data segments. */
    public int dataCount() {
        return module.data().size();
    }

    /** The number of imports of a kind, which are the first ones of their index space. */
    public int importedCount(ExternKind kind) {
        return importedCounts[kind.ordinal()];
    }

    /** The number of imported functions. */
    public int importedFunctionCount() {
        return importedCount(ExternKind.FUNC);
    }

    /** The closed type of a definition or import. */
    public ExternType externType(ExternKind kind, int index) {
        return switch (kind) {
            case FUNC -> {
                DefType type = functionType(index);
                yield new FuncExternType(isExact(index) ? new ExactType(type) : type);
            }
            case TABLE -> table(index);
            case MEMORY -> memory(index);
            case GLOBAL -> global(index);
            case TAG -> tag(index);
        };
    }

    /** Whether the function is mentioned outside function bodies, so that {@code ref.func} may name it. */
    public boolean isDeclared(int functionIndex) {
        return declaredFunctions.get(functionIndex);
    }

    /** Makes a function known to {@link #isDeclared}. */
    void declare(int functionIndex) {
        declaredFunctions.set(functionIndex);
    }

    /** Whether some function has an instruction that writes to the table; known once all bodies are validated. */
    public boolean isWrittenTo(int tableIndex) {
        return writtenTables[tableIndex];
    }

    /** Makes a table known to {@link #isWrittenTo}. */
    void writeTo(int tableIndex) {
        writtenTables[tableIndex] = true;
    }

    /** A reference to the type with this index. */
    public RefType reference(boolean nullable, int typeIndex) {
        return nullable ? nullableReferences[typeIndex] : references[typeIndex];
    }

    /** The type without type indices. */
    public ValType close(ValType type) {
        return type instanceof RefType refType ? close(refType) : type;
    }

    /** The type without type indices. */
    public RefType close(RefType type) {
        if (type.heapType() instanceof TypeIndex index) {
            return reference(type.nullable(), index.index());
        }
        return type.heapType() instanceof ExactType exact ? new RefType(type.nullable(), close(exact)) : type;
    }

    /** The type without type indices. */
    public HeapType close(HeapType type) {
        if (type instanceof ExactType exact) {
            return new ExactType(close(exact.type()));
        }
        return type instanceof TypeIndex index ? types[index.index()] : type;
    }

    /** The function type that a block type stands for, closed. */
    public FuncType blockType(BlockType type) {
        if (type instanceof BlockType.Result result) {
            return blockWithResult(result.type());
        }
        return type instanceof BlockType.Indexed indexed ? types[indexed.typeIndex()].funcType() : EMPTY_BLOCK;
    }

    private FuncType blockWithResult(ValType type) {
        if (type instanceof NumType numType) {
            return NUMBER_BLOCKS[numType.ordinal()];
        }
        if (type instanceof RefType refType) {
            return refType.nullable() && refType.heapType() instanceof AbsHeapType heapType
                    ? NULLABLE_BLOCKS[heapType.ordinal()]
                    : resultBlock(close(refType));
        }
        return VECTOR_BLOCK;
    }

    private static FuncType resultBlock(ValType type) {
        return new FuncType(List.of(), List.of(type));
    }

    /** A type in the words of the module: defined types by their index, as the text format writes them. */
    public String describe(ValType type) {
        if (type instanceof RefType refType && refType.heapType().inexact() instanceof DefType) {
            return (refType.nullable() ? "(ref null " : "(ref ") + describe(refType.heapType()) + ")";
        }
        return type.toString();
    }

    private String describe(HeapType type) {
        if (type instanceof ExactType(HeapType inexact)) {
            return "(exact " + describe(inexact) + ")";
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i] == type) {
                return Integer.toString(i);
            }
        }
        return type.toString();
    }

    /** The closed types of everything a module imports or defines, by kind and index. */
    record IndexSpaces(
            int[] functionTypeIndices,
            TableType[] tables,
            MemoryType[] memories,
            GlobalType[] globals,
            TagType[] tags,
            int[] importedCounts,
            BitSet inexactFunctions) {}
}
