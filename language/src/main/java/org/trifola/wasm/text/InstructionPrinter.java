// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;

/**
 * Writes single instructions, as the table lists their immediates.
 *
 * <p>The inverse of {@link InstructionParser}. Specification: 6.5 "Instructions".
 */
final class InstructionPrinter {
    /** An open block, with the block of the same name that it hides. */
    private record Label(@Nullable String id, @Nullable Integer hidden) {}

    private final Identifiers identifiers;
    private final TypePrinter types;
    private final List<Label> labels = new ArrayList<>();
    private final Map<String, Integer> visible = new HashMap<>();
    private @Nullable String[] locals = {};
    private int functionIndex = -1;
    private int labelCount;
    private StringBuilder out = new StringBuilder();

    InstructionPrinter(Identifiers identifiers, TypePrinter types) {
        this.identifiers = identifiers;
        this.types = types;
    }

    /** Says whose instructions come next. */
    void enterFunction(int index, @Nullable String[] localIds) {
        functionIndex = index;
        locals = localIds;
        labelCount = 0;
    }

    /** How many blocks are open. */
    int depth() {
        return labels.size();
    }

    /** Prints the instruction last read. */
    void print(InstructionReader reader, StringBuilder to) {
        out = to;
        Opcode opcode = reader.opcode();
        if (opcode == ControlOpcode.END || opcode == ControlOpcode.DELEGATE) {
            closeBlock();
        }
        out.append(opcode.mnemonic());
        boolean opens = opcode == ControlOpcode.BLOCK
                || opcode == ControlOpcode.LOOP
                || opcode == ControlOpcode.IF
                || opcode == ControlOpcode.TRY
                || opcode == ControlOpcode.TRY_TABLE;
        String id = opens ? identifiers.label(functionIndex, labelCount++) : null;
        if (id != null) {
            word(id);
        }
        immediates(opcode, reader);
        if (opens) {
            openBlock(id);
        }
    }

    private void word(String text) {
        out.append(' ').append(text);
    }

    private void index(Kind kind, int index) {
        word(identifiers.index(kind, index));
    }

    private void number(int number) {
        word(Integer.toUnsignedString(number));
    }

    private void immediates(Opcode opcode, InstructionReader reader) {
        int index = reader.index();
        int secondIndex = reader.secondIndex();
        switch (opcode.shape().immediates()) {
            case NONE, FENCE -> {}
            case BLOCK_TYPE -> out.append(types.blockType(reader.blockType()));
            case CATCHES -> {
                out.append(types.blockType(reader.blockType()));
                reader.catches().forEach(this::catchClause);
            }
            case LABEL -> label(index);
            case LABELS -> {
                for (int each : reader.labels()) {
                    label(each);
                }
            }
            case TAG -> index(Kind.TAG, index);
            case FUNCTION -> index(Kind.FUNCTION, index);
            case TYPE -> index(Kind.TYPE, index);
            case TYPE_TABLE -> {
                unlessZero(Kind.TABLE, secondIndex);
                word(types.use(index));
            }
            case TYPE_FIELD -> {
                index(Kind.TYPE, index);
                word(identifiers.field(index, secondIndex));
            }
            case TYPE_COUNT -> {
                index(Kind.TYPE, index);
                number(secondIndex);
            }
            case TYPE_DATA -> two(Kind.TYPE, index, Kind.DATA, secondIndex);
            case TYPE_ELEM -> two(Kind.TYPE, index, Kind.ELEMENT, secondIndex);
            case TYPE_TYPE -> two(Kind.TYPE, index, Kind.TYPE, secondIndex);
            case TYPE_TAG -> two(Kind.TYPE, index, Kind.TAG, secondIndex);
            case TYPE_HANDLERS -> {
                index(Kind.TYPE, index);
                reader.handlers().forEach(this::handlerClause);
            }
            case TYPE_TAG_HANDLERS -> {
                two(Kind.TYPE, index, Kind.TAG, secondIndex);
                reader.handlers().forEach(this::handlerClause);
            }
            case TYPES -> word(types.results(reader.types()));
            case HEAP_TYPE -> heapType(opcode, reader);
            case CAST_BRANCH -> {
                label(index);
                word(types.valType(reader.castSource()));
                word(types.valType(reader.castTarget()));
            }
            case LOCAL -> local(index);
            case GLOBAL -> index(Kind.GLOBAL, index);
            case TABLE -> index(Kind.TABLE, index);
            case TABLE_TABLE -> two(Kind.TABLE, index, Kind.TABLE, secondIndex);
            case TABLE_ELEM -> {
                unlessZero(Kind.TABLE, secondIndex);
                index(Kind.ELEMENT, index);
            }
            case ELEM -> index(Kind.ELEMENT, index);
            case DATA -> index(Kind.DATA, index);
            case MEMORY -> unlessZero(Kind.MEMORY, index);
            case MEMORY_MEMORY -> {
                if (index != 0 || secondIndex != 0) {
                    two(Kind.MEMORY, index, Kind.MEMORY, secondIndex);
                }
            }
            case DATA_MEMORY -> {
                unlessZero(Kind.MEMORY, secondIndex);
                index(Kind.DATA, index);
            }
            case MEMARG -> memarg(opcode, reader);
            case MEMARG_LANE -> {
                memarg(opcode, reader);
                number(reader.lane());
            }
            case LANE -> number(reader.lane());
            case SHUFFLE_LANES -> {
                for (byte lane : reader.shuffleLanes()) {
                    number(lane & 0xFF);
                }
            }
            case I32 -> word(Integer.toString(reader.i32()));
            case I64 -> word(Long.toString(reader.i64()));
            case F32 -> word(NumberPrinter.f32(reader.i32()));
            case F64 -> word(NumberPrinter.f64(reader.i64()));
            case V128 -> vector(reader.i64(), reader.v128High());
        }
    }

