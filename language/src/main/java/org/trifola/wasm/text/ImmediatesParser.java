// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionWriter;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.ValType;

/**
 * Parses the immediates of instructions, as the table lists them, and writes them in binary form.
 *
 * <p>The few instructions whose mnemonic does not say which row of the table is meant are told apart here. Specification:
 * 6.5 "Instructions".
 */
final class ImmediatesParser {
    private static final int SHUFFLE_LANES = 16;
    private static final int VECTOR_BYTES = 16;

    private final TokenCursor cursor;
    private final ModuleScope scope;
    private final TypeParser types;
    private final LabelStack labels;
    private IndexSpace locals = new IndexSpace("local", "local");
    private boolean dataIndexSeen;

    ImmediatesParser(TokenCursor cursor, ModuleScope scope, TypeParser types, LabelStack labels) {
        this.cursor = cursor;
        this.scope = scope;
        this.types = types;
        this.labels = labels;
    }

    /** Sets the locals of the function whose body comes next. */
    void setLocals(IndexSpace functionLocals) {
        locals = functionLocals;
    }

    /** Whether some instruction named a data segment, so that the module needs a data count section. */
    boolean dataIndexSeen() {
        return dataIndexSeen;
    }

    /** Passes over the immediates of an instruction, and writes opcode and immediates. */
    void instruction(Opcode opcode, InstructionWriter out) {
        switch (opcode) {
            case ParametricOpcode.SELECT -> select(out);
            case ReferenceOpcode.REF_TEST -> cast(ReferenceOpcode.REF_TEST, ReferenceOpcode.REF_TEST_NULL, out);
            case ReferenceOpcode.REF_CAST -> cast(ReferenceOpcode.REF_CAST, ReferenceOpcode.REF_CAST_NULL, out);
            case ReferenceOpcode.REF_CAST_DESC_EQ ->
                cast(ReferenceOpcode.REF_CAST_DESC_EQ, ReferenceOpcode.REF_CAST_DESC_EQ_NULL, out);
            default -> {
                out.opcode(opcode);
                immediates(opcode, out);
            }
        }
    }

    private void select(InstructionWriter out) {
        List<ValType> resultTypes = types.selectTypes();
        if (resultTypes == null) {
            out.opcode(ParametricOpcode.SELECT);
        } else {
            out.opcode(ParametricOpcode.SELECT_T);
            out.types(resultTypes);
        }
    }

    private void cast(Opcode nonNull, Opcode nullable, InstructionWriter out) {
        RefType type = types.refType();
        out.opcode(type.nullable() ? nullable : nonNull);
        out.heapType(type.heapType());
    }

