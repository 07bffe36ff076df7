// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Objects;
import java.util.OptionalInt;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Vector instructions on vectors that are objects; what has none of its own here is left to those on lanes.
 *
 * <p>Specification: 4.4.3 "Vector Instructions".
 */
final class ObjectCompiler {
    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final LaneVariables variables;
    private final ObjectOperators objects;

    ObjectCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
        variables = operands.variables();
        objects = variables.objects();
    }

    /** Compiles an instruction without immediates, if there is something better for it than lanes. */
    boolean compile(VectorOpcode maybeRelaxed) {
        VectorOpcode opcode = maybeRelaxed.deterministic();
        VectorIntrinsic intrinsic = VectorIntrinsic.of(opcode);
        if (intrinsic != null) {
            compile(opcode, intrinsic);
            return true;
        }
        switch (opcode) {
            case V128_NOT, V128_AND, V128_ANDNOT, V128_OR, V128_XOR, V128_BITSELECT -> bits(opcode);
            case I8X16_SPLAT -> splat(Element.BYTE, Kind.I32);
            case I16X8_SPLAT -> splat(Element.SHORT, Kind.I32);
            case I32X4_SPLAT -> splat(Element.INT, Kind.I32);
            case I64X2_SPLAT -> splat(Element.LONG, Kind.I64);
            case F32X4_SPLAT -> splat(Element.FLOAT, Kind.F32);
            case F64X2_SPLAT -> splat(Element.DOUBLE, Kind.F64);
            case I8X16_NEG -> negate(Element.BYTE);
            case I16X8_NEG -> negate(Element.SHORT);
            case I32X4_NEG -> negate(Element.INT);
            case I64X2_NEG -> negate(Element.LONG);
            case I8X16_BITMASK -> bitmask(VectorOpcode.I8X16_LT_S);
            case I16X8_BITMASK -> bitmask(VectorOpcode.I16X8_LT_S);
            case I32X4_BITMASK -> bitmask(VectorOpcode.I32X4_LT_S);
            case I64X2_BITMASK -> bitmask(VectorOpcode.I64X2_LT_S);
            case F32X4_PMIN -> pick(VectorOpcode.F32X4_LT);
            case F32X4_PMAX -> pick(VectorOpcode.F32X4_GT);
            case F64X2_PMIN -> pick(VectorOpcode.F64X2_LT);
            case F64X2_PMAX -> pick(VectorOpcode.F64X2_GT);
            case I16X8_EXTEND_HIGH_I8X16_S -> extendHigh(VectorOpcode.I16X8_EXTEND_LOW_I8X16_S);
            case I16X8_EXTEND_HIGH_I8X16_U -> extendHigh(VectorOpcode.I16X8_EXTEND_LOW_I8X16_U);
            case I32X4_EXTEND_HIGH_I16X8_S -> extendHigh(VectorOpcode.I32X4_EXTEND_LOW_I16X8_S);
            case I32X4_EXTEND_HIGH_I16X8_U -> extendHigh(VectorOpcode.I32X4_EXTEND_LOW_I16X8_U);
            case I64X2_EXTEND_HIGH_I32X4_S -> extendHigh(VectorOpcode.I64X2_EXTEND_LOW_I32X4_S);
            case I64X2_EXTEND_HIGH_I32X4_U -> extendHigh(VectorOpcode.I64X2_EXTEND_LOW_I32X4_U);
            case I8X16_SWIZZLE -> swizzle();
            default -> {
                return false;
            }
        }
        return true;
    }

    private Lanes take(Element element, Lanes... held) {
        return operands.takeVector(LaneShape.object(element), held);
    }

    private Runnable load(Lanes vector) {
        return () -> variables.load(vector, 0);
    }

    /** Pushes what is on the machine's stack as a vector. */
    private void push(Element element, Lanes... sources) {
        Lanes result = variables.fresh(LaneShape.object(element), sources);
        variables.store(result, 0);
        operands.pushVector(result);
    }

    private void compile(VectorOpcode opcode, VectorIntrinsic intrinsic) {
        Element element = intrinsic.element();
        switch (intrinsic.form()) {
            case UNARY -> {
                Lanes x = take(element);
                objects.unary(opcode, intrinsic, load(x));
                push(intrinsic.result());
            }
            case CONVERSION -> {
                Lanes x = take(element);
                objects.convert(opcode, intrinsic, load(x));
                push(intrinsic.result());
            }
            case BINARY -> {
                Lanes y = take(element);
                Lanes x = take(element, y);
                objects.binary(opcode, intrinsic, load(x), load(y));
                push(intrinsic.result());
            }
            case SHIFT -> {
                if (rotate(opcode)) {
                    return;
                }
                operands.take(1);
                int count = operands.slot(operands.size(), Kind.I32);
                code.istore(count);
                Lanes x = take(element);
                objects.shift(opcode, intrinsic, load(x), count);
                push(intrinsic.result());
            }
            case RELATION -> relation(opcode, intrinsic);
        }
    }

    /**
     * Compiles a shift as a rotation, if it is the first half of one: a local is shifted, then the same in the other direction by
     * what is left of the width, and both are joined. The reader is behind all that then.
     */
    private boolean rotate(VectorOpcode opcode) {
        OptionalInt before = body.constantBefore();
        Rotation rotation = Rotation.of(opcode);
        if (rotation == null || before.isEmpty()) {
            return false;
        }
        Element element = rotation.element();
        InstructionReader ahead = body.function.reader();
        ahead.seek(body.reader.position());
        if (ahead.next() != VariableOpcode.LOCAL_GET
                || !operands.isVectorBelowTop(body.vectorIfAny(ahead.index()))
                || ahead.next() != NumericOpcode.I32_CONST
                || (before.getAsInt() + ahead.i32() & element.width() - 1) != 0
                || ahead.next() != rotation.otherShift()
                || ahead.next() != VectorOpcode.V128_OR) {
            return false;
        }
        operands.take(1);
        code.pop();
        Lanes x = take(element);
        objects.rotateLeft(element, load(x), rotation.isLeft() ? before.getAsInt() : -before.getAsInt());
        push(element);
        body.reader.seek(ahead.position());
        return true;
    }

    private void relation(VectorOpcode opcode, VectorIntrinsic intrinsic) {
        Element element = intrinsic.element();
        Lanes y = take(element);
        Lanes x = take(element, y);
        Element result = intrinsic.result();
        Runnable mask = () -> objects.compare(opcode, load(x), load(y));
        objects.blend(
                result,
                () -> objects.constant(result, V128.ZERO),
                () -> objects.constant(result, new V128(-1, -1)),
                element == result ? mask : () -> objects.castMask(element, result, mask));
        push(result);
    }

    /** An operator on bits; its operands stay what they are where that is something with integers. */
    private void bits(VectorOpcode opcode) {
        Element element = operands.topElement(body.laneShape().element()).bits();
        switch (opcode) {
            case V128_NOT -> {
                Lanes x = take(element);
                objects.xor(element, load(x), ones(element));
            }
            case V128_BITSELECT -> {
                Lanes mask = take(element);
                Lanes y = take(element, mask);
                Lanes x = take(element, mask, y);
                Runnable difference = () -> objects.xor(element, load(x), load(y));
                objects.xor(element, () -> objects.and(element, difference, load(mask)), load(y));
            }
            default -> {
                Lanes y = take(element);
                Lanes x = take(element, y);
                switch (opcode) {
                    case V128_AND -> objects.and(element, load(x), load(y));
                    case V128_OR -> objects.or(element, load(x), load(y));
                    case V128_XOR -> objects.xor(element, load(x), load(y));
                    default -> objects.and(element, load(x), () -> objects.xor(element, load(y), ones(element)));
                }
            }
        }
        push(element);
    }

    private Runnable ones(Element element) {
        return () -> objects.constant(element, new V128(-1, -1));
    }

    private void splat(Element element, Kind kind) {
        operands.take(1);
        toBits(kind);
        int bits = operands.slot(operands.size(), Kind.I64);
        code.lstore(bits);
        objects.broadcast(element, () -> code.lload(bits));
        push(element);
    }

    /** Makes the number on the machine's stack one of 64 bits. */
    private void toBits(Kind kind) {
        switch (kind) {
            case F32 -> body.call(Vectors.class, "reinterpretI32", ConstantDescs.CD_int, kind.type());
            case F64 -> body.call(Vectors.class, "reinterpretI64", ConstantDescs.CD_long, kind.type());
            default -> {}
        }
        if (kind == Kind.I32 || kind == Kind.F32) {
            code.i2l();
        }
    }

    private void negate(Element element) {
        Lanes x = take(element);
        objects.subtract(element, () -> objects.constant(element, V128.ZERO), load(x));
        push(element);
    }

    private void bitmask(VectorOpcode isLess) {
        Element element = Objects.requireNonNull(VectorIntrinsic.of(isLess)).element();
        Lanes x = take(element);
        objects.toLong(element, () -> objects.compare(isLess, load(x), () -> objects.constant(element, V128.ZERO)));
        code.l2i();
        operands.push(Kind.I32);
    }

    /** The second operand where it compares so with the first one, otherwise the first. */
    private void pick(VectorOpcode relation) {
        Element element = Objects.requireNonNull(VectorIntrinsic.of(relation)).element();
        Lanes y = take(element);
        Lanes x = take(element, y);
        objects.blend(element, load(x), load(y), () -> objects.compare(relation, load(y), load(x)));
        push(element);
    }

    private void extendHigh(VectorOpcode low) {
        VectorIntrinsic intrinsic = Objects.requireNonNull(VectorIntrinsic.of(low));
        Element element = intrinsic.element();
        Lanes x = take(Element.LONG);
        Runnable high = () -> objects.extract(Element.LONG, load(x), 1);
        objects.convert(
                low,
                intrinsic,
                () -> objects.reinterpret(Element.LONG, element, () -> objects.broadcast(Element.LONG, high)));
        push(intrinsic.result());
    }

    private void swizzle() {
        Lanes indices = take(Element.BYTE);
        Lanes x = take(Element.BYTE, indices);
        objects.blend(
                Element.BYTE,
                () -> objects.constant(Element.BYTE, V128.ZERO),
                () -> objects.select(load(indices), load(x)),
                () -> objects.compare(
                        VectorOpcode.I8X16_LT_U,
                        load(indices),
                        () -> objects.constant(Element.BYTE, new V128(0x1010101010101010L, 0x1010101010101010L))));
        push(Element.BYTE);
    }

    void constant(V128 value) {
        Element element = body.laneShape().element();
        objects.constant(element, value);
        push(element);
    }

    /**
     * As {@link MemoryOperators#vectorPlace}, without a call, which the compiler would inline only if it was executed often
     * enough. The place is left in a variable.
     */
    void place(int slot) {
        int memory = operands.slot(operands.size() + 1, Kind.REF);
        code.astore(memory).lstore(slot);
        Kind.widen(code);
        code.lload(slot).ladd().lstore(slot);
        Label inBounds = code.newLabel();
        code.lload(slot).aload(memory).getfield(MethodBody.MEMORY, "byteSize", ConstantDescs.CD_long);
        code.lcmp().ifle(inBounds);
        code.lload(slot).loadConstant(V128.BYTES).aload(memory);
        body.call(
                MemoryOperators.class,
                "outOfBounds",
                MethodBody.describe(Trap.class),
                ConstantDescs.CD_long,
                ConstantDescs.CD_int,
                MethodBody.MEMORY);
        code.athrow().labelBinding(inBounds);
        code.aload(memory).getfield(MethodBody.MEMORY, "movingBase", ConstantDescs.CD_long);
        code.lload(slot).ladd().loadConstant((long) V128.BYTES).lsub().lstore(slot);
    }

    /** Loads the sixteen bytes at a place in native memory. */
    void load(int placeSlot) {
        Element element = body.laneShape().element();
        objects.load(element, placeSlot);
        push(element);
    }

    /** Takes the vector to be stored. */
    Lanes takeAny() {
        return operands.takeVector(
                LaneShape.object(operands.topElement(body.laneShape().element())));
    }

    /** Writes sixteen bytes to a place in native memory. */
    void store(Lanes value, int placeSlot) {
        objects.store(value.shape().element(), placeSlot, load(value));
    }

    /** {@code extract_lane}. */
    void extract(Element element, Kind kind, int lane) {
        Lanes x = take(element);
        objects.extract(element, load(x), lane);
        if (kind == Kind.I32 || kind == Kind.F32) {
            code.l2i();
        }
        fromBits(kind);
        operands.push(kind);
    }

    private void fromBits(Kind kind) {
        ClassDesc type = kind.type();
        switch (kind) {
            case F32 -> body.call(Vectors.class, "reinterpretF32", type, ConstantDescs.CD_int);
            case F64 -> body.call(Vectors.class, "reinterpretF64", type, ConstantDescs.CD_long);
            default -> {}
        }
    }

    /** Puts the number on the machine's stack into a lane of a vector that has been taken. */
    void insert(Element element, Kind kind, Lanes vector, int lane) {
        toBits(kind);
        int bits = operands.slot(operands.size(), Kind.I64);
        code.lstore(bits);
        objects.insert(element, load(vector), lane, () -> code.lload(bits));
        push(element, vector);
    }

    /** {@code select}: takes the condition, too. */
    void select() {
        operands.take(1);
        int condition = operands.slot(operands.size(), Kind.I32);
        code.istore(condition);
        Element element = operands.topElement(body.laneShape().element());
        Lanes y = take(element);
        Lanes x = take(element, y);
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        code.iload(condition).ifeq(otherwise);
        variables.load(x, 0);
        code.goto_(end).labelBinding(otherwise);
        variables.load(y, 0);
        code.labelBinding(end);
        objects.confirm(element);
        push(element);
    }

    /** {@code i8x16.shuffle}. */
    void shuffle(byte[] indices) {
        Lanes y = take(Element.BYTE);
        Lanes x = take(Element.BYTE, y);
        boolean usesX = false;
        boolean usesY = false;
        for (byte index : indices) {
            usesX |= index < V128.BYTES;
            usesY |= index >= V128.BYTES;
        }
        if (usesX && usesY) {
            byte[] fromX = new byte[V128.BYTES];
            for (int i = 0; i < fromX.length; i++) {
                fromX[i] = (byte) (indices[i] < V128.BYTES ? -1 : 0);
            }
            V128 mask = V128.of(fromX);
            objects.or(
                    Element.BYTE,
                    () -> objects.and(Element.BYTE, rearranged(x, indices), () -> objects.constant(Element.BYTE, mask)),
                    () -> objects.and(
                            Element.BYTE,
                            rearranged(y, indices),
                            () -> objects.constant(Element.BYTE, V128.not(mask))));
        } else {
            rearranged(usesX ? x : y, indices).run();
        }
        push(Element.BYTE);
    }

    /** Loads bytes of a vector by the lowest bits of indices. */
    private Runnable rearranged(Lanes vector, byte[] indices) {
        byte[] sources = new byte[V128.BYTES];
        boolean isSame = true;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = (byte) (indices[i] & 0xF);
            isSame &= sources[i] == i;
        }
        return isSame ? load(vector) : () -> objects.rearrange(load(vector), V128.of(sources));
    }
}
