// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.LocalGroup;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.Opcodes;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.syntax.ValType;

/**
 * A cursor over the instructions of an expression: {@link #next} reads one with its immediates, which the accessors then
 * give back until the next call.
 *
 * <p>One reader serves validator, translator and printer. It allocates nothing for the common instructions. It knows
 * nothing of nesting; {@link #skipExpression} is for those who only look for the end. Specification: 5.4 "Instructions".
 */
public final class InstructionReader {
    private static final int MAX_LOCALS = 50_000;
    private static final int MAX_BR_TABLE_LABELS = 7_654_321;
    static final int ON_LABEL = 0;
    static final int ON_SWITCH = 1;
    static final int HAS_MEMORY_INDEX = 0x40;

    private final ByteReader in;
    private int offset;
    private Opcode opcode = ControlOpcode.END;
    private Shape shape = opcode.shape();

    private int index;
    private int secondIndex;
    private int alignment;
    private long value;
    private long highValue;
    private byte[] lanes = {};
    private int[] labels = {};
    private BlockType blockType = BlockType.Empty.INSTANCE;
    private List<ValType> types = List.of();
    private List<CatchClause> catches = List.of();
    private List<HandlerClause> handlers = List.of();
    private HeapType heapType = RefType.ANYREF.heapType();
    private RefType castSource = RefType.ANYREF;
    private RefType castTarget = RefType.ANYREF;

    /** A reader at the first instruction of the range. */
    public InstructionReader(ByteReader in) {
        this.in = in;
        this.offset = in.position();
    }

    /** A reader over an expression of a module. */
    public InstructionReader(byte[] bytes, Expr expr) {
        this(new ByteReader(bytes, expr.start(), expr.end()));
    }

    /**
     * Reads the declarations of locals that precede the instructions of a function body.
     *
     * @return the types of the locals, without the parameters
     */
    public List<ValType> locals() {
        List<ValType> locals = new ArrayList<>();
        for (LocalGroup group : localGroups()) {
            locals.addAll(Collections.nCopies(group.count(), group.type()));
        }
        return locals;
    }

    /**
     * Reads the declarations of locals as they are, instead of {@link #locals}: a few bytes may declare many locals.
     *
     * @return the groups of locals, without the parameters
     */
    public List<LocalGroup> localGroups() {
        int length = in.length(Integer.MAX_VALUE, "groups of locals");
        List<LocalGroup> groups = new ArrayList<>(length);
        long total = 0;
        for (int i = 0; i < length; i++) {
            int start = in.position();
            int count = in.u32();
            total += Integer.toUnsignedLong(count);
            if (total > MAX_LOCALS) {
                throw new MalformedException(start, "too many locals (" + total + ", the limit is " + MAX_LOCALS + ")");
            }
            groups.add(new LocalGroup(count, TypeDecoder.valType(in)));
        }
        return groups;
    }

    /** Reads the next instruction. */
    public Opcode next() {
        offset = in.position();
        if (in.atEnd()) {
            throw new MalformedException(
                    offset,
                    offset == in.bytes().length ? "unexpected end of section or function" : "END opcode expected");
        }
        int code = in.u8();
        int row = Opcodes.isPrefix(code) ? Opcodes.row(code, in.u32()) : code;
        Opcode found = Opcodes.atRow(row);
        // FAST: not opcode.shape(), a call to one of ten classes, which took half of the time of validation.
        Shape foundShape = Opcodes.shapeAtRow(row);
        if (found == null || foundShape == null) {
            throw new MalformedException(offset, "illegal opcode " + hex(offset, in.position()));
        }
        opcode = found;
        shape = foundShape;
        readImmediates(shape.immediates());
        return found;
    }

    /** Whether the range has no more instructions. */
    public boolean atEnd() {
        return in.atEnd();
    }

    /** The instruction last read. */
    public Opcode opcode() {
        return opcode;
    }

    /** The shape of the instruction last read. */
    public Shape shape() {
        return shape;
    }

    /** The position in the module of the instruction last read. */
    public int offset() {
        return offset;
    }

    /** The position in the module after the instruction last read. */
    public int position() {
        return in.position();
    }

    /** Moves to an instruction found earlier. */
    public void seek(int position) {
        in.seek(position);
    }

    /** Reads up to and including the {@code end} that closes the expression; the cursor stands at its start. */
    public void skipExpression() {
        int depth = 1;
        while (depth > 0) {
            if (in.atEnd()) {
                throw new MalformedException(in.position(), "unexpected end of section or function");
            }
            if (next() instanceof ControlOpcode control) {
                depth += control.nesting();
            }
        }
    }

    /** The only or first index: type, function, table, memory, local, label …, as the opcode's {@link Immediates} say. */
    public int index() {
        return index;
    }

    /** The second index, see {@link Immediates}; also the number of operands of {@code array.new_fixed}. */
    public int secondIndex() {
        return secondIndex;
    }

    /** The exponent of the alignment in a memory argument, 0 to 63. */
    public int alignment() {
        return alignment;
    }

    /** The offset in a memory argument, unsigned; its memory is {@link #index}. */
    public long memoryOffset() {
        return value;
    }

    /** The lane index. */
    public int lane() {
        return secondIndex;
    }

    /** The sixteen lane indices of a shuffle, 0 to 255 each. */
    public byte[] shuffleLanes() {
        return lanes;
    }

    /** The integer of {@code i32.const}, or the bits of {@code f32.const}. */
    public int i32() {
        return (int) value;
    }

    /** The integer of {@code i64.const}, the bits of {@code f64.const}, or the lower half of {@code v128.const}. */
    public long i64() {
        return value;
    }