    private void immediates(Opcode opcode, InstructionWriter out) {
        switch (opcode.shape().immediates()) {
            case NONE -> {}
            case BLOCK_TYPE -> out.blockType(types.blockType());
            case CATCHES -> {
                out.blockType(types.blockType());
                out.catches(catches());
            }
            case LABEL -> out.index(labels.index(cursor));
            case LABELS -> out.labels(labels());
            case TAG -> out.index(scope.tags.index(cursor));
            case FUNCTION -> out.index(scope.functions.index(cursor));
            case TYPE -> out.index(scope.types.index(cursor));
            case TYPE_TABLE -> typeAndTable(out);
            case TYPE_FIELD -> typeAndField(out);
            case TYPE_COUNT -> {
                out.index(scope.types.index(cursor));
                out.index(cursor.u32());
            }
            case TYPE_DATA -> {
                out.index(scope.types.index(cursor));
                out.index(dataIndex());
            }
            case TYPE_ELEM -> {
                out.index(scope.types.index(cursor));
                out.index(scope.elements.index(cursor));
            }
            case TYPE_TYPE -> {
                out.index(scope.types.index(cursor));
                out.index(scope.types.index(cursor));
            }
            case TYPE_TAG -> {
                out.index(scope.types.index(cursor));
                out.index(scope.tags.index(cursor));
            }
            case TYPE_HANDLERS -> {
                out.index(scope.types.index(cursor));
                out.handlers(handlers());
            }
            case TYPE_TAG_HANDLERS -> {
                out.index(scope.types.index(cursor));
                out.index(scope.tags.index(cursor));
                out.handlers(handlers());
            }
            case TYPES -> throw new IllegalStateException("select is handled before");
            case HEAP_TYPE -> out.heapType(types.heapType());
            case CAST_BRANCH -> out.castBranch(labels.index(cursor), types.refType(), types.refType());
            case LOCAL -> out.index(locals.index(cursor));
            case GLOBAL -> out.index(scope.globals.index(cursor));
            case TABLE -> out.index(scope.tables.optionalIndex(cursor));
            case TABLE_TABLE -> destinationAndSource(scope.tables, out);
            case TABLE_ELEM -> tableAndElement(out);
            case ELEM -> out.index(scope.elements.index(cursor));
            case DATA -> out.index(dataIndex());
            case MEMORY -> out.index(scope.memories.optionalIndex(cursor));
            case MEMORY_MEMORY -> destinationAndSource(scope.memories, out);
            case DATA_MEMORY -> memoryAndData(out);
            case MEMARG -> memarg(opcode, scope.memories.optionalIndex(cursor), out);
            case MEMARG_LANE -> {
                memarg(opcode, memoryBeforeLane(), out);
                out.lane(cursor.u8());
            }
            case LANE -> out.lane(cursor.u8());
            case SHUFFLE_LANES -> shuffleLanes(out);
            case I32 -> out.i32((int) cursor.integer(32));
            case I64 -> out.i64(cursor.integer(64));
            case F32 -> out.f32(cursor.f32());
            case F64 -> out.f64(cursor.f64());
            case V128 -> out.out().bytes(vector());
            case FENCE -> out.lane(0);
        }
    }

    // --- Indices ---

