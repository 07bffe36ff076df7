// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.ContinuationOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Tells how many operands instructions take and how many results they give.
 *
 * <p>That is what folding needs of the types of a module, which may be invalid: then there is no answer, and the
 * instruction stays as it is. Specification: 3.4 "Instructions".
 */
final class Arities {
    /** The numbers of operands and results. */
    record Arity(int operands, int results) {}

    private static final Arity NONE = new Arity(0, 0);

    /** The arity of a label or type that does not exist. */
    static final int UNKNOWN = -1;

    private final TypePrinter types;

    /** The types of all functions and tags, imported ones first. */
    private final List<HeapType> functions = new ArrayList<>();

    private final List<HeapType> tags = new ArrayList<>();

    Arities(ModuleDef module, TypePrinter types) {
        this.types = types;
        for (Import each : module.imports()) {
            if (each.type() instanceof FuncExternType function) {
                functions.add(function.type().inexact());
            } else if (each.type() instanceof TagType tag) {
                tags.add(tag.type());
            }
        }
        module.functions().forEach(function -> functions.add(new TypeIndex(function.typeIndex())));
        module.tags().forEach(tag -> tags.add(tag.type()));
    }

    /** The arity of a block: parameters and results. */
    @Nullable
    Arity block(BlockType type) {
        return switch (type) {
            case BlockType.Empty _ -> NONE;
            case BlockType.Result _ -> new Arity(0, 1);
            case BlockType.Indexed(int typeIndex) -> arity(types.function(typeIndex));
        };
    }

    /** The number of results of a function. */
    int functionResults(int functionIndex) {
        Arity arity = indexed(functions, functionIndex);
        return arity == null ? UNKNOWN : arity.results;
    }

    /**
     * The arity of the instruction last read, null when something it refers to does not exist.
     *
     * @param labels the arity of a label by its index
     * @param functionResults the number of results of the function around the instruction
     */
    @Nullable
    Arity of(InstructionReader reader, IntUnaryOperator labels, int functionResults) {
        Shape shape = reader.shape();
        Arity arity = switch (shape.typing()) {
            case FIXED, LANE ->
                new Arity(shape.operands().size(), shape.results().size());
            case MEMORY, ATOMIC ->
                new Arity(1 + shape.operands().size(), shape.results().size());
            case UNTYPED -> untyped(reader, labels, functionResults);
        };
        return arity == null || arity.operands < 0 || arity.results < 0 ? null : arity;
    }

    private @Nullable Arity untyped(InstructionReader reader, IntUnaryOperator labels, int functionResults) {
        return switch (reader.opcode()) {
            case ControlOpcode opcode -> control(opcode, reader, labels, functionResults);
            case ParametricOpcode opcode ->
                switch (opcode) {
                    case DROP -> new Arity(1, 0);
                    case SELECT, SELECT_T -> new Arity(3, 1);
                };
            case VariableOpcode opcode ->
                switch (opcode) {
                    case LOCAL_GET, GLOBAL_GET -> new Arity(0, 1);
                    case LOCAL_SET, GLOBAL_SET -> new Arity(1, 0);
                    case LOCAL_TEE -> new Arity(1, 1);
                };
            case ReferenceOpcode opcode ->
                switch (opcode) {
                    case REF_NULL, REF_FUNC -> new Arity(0, 1);
                    case REF_IS_NULL, REF_AS_NON_NULL, REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL, REF_GET_DESC ->
                        new Arity(1, 1);
                    case REF_EQ, REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL -> new Arity(2, 1);
                };
            case TableOpcode opcode ->
                switch (opcode) {
                    case TABLE_GET -> new Arity(1, 1);
                    case TABLE_SET -> new Arity(2, 0);
                    case TABLE_INIT, TABLE_COPY, TABLE_FILL -> new Arity(3, 0);
                    case ELEM_DROP -> NONE;
                    case TABLE_GROW -> new Arity(2, 1);
                    case TABLE_SIZE -> new Arity(0, 1);
                };
            case MemoryOpcode opcode -> memory(opcode);
            case AggregateOpcode opcode -> aggregate(opcode, reader);
            case ContinuationOpcode opcode -> continuation(opcode, reader.index(), reader.secondIndex());
            // All their rows have types.
            case NumericOpcode _, VectorOpcode _, AtomicOpcode _ -> null;
        };
    }

    private static @Nullable Arity memory(MemoryOpcode opcode) {
        return switch (opcode) {
            case MEMORY_SIZE -> new Arity(0, 1);
            case MEMORY_GROW -> new Arity(1, 1);
            case MEMORY_INIT, MEMORY_COPY, MEMORY_FILL -> new Arity(3, 0);
            case DATA_DROP -> NONE;
            default -> null;
        };
    }

