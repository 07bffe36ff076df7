// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.RawMemory;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Vector instructions, lane by lane.
 *
 * <p>The lanes of a vector are variables, which cost no object and need no compiler that knows vectors; a shuffle of whole
 * lanes is nothing but other names. What has no code for lanes here is done by the method of the operator on {@link V128}.
 * Specification: 4.4.3 "Vector Instructions".
 */
final class VectorCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final LaneVariables variables;
    private final MemoryCompiler memory;
    private final LaneOperators lanewise;
    private final ShuffleCompiler shuffles;

    /** Compiles instructions where vectors are objects, otherwise null. */
    private final @Nullable ObjectCompiler objects;

    VectorCompiler(MethodBody body, NumericCompiler numeric, MemoryCompiler memory) {
        this.body = body;
        this.memory = memory;
        code = body.code;
        operands = body.operands;
        variables = operands.variables();
        lanewise = new LaneOperators(body, numeric);
        shuffles = new ShuffleCompiler(code, variables);
        objects = body.laneShape().isObject() ? new ObjectCompiler(body) : null;
    }

    /** The shape that most vector instructions up to an offset want; the reader stays where it is. */
    static LaneShape prevailingShape(InstructionReader reader, int end, boolean hasObjects) {
        Map<LaneShape, Integer> counts = new EnumMap<>(LaneShape.class);
        int start = reader.position();
        while (reader.position() < end) {
            if (reader.next() instanceof VectorOpcode opcode) {
                String mnemonic = opcode.mnemonic();
                Element element = VectorIntrinsic.element(mnemonic.substring(0, mnemonic.indexOf('.')));
                if (element != null && opcode != VectorOpcode.I8X16_SHUFFLE) {
                    counts.merge(hasObjects ? LaneShape.object(element) : LaneShape.of(element), 1, Integer::sum);
                }
            }
        }
        reader.seek(start);
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(hasObjects ? LaneShape.LONGS_OBJECT : LaneShape.LONGS);
    }

    /** {@code local.get}, {@code local.set} and {@code local.tee} of a vector. */
    void local(VariableOpcode opcode, int index) {
        if (opcode == VariableOpcode.LOCAL_GET) {
            operands.pushVector(body.confirmed(index));
            return;
        }
        Lanes local = body.vector(index);
        Lanes value = operands.takeVector(local.shape());
        operands.release(local, value);
        variables.copy(value, local);
        body.confirm(index);
        if (opcode == VariableOpcode.LOCAL_TEE) {
            operands.pushVector(local);
        }
    }

    /** {@code select} of two vectors. */
    void select() {
        if (objects != null) {
            objects.select();
            return;
        }
        operands.take(1);
        int condition = operands.slot(operands.size(), Kind.I32);
        code.istore(condition);
        LaneShape shape = operands.topShape(body.laneShape());
        Lanes y = operands.takeVector(shape);
        Lanes x = operands.takeVector(shape, y);
        Lanes result = variables.fresh(shape, x, y);
        ClassDesc type = shape.kind().type();
        for (int i = 0; i < shape.count(); i++) {
            variables.load(x, i);
            variables.load(y, i);
            code.iload(condition);
            body.call(Operators.class, "select", type, type, type, INT);
            variables.store(result, i);
        }
        operands.pushVector(result);
    }

    void compile(VectorOpcode opcode) {
        if (objects != null && objects.compile(opcode)) {
            return;
        }
        switch (opcode) {
            case V128_LOAD -> load(opcode);
            case V128_LOAD8X8_S -> loadHalf(opcode, VectorOpcode.I16X8_EXTEND_LOW_I8X16_S);
            case V128_LOAD8X8_U -> loadHalf(opcode, VectorOpcode.I16X8_EXTEND_LOW_I8X16_U);
            case V128_LOAD16X4_S -> loadHalf(opcode, VectorOpcode.I32X4_EXTEND_LOW_I16X8_S);
            case V128_LOAD16X4_U -> loadHalf(opcode, VectorOpcode.I32X4_EXTEND_LOW_I16X8_U);
            case V128_LOAD32X2_S -> loadHalf(opcode, VectorOpcode.I64X2_EXTEND_LOW_I32X4_S);
            case V128_LOAD32X2_U -> loadHalf(opcode, VectorOpcode.I64X2_EXTEND_LOW_I32X4_U);
            case V128_LOAD8_SPLAT -> loadSplat(opcode, "i32Load8U", Kind.I32, VectorOpcode.I8X16_SPLAT);
            case V128_LOAD16_SPLAT -> loadSplat(opcode, "i32Load16U", Kind.I32, VectorOpcode.I16X8_SPLAT);
            case V128_LOAD32_SPLAT -> loadSplat(opcode, "i32Load", Kind.I32, VectorOpcode.I32X4_SPLAT);
            case V128_LOAD64_SPLAT -> loadSplat(opcode, "i64Load", Kind.I64, VectorOpcode.I64X2_SPLAT);
            case V128_LOAD32_ZERO -> loadZero(opcode, "i64Load32U");
            case V128_LOAD64_ZERO -> loadZero(opcode, "i64Load");
            case V128_LOAD8_LANE -> loadLane(opcode, "i32Load8U", Kind.I32, VectorOpcode.I8X16_REPLACE_LANE);
            case V128_LOAD16_LANE -> loadLane(opcode, "i32Load16U", Kind.I32, VectorOpcode.I16X8_REPLACE_LANE);
            case V128_LOAD32_LANE -> loadLane(opcode, "i32Load", Kind.I32, VectorOpcode.I32X4_REPLACE_LANE);
            case V128_LOAD64_LANE -> loadLane(opcode, "i64Load", Kind.I64, VectorOpcode.I64X2_REPLACE_LANE);
            case V128_STORE -> store(opcode);
            case V128_STORE8_LANE -> storeLane(opcode, "i32Store8", Kind.I32, VectorOpcode.I8X16_EXTRACT_LANE_U);
            case V128_STORE16_LANE -> storeLane(opcode, "i32Store16", Kind.I32, VectorOpcode.I16X8_EXTRACT_LANE_U);
            case V128_STORE32_LANE -> storeLane(opcode, "i32Store", Kind.I32, VectorOpcode.I32X4_EXTRACT_LANE);
            case V128_STORE64_LANE -> storeLane(opcode, "i64Store", Kind.I64, VectorOpcode.I64X2_EXTRACT_LANE);
            case V128_CONST -> constant(body.reader.i64(), body.reader.v128High());
            case I8X16_SHUFFLE -> shuffle(body.reader.shuffleLanes());
            case I8X16_SPLAT, I16X8_SPLAT, I32X4_SPLAT, I64X2_SPLAT, F32X4_SPLAT, F64X2_SPLAT -> splat(opcode);
            case I8X16_EXTRACT_LANE_S -> extractNarrow("i8", 8, -1);
            case I8X16_EXTRACT_LANE_U -> extractNarrow("i8", 8, 0xFF);
            case I16X8_EXTRACT_LANE_S -> extractNarrow("i16", 4, -1);
            case I16X8_EXTRACT_LANE_U -> extractNarrow("i16", 4, 0xFFFF);
            case I8X16_REPLACE_LANE, I16X8_REPLACE_LANE -> replace(opcode);
            case I32X4_EXTRACT_LANE, I64X2_EXTRACT_LANE, F32X4_EXTRACT_LANE, F64X2_EXTRACT_LANE -> extract(opcode);
            case I32X4_REPLACE_LANE, I64X2_REPLACE_LANE, F32X4_REPLACE_LANE, F64X2_REPLACE_LANE -> replace(opcode);
            default -> lanewise.compile(opcode);
        }
    }

    private static Element element(VectorOpcode opcode) {
        return Objects.requireNonNull(VectorIntrinsic.element(opcode.mnemonic().substring(0, 5)));
    }

    private static LaneShape shape(VectorOpcode opcode) {
        return LaneShape.of(element(opcode));
    }

    /** Takes the address; where the sixteen bytes are in native memory is left in a variable. */
    private int place(VectorOpcode opcode) {
        operands.take(1);
        int slot = operands.slot(operands.size(), Kind.I64);
        if (memory.isKnownToBeInside(opcode)) {
            Kind.widen(code);
            code.loadConstant(body.reader.memoryOffset()).ladd();
            body.loadMemory(0);
            code.getfield(MethodBody.MEMORY, "movingBase", LONG).ladd().lstore(slot);
            return slot;
        }
        memory.loadEnd(opcode, null);
        if (objects != null) {
            objects.place(slot);
        } else {
            body.call(MemoryOperators.class, "vectorPlace", LONG, INT, LONG, MethodBody.MEMORY);
            code.lstore(slot);
        }
        return slot;
    }

    /** Puts the place of a lane on the machine's stack. */
    private void lanePlace(int place, LaneShape shape, int lane) {
        code.lload(place);
        if (lane > 0) {
            code.loadConstant((long) lane * shape.width()).ladd();
        }
    }

    private void load(VectorOpcode opcode) {
        int place = place(opcode);
        if (objects != null) {
            objects.load(place);
            return;
        }
        Lanes result = variables.fresh(body.laneShape());
        LaneShape shape = result.shape();
        for (int i = 0; i < shape.count(); i++) {
            lanePlace(place, shape, i);
            body.call(RawMemory.class, "get" + machineName(shape), shape.kind().type(), LONG);
            variables.store(result, i);
        }
        operands.pushVector(result);
    }

    private void store(VectorOpcode opcode) {
        if (objects != null) {
            Lanes value = objects.takeAny();
            objects.store(value, place(opcode));
            return;
        }
        LaneShape shape = operands.topShape(body.laneShape());
        Lanes value = operands.takeVector(shape);
        int place = place(opcode);
        for (int i = 0; i < shape.count(); i++) {
            lanePlace(place, shape, i);
            variables.load(value, i);
            body.call(
                    RawMemory.class,
                    "put" + machineName(shape),
                    ConstantDescs.CD_void,
                    LONG,
                    shape.kind().type());
        }
    }

    /** How methods that access memory call the type of a lane. */
    private static String machineName(LaneShape shape) {
        return switch (shape.kind()) {
            case I32 -> "Int";
            case F32 -> "Float";
            case F64 -> "Double";
            default -> "Long";
        };
    }

    private void loadHalf(VectorOpcode opcode, VectorOpcode extend) {
        loadZero(opcode, "i64Load");
        compile(extend);
    }

    private void loadZero(VectorOpcode opcode, String method) {
        memory.load(opcode, method, Kind.I64);
        operands.take(1);
        Lanes result = variables.fresh(LaneShape.LONGS);
        variables.store(result, 0);
        code.lconst_0();
        variables.store(result, 1);
        operands.pushVector(result);
    }

    private void loadSplat(VectorOpcode opcode, String method, Kind kind, VectorOpcode splat) {
        memory.load(opcode, method, kind);
        compile(splat);
    }

    private void loadLane(VectorOpcode opcode, String method, Kind kind, VectorOpcode replace) {
        Lanes vector = takeLanesOf(replace);
        memory.load(opcode, method, kind);
        replace(replace, vector);
    }

    private void storeLane(VectorOpcode opcode, String method, Kind kind, VectorOpcode extract) {
        compile(extract);
        memory.store(opcode, method, kind);
    }

    private void constant(long low, long high) {
        if (objects != null) {
            objects.constant(new V128(low, high));
            return;
        }
        LaneShape shape = body.laneShape().bits();
        V128 value = new V128(low, high);
        Lanes result = variables.fresh(shape);
        for (int i = 0; i < shape.count(); i++) {
            if (shape == LaneShape.INTS) {
                code.loadConstant(value.i32(i));
            } else {
                code.loadConstant(value.i64(i));
            }
            variables.store(result, i);
        }
        operands.pushVector(variables.convert(result, body.laneShape()));
    }

    private void shuffle(byte[] indices) {
        if (objects != null) {
            objects.shuffle(indices);
            return;
        }
        LaneShape shape = operands.topShape(body.laneShape()).bits();
        Lanes y = operands.takeVector(shape);
        Lanes x = operands.takeVector(shape, y);
        operands.pushVector(shuffles.shuffle(x, y, indices));
    }

    private void splat(VectorOpcode opcode) {
        LaneShape shape = shape(opcode);
        operands.take(1);
        if (opcode == VectorOpcode.I8X16_SPLAT) {
            code.i2l()
                    .loadConstant(0xFFL)
                    .land()
                    .loadConstant(0x0101_0101_0101_0101L)
                    .lmul();
        } else if (opcode == VectorOpcode.I16X8_SPLAT) {
            code.i2l()
                    .loadConstant(0xFFFFL)
                    .land()
                    .loadConstant(0x0001_0001_0001_0001L)
                    .lmul();
        }
        int[] slots = variables.fresh(shape).slots().clone();
        shape.kind().store(code, slots[0]);
        Arrays.fill(slots, slots[0]);
        operands.pushVector(new Lanes(shape, slots));
    }

    /** Takes the vector of an instruction on one of its lanes. */
    private Lanes takeLanesOf(VectorOpcode opcode) {
        return operands.takeVector(objects != null ? LaneShape.object(element(opcode)) : shape(opcode));
    }

    private void extract(VectorOpcode opcode) {
        if (objects != null) {
            objects.extract(element(opcode), shape(opcode).kind(), body.reader.lane());
            return;
        }
        Lanes vector = operands.takeVector(shape(opcode));
        variables.load(vector, body.reader.lane());
        operands.push(vector.shape().kind());
    }

    /** Takes a lane of a half, which holds as many as said. */
    private void extractNarrow(String method, int count, int mask) {
        int lane = body.reader.lane();
        if (objects != null) {
            objects.extract(count == 8 ? Element.BYTE : Element.SHORT, Kind.I32, lane);
            operands.take(1);
        } else {
            Lanes vector = operands.takeVector(LaneShape.LONGS);
            variables.load(vector, lane / count);
            code.loadConstant(lane % count);
            body.call(Vectors.class, method, INT, LONG, INT);
        }
        if (mask != -1) {
            code.loadConstant(mask).iand();
        }
        operands.push(Kind.I32);
    }

    private void replace(VectorOpcode opcode) {
        Kind kind = operands.top();
        operands.take(1);
        int value = operands.slot(operands.size(), kind);
        kind.store(code, value);
        Lanes vector = takeLanesOf(opcode);
        kind.load(code, value);
        operands.push(kind);
        replace(opcode, vector);
    }

    /** Puts the operand into a lane of a vector that has been taken. */
    private void replace(VectorOpcode opcode, Lanes vector) {
        operands.take(1);
        int lane = body.reader.lane();
        if (objects != null) {
            Element element = element(opcode);
            Kind kind = element == Element.BYTE || element == Element.SHORT
                    ? Kind.I32
                    : shape(opcode).kind();
            objects.insert(element, kind, vector, lane);
            return;
        }
        switch (opcode) {
            case I8X16_REPLACE_LANE -> lane = narrow(vector, lane, 8, "withI8");
            case I16X8_REPLACE_LANE -> lane = narrow(vector, lane, 4, "withI16");
            default -> {}
        }
        int[] slots = vector.slots().clone();
        slots[lane] = variables.fresh(vector.shape(), vector).slots()[0];
        vector.shape().kind().store(code, slots[lane]);
        operands.pushVector(new Lanes(vector.shape(), slots));
    }

    /** Makes the number on the machine's stack the half of a vector that has it as a lane; which half is the result. */
    private int narrow(Lanes vector, int lane, int count, String method) {
        variables.load(vector, lane / count);
        code.loadConstant(lane % count);
        body.call(Vectors.class, method, LONG, INT, LONG, INT);
        return lane / count;
    }
}