    private void two(Kind kind, int index, Kind secondKind, int secondIndex) {
        index(kind, index);
        index(secondKind, secondIndex);
    }

    private void unlessZero(Kind kind, int index) {
        if (index != 0) {
            index(kind, index);
        }
    }

    private void local(int index) {
        boolean known = index >= 0 && index < locals.length;
        String id = known ? locals[index] : null;
        word(id == null ? Integer.toUnsignedString(index) : id);
    }

    private void heapType(Opcode opcode, InstructionReader reader) {
        if (opcode == ReferenceOpcode.REF_NULL) {
            word(types.heapType(reader.heapType()));
        } else {
            boolean nullable = opcode == ReferenceOpcode.REF_TEST_NULL
                    || opcode == ReferenceOpcode.REF_CAST_NULL
                    || opcode == ReferenceOpcode.REF_CAST_DESC_EQ_NULL;
            word(types.valType(RefType.of(nullable, reader.heapType())));
        }
    }

    private void memarg(Opcode opcode, InstructionReader reader) {
        unlessZero(Kind.MEMORY, reader.index());
        if (reader.memoryOffset() != 0) {
            word("offset=" + Long.toUnsignedString(reader.memoryOffset()));
        }
        long alignment = 1L << reader.alignment();
        if (alignment != opcode.shape().width()) {
            word("align=" + Long.toUnsignedString(alignment));
        }
    }

    private void vector(long low, long high) {
        out.append(" i32x4");
        for (long half : new long[] {low, high}) {
            word(String.format("0x%08x 0x%08x", (int) half, (int) (half >>> 32)));
        }
    }

    private void handlerClause(HandlerClause clause) {
        out.append(" (on");
        index(Kind.TAG, clause.tagIndex());
        if (clause.isSwitch()) {
            word("switch");
        } else {
            label(clause.labelIndex());
        }
        out.append(')');
    }

    private void catchClause(CatchClause clause) {
        out.append(" (").append(clause.kind());
        if (clause.kind().hasTag()) {
            index(Kind.TAG, clause.tagIndex());
        }
        label(clause.labelIndex());
        out.append(')');
    }

    // --- Labels ---

    private void openBlock(@Nullable String id) {
        labels.add(new Label(id, id == null ? null : visible.put(id, labels.size())));
    }

    private void closeBlock() {
        if (labels.isEmpty()) {
            return;
        }
        Label label = labels.removeLast();
        if (label.id == null) {
            return;
        }
        if (label.hidden == null) {
            visible.remove(label.id);
        } else {
            visible.put(label.id, label.hidden);
        }
    }

    /** A label by its identifier, unless an inner block has the same. */
    private void label(int index) {
        int depth = labels.size() - 1 - index;
        String id = depth >= 0 && depth < labels.size() ? labels.get(depth).id : null;
        Integer target = id == null ? null : visible.get(id);
        word(id != null && target != null && target == depth ? id : Integer.toUnsignedString(index));
    }
}