    private @Nullable Arity aggregate(AggregateOpcode opcode, InstructionReader reader) {
        return switch (opcode) {
            case STRUCT_NEW -> new Arity(types.fieldCount(reader.index()), 1);
            case STRUCT_NEW_DEFAULT -> new Arity(0, 1);
            case STRUCT_NEW_DESC -> {
                int fields = types.fieldCount(reader.index());
                yield fields == UNKNOWN ? null : new Arity(fields + 1, 1);
            }
            case STRUCT_NEW_DEFAULT_DESC -> new Arity(1, 1);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> new Arity(1, 1);
            case STRUCT_SET -> new Arity(2, 0);
            case ARRAY_NEW_FIXED -> new Arity(reader.secondIndex(), 1);
            case ARRAY_NEW_DEFAULT, ARRAY_LEN, ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY, REF_I31, I31_GET_S, I31_GET_U ->
                new Arity(1, 1);
            case ARRAY_NEW, ARRAY_NEW_DATA, ARRAY_NEW_ELEM, ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> new Arity(2, 1);
            case ARRAY_SET -> new Arity(3, 0);
            case ARRAY_FILL, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> new Arity(4, 0);
            case ARRAY_COPY -> new Arity(5, 0);
        };
    }

    private @Nullable Arity continuation(ContinuationOpcode opcode, int index, int secondIndex) {
        Arity type = arity(types.continuation(index));
        return switch (opcode) {
            case CONT_NEW -> new Arity(1, 1);
            case CONT_BIND -> {
                Arity bound = arity(types.continuation(secondIndex));
                yield type == null || bound == null ? null : new Arity(type.operands - bound.operands + 1, 1);
            }
            case SUSPEND -> indexed(tags, index);
            case RESUME -> called(type);
            case RESUME_THROW -> {
                Arity tag = indexed(tags, secondIndex);
                yield type == null || tag == null ? null : new Arity(tag.operands + 1, type.results);
            }
            case RESUME_THROW_REF -> type == null ? null : new Arity(2, type.results);
            case SWITCH -> {
                Arity left = arity(leftBySwitch(types.continuation(index)));
                yield type == null || left == null ? null : new Arity(type.operands, left.operands);
            }
        };
    }

    /** The type of the continuation that {@code switch} leaves: the last parameter of the one it goes on with. */
    private @Nullable FuncType leftBySwitch(@Nullable FuncType target) {
        return target != null
                        && !target.params().isEmpty()
                        && target.params().getLast() instanceof RefType reference
                        && reference.heapType().inexact() instanceof TypeIndex type
                ? types.continuation(type.index())
                : null;
    }

    private @Nullable Arity control(
            ControlOpcode opcode, InstructionReader reader, IntUnaryOperator labels, int functionResults) {
        return switch (opcode) {
            case UNREACHABLE, NOP, RETHROW, ELSE, CATCH, CATCH_ALL, DELEGATE, END -> NONE;
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> block(reader.blockType());
            case THROW -> last(indexed(tags, reader.index()), 0);
            case THROW_REF -> new Arity(1, 0);
            case RETURN -> new Arity(functionResults, 0);
            case BR -> new Arity(labels.applyAsInt(reader.index()), 0);
            case BR_TABLE -> {
                int[] targets = reader.labels();
                int arity = labels.applyAsInt(targets[targets.length - 1]);
                yield arity == UNKNOWN ? null : new Arity(arity + 1, 0);
            }
            case BR_IF,
                    BR_ON_NULL,
                    BR_ON_NON_NULL,
                    BR_ON_CAST,
                    BR_ON_CAST_FAIL,
                    BR_ON_CAST_DESC_EQ,
                    BR_ON_CAST_DESC_EQ_FAIL -> branch(opcode, labels.applyAsInt(reader.index()));
            case CALL -> indexed(functions, reader.index());
            case RETURN_CALL -> last(indexed(functions, reader.index()), 0);
            case CALL_INDIRECT, CALL_REF -> called(arity(types.function(reader.index())));
            case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> last(arity(types.function(reader.index())), 1);
        };
    }

    /** A conditional branch to a label of the given arity. */
    private static @Nullable Arity branch(ControlOpcode opcode, int label) {
        if (label == UNKNOWN) {
            return null;
        }
        return switch (opcode) {
            case BR_ON_NULL -> new Arity(label + 1, label + 1);
            case BR_ON_NON_NULL -> new Arity(label, label - 1);
            case BR_ON_CAST, BR_ON_CAST_FAIL -> new Arity(label, label);
            default -> new Arity(label + 1, label);
        };
    }

    /** A call of something of this type that is an operand itself. */
    private static @Nullable Arity called(@Nullable Arity type) {
        return type == null ? null : new Arity(type.operands + 1, type.results);
    }

    /** The operands of a type and some more, and no results: the next instruction is not reached. */
    private static @Nullable Arity last(@Nullable Arity type, int more) {
        return type == null ? null : new Arity(type.operands + more, 0);
    }

    private @Nullable Arity indexed(List<HeapType> space, int index) {
        boolean known = index >= 0 && index < space.size();
        return known ? arity(types.function(((TypeIndex) space.get(index)).index())) : null;
    }

    private static @Nullable Arity arity(@Nullable FuncType type) {
        return type == null
                ? null
                : new Arity(type.params().size(), type.results().size());
    }
}