    /** The upper half of {@code v128.const}. */
    public long v128High() {
        return highValue;
    }

    /** The labels of {@code br_table}; the last one is the default. */
    public int[] labels() {
        return labels;
    }

    /** The type of a structured block. */
    public BlockType blockType() {
        return blockType;
    }

    /** The handlers of {@code try_table}. */
    public List<CatchClause> catches() {
        return catches;
    }

    /** The handlers of {@code resume} and its relatives. */
    public List<HandlerClause> handlers() {
        return handlers;
    }

    /** The types of {@code select}. */
    public List<ValType> types() {
        return types;
    }

    /** The heap type of {@code ref.null}, {@code ref.test}, {@code ref.cast} or {@code ref.cast_desc_eq}. */
    public HeapType heapType() {
        return heapType;
    }

    /** The type that {@code br_on_cast} casts from. */
    public RefType castSource() {
        return castSource;
    }

    /** The type that {@code br_on_cast} casts to. */
    public RefType castTarget() {
        return castTarget;
    }

    private void readImmediates(Immediates immediates) {
        switch (immediates) {
            case NONE -> {}
            case LABEL, TAG, FUNCTION, TYPE, LOCAL, GLOBAL, TABLE, ELEM, DATA, MEMORY -> index = in.u32();
            case TYPE_TABLE,
                    TYPE_FIELD,
                    TYPE_COUNT,
                    TYPE_DATA,
                    TYPE_ELEM,
                    TYPE_TYPE,
                    TYPE_TAG,
                    TABLE_TABLE,
                    TABLE_ELEM,
                    DATA_MEMORY,
                    MEMORY_MEMORY -> readTwoIndices();
            case I32 -> value = in.s32();
            case I64 -> value = in.s64();
            case F32 -> value = in.fixed32();
            case F64 -> value = in.fixed64();
            case V128 -> {
                value = in.fixed64();
                highValue = in.fixed64();
            }
            case MEMARG -> readMemarg();
            case MEMARG_LANE -> {
                readMemarg();
                secondIndex = in.u8();
            }
            case LANE -> secondIndex = in.u8();
            case SHUFFLE_LANES -> {
                int start = in.skip(16);
                lanes = java.util.Arrays.copyOfRange(in.bytes(), start, start + 16);
            }
            case BLOCK_TYPE -> blockType = TypeDecoder.blockType(in);
            case LABELS -> readLabels();
            case CATCHES -> {
                blockType = TypeDecoder.blockType(in);
                readCatches();
            }
            case TYPE_HANDLERS -> {
                index = in.u32();
                readHandlers();
            }
            case TYPE_TAG_HANDLERS -> {
                readTwoIndices();
                readHandlers();
            }
            case TYPES -> types = TypeDecoder.resultType(in);
            case HEAP_TYPE -> heapType = TypeDecoder.heapType(in);
            case CAST_BRANCH -> readCastBranch();
            case FENCE -> {
                if (in.u8() != 0) {
                    throw new MalformedException(offset, "zero byte expected");
                }
            }
        }
    }

    private void readTwoIndices() {
        index = in.u32();
        secondIndex = in.u32();
    }

    private void readMemarg() {
        int flags = in.u32();
        if (flags < 0 || flags >= 2 * HAS_MEMORY_INDEX) {
            throw new MalformedException(offset, "malformed memop flags");
        }
        index = (flags & HAS_MEMORY_INDEX) != 0 ? in.u32() : 0;
        alignment = flags & HAS_MEMORY_INDEX - 1;
        value = in.u64();
    }

    private void readLabels() {
        int length = in.length(MAX_BR_TABLE_LABELS, "labels of br_table");
        labels = new int[length + 1];
        for (int i = 0; i <= length; i++) {
            labels[i] = in.u32();
        }
    }

    private void readCatches() {
        int length = in.length(Integer.MAX_VALUE, "catch clauses");
        List<CatchClause> clauses = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            clauses.add(readCatch());
        }
        catches = clauses;
    }

    private CatchClause readCatch() {
        int start = in.position();
        int code = in.u8();
        CatchClause.Kind[] kinds = CatchClause.Kind.values();
        if (code >= kinds.length) {
            throw new MalformedException(start, "malformed catch clause (0x" + Integer.toHexString(code) + ")");
        }
        int tagIndex = kinds[code].hasTag() ? in.u32() : -1;
        return new CatchClause(kinds[code], tagIndex, in.u32());
    }

    private void readHandlers() {
        int length = in.length(Integer.MAX_VALUE, "handler clauses");
        List<HandlerClause> clauses = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            clauses.add(readHandler());
        }
        handlers = clauses;
    }

    private HandlerClause readHandler() {
        int start = in.position();
        int code = in.u8();
        return switch (code) {
            case ON_LABEL -> new HandlerClause(in.u32(), in.u32());
            case ON_SWITCH -> new HandlerClause(in.u32(), HandlerClause.SWITCH);
            default ->
                throw new MalformedException(start, "malformed handler clause (0x" + Integer.toHexString(code) + ")");
        };
    }

    private void readCastBranch() {
        int start = in.position();
        int flags = in.u8();
        if (flags > 3) {
            throw new MalformedException(start, "malformed cast flags (0x" + Integer.toHexString(flags) + ")");
        }
        index = in.u32();
        castSource = RefType.of((flags & 1) != 0, TypeDecoder.heapType(in));
        castTarget = RefType.of((flags & 2) != 0, TypeDecoder.heapType(in));
    }

    private String hex(int start, int end) {
        StringBuilder text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(text.isEmpty() ? "" : " ").append("%02x".formatted(in.bytes()[i]));
        }
        return text.toString();
    }
}