    private int[] labels() {
        int[] indices = new int[4];
        int count = 0;
        do {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
            }
            indices[count++] = labels.index(cursor);
        } while (cursor.atIndex());
        return Arrays.copyOf(indices, count);
    }

    private List<CatchClause> catches() {
        List<CatchClause> clauses = new ArrayList<>();
        CatchClause.Kind kind = catchKind();
        while (kind != null) {
            cursor.open();
            cursor.next();
            int tagIndex = kind.hasTag() ? scope.tags.index(cursor) : -1;
            clauses.add(new CatchClause(kind, tagIndex, labels.index(cursor)));
            cursor.close();
            kind = catchKind();
        }
        return clauses;
    }

    private CatchClause.@Nullable Kind catchKind() {
        if (!cursor.at(TokenKind.LEFT_PAREN)) {
            return null;
        }
        return switch (cursor.keywordAfterParenthesis()) {
            case "catch" -> CatchClause.Kind.CATCH;
            case "catch_ref" -> CatchClause.Kind.CATCH_REF;
            case "catch_all" -> CatchClause.Kind.CATCH_ALL;
            case "catch_all_ref" -> CatchClause.Kind.CATCH_ALL_REF;
            default -> null;
        };
    }

    private List<HandlerClause> handlers() {
        List<HandlerClause> clauses = new ArrayList<>();
        while (cursor.takeOpen("on")) {
            int tagIndex = scope.tags.index(cursor);
            int labelIndex = cursor.take("switch") ? HandlerClause.SWITCH : labels.index(cursor);
            clauses.add(new HandlerClause(tagIndex, labelIndex));
            cursor.close();
        }
        return clauses;
    }

    private void typeAndTable(InstructionWriter out) {
        int tableIndex = scope.tables.optionalIndex(cursor);
        out.index(types.anonymousTypeUse());
        out.index(tableIndex);
    }

    private void typeAndField(InstructionWriter out) {
        int typeIndex = scope.types.index(cursor);
        out.index(typeIndex);
        out.index(scope.fields(typeIndex).index(cursor));
    }

    /** Two indices or none. */
    private void destinationAndSource(IndexSpace space, InstructionWriter out) {
        boolean given = cursor.atIndex();
        out.index(given ? space.index(cursor) : 0);
        out.index(given ? space.index(cursor) : 0);
    }

    private void tableAndElement(InstructionWriter out) {
        int tableIndex = atTwoIndices() ? scope.tables.index(cursor) : 0;
        out.index(scope.elements.index(cursor));
        out.index(tableIndex);
    }

    private void memoryAndData(InstructionWriter out) {
        int memoryIndex = atTwoIndices() ? scope.memories.index(cursor) : 0;
        out.index(dataIndex());
        out.index(memoryIndex);
    }

    private boolean atTwoIndices() {
        TokenKind second = cursor.kindAfterNext();
        return cursor.atIndex() && (second == TokenKind.NAT || second == TokenKind.ID);
    }

    private int dataIndex() {
        dataIndexSeen = true;
        return scope.data.index(cursor);
    }

    // --- Memory arguments ---

    /** The memory index that may stand before the lane index: a number is one only if another number follows. */
    private int memoryBeforeLane() {
        TokenKind second = cursor.kindAfterNext();
        boolean given = cursor.at(TokenKind.ID)
                || cursor.at(TokenKind.NAT)
                        && (second == TokenKind.NAT || second == TokenKind.OFFSET || second == TokenKind.ALIGN);
        return given ? scope.memories.index(cursor) : 0;
    }

    private void memarg(Opcode opcode, int memoryIndex, InstructionWriter out) {
        long offset = cursor.at(TokenKind.OFFSET) ? cursor.assigned() : 0;
        int alignment = Integer.numberOfTrailingZeros(opcode.shape().width());
        if (cursor.at(TokenKind.ALIGN)) {
            int position = cursor.position();
            long bytes = cursor.assigned();
            if (Long.bitCount(bytes) != 1) {
                throw cursor.errorAt(position, "alignment must be a power of two");
            }
            alignment = Long.numberOfTrailingZeros(bytes);
        }
        out.memarg(alignment, memoryIndex, offset);
    }

    // --- Vectors ---

    private void shuffleLanes(InstructionWriter out) {
        int count = numbersAhead();
        if (count != SHUFFLE_LANES) {
            throw cursor.error("invalid lane length: " + count + " lane indices, expected " + SHUFFLE_LANES);
        }
        for (int i = 0; i < count; i++) {
            if (!cursor.at(TokenKind.NAT)) {
                throw cursor.error("i8 constant out of range: " + cursor.text());
            }
            out.lane(cursor.u8());
        }
    }

    /** The bytes of a vector that is given by its shape and lanes. */
    byte[] vector() {
        String shape = cursor.keyword();
        int lanes = switch (shape) {
            case "i8x16" -> 16;
            case "i16x8" -> 8;
            case "i32x4", "f32x4" -> 4;
            case "i64x2", "f64x2" -> 2;
            default -> throw cursor.unexpected("the shape of a vector");
        };
        cursor.next();
        requireLanes(lanes);
        byte[] bytes = new byte[VECTOR_BYTES];
        int laneBytes = VECTOR_BYTES / lanes;
        for (int i = 0; i < lanes; i++) {
            putLane(bytes, i * laneBytes, laneBytes, lane(shape, laneBytes));
        }
        return bytes;
    }

    private void requireLanes(int lanes) {
        int count = numbersAhead();
        if (count == lanes) {
            return;
        }
        SyntaxException wrongNumber = cursor.error("wrong number of lane literals: " + count + ", expected " + lanes);
        cursor.seek(cursor.position() + count);
        throw cursor.at(TokenKind.RESERVED) ? cursor.unexpected("a number") : wrongNumber;
    }

    private int numbersAhead() {
        int start = cursor.position();
        while (cursor.atNumber()) {
            cursor.next();
        }
        int count = cursor.position() - start;
        cursor.seek(start);
        return count;
    }

    private long lane(String shape, int laneBytes) {
        return switch (shape) {
            case "f32x4" -> cursor.f32();
            case "f64x2" -> cursor.f64();
            default -> cursor.integer(laneBytes * Byte.SIZE);
        };
    }

    private static void putLane(byte[] bytes, int start, int laneBytes, long lane) {
        for (int i = 0; i < laneBytes; i++) {
            bytes[start + i] = (byte) (lane >>> i * Byte.SIZE);
        }
    }
}
