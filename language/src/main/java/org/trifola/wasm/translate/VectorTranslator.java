// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import static org.trifola.wasm.syntax.VectorOpcode.I16X8_EXTEND_LOW_I8X16_S;
import static org.trifola.wasm.syntax.VectorOpcode.I16X8_EXTEND_LOW_I8X16_U;
import static org.trifola.wasm.syntax.VectorOpcode.I16X8_EXTRACT_LANE_U;
import static org.trifola.wasm.syntax.VectorOpcode.I16X8_REPLACE_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I16X8_SPLAT;
import static org.trifola.wasm.syntax.VectorOpcode.I32X4_EXTEND_LOW_I16X8_S;
import static org.trifola.wasm.syntax.VectorOpcode.I32X4_EXTEND_LOW_I16X8_U;
import static org.trifola.wasm.syntax.VectorOpcode.I32X4_EXTRACT_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I32X4_REPLACE_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I32X4_SPLAT;
import static org.trifola.wasm.syntax.VectorOpcode.I64X2_EXTEND_LOW_I32X4_S;
import static org.trifola.wasm.syntax.VectorOpcode.I64X2_EXTEND_LOW_I32X4_U;
import static org.trifola.wasm.syntax.VectorOpcode.I64X2_EXTRACT_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I64X2_REPLACE_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I64X2_SPLAT;
import static org.trifola.wasm.syntax.VectorOpcode.I8X16_EXTRACT_LANE_U;
import static org.trifola.wasm.syntax.VectorOpcode.I8X16_REPLACE_LANE;
import static org.trifola.wasm.syntax.VectorOpcode.I8X16_SPLAT;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.memory.LoadNodes;
import org.trifola.wasm.nodes.memory.MemoryAccess;
import org.trifola.wasm.nodes.memory.StoreNodes;
import org.trifola.wasm.nodes.numeric.ConversionNodes;
import org.trifola.wasm.nodes.vector.VectorMemoryNodes;
import org.trifola.wasm.nodes.vector.VectorNodes;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorOperator;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Translates vector instructions.
 *
 * <p>Lanes that are floating-point numbers go in and out as integers with the same bits, and what a load does after reading
 * is done by the operator that does the same on its own. Specification: 4.4.2 "Vector Instructions".
 */
final class VectorTranslator {
    private final InstructionReader reader;
    private final OperandStack stack;

    VectorTranslator(InstructionReader reader, OperandStack stack) {
        this.reader = reader;
        this.stack = stack;
    }

    void translate(VectorOpcode opcode) {
        switch (opcode) {
            case V128_LOAD,
                    V128_LOAD8X8_S,
                    V128_LOAD8X8_U,
                    V128_LOAD16X4_S,
                    V128_LOAD16X4_U,
                    V128_LOAD32X2_S,
                    V128_LOAD32X2_U,
                    V128_LOAD8_SPLAT,
                    V128_LOAD16_SPLAT,
                    V128_LOAD32_SPLAT,
                    V128_LOAD64_SPLAT,
                    V128_LOAD32_ZERO,
                    V128_LOAD64_ZERO -> {
                Operand address = stack.pop();
                stack.push(load(opcode, MemoryTranslator.access(reader, address)), Effects.MEMORY_LOAD, address);
            }
            case V128_LOAD8_LANE, V128_LOAD16_LANE, V128_LOAD32_LANE, V128_LOAD64_LANE -> {
                Operand[] operands = stack.pop(2);
                MemoryAccess access = MemoryTranslator.access(reader, operands[0]);
                stack.push(loadLane(opcode, access, operands[1].node()), Effects.MEMORY_LOAD, operands);
            }
            case V128_STORE, V128_STORE8_LANE, V128_STORE16_LANE, V128_STORE32_LANE, V128_STORE64_LANE -> {
                Operand[] operands = stack.pop(2);
                MemoryAccess access = MemoryTranslator.access(reader, operands[0]);
                stack.run(store(opcode, access, operands[1].node()), Effects.MEMORY_STORE, operands);
            }
            default -> {
                Operand[] operands = stack.pop(opcode.shape().operands().size());
                stack.push(node(opcode, FunctionTranslator.nodes(operands)), Effects.PURE, operands);
            }
        }
    }

    private static ExpressionNode load(VectorOpcode opcode, MemoryAccess access) {
        return switch (opcode) {
            case V128_LOAD -> new VectorMemoryNodes.Load(access);
            case V128_LOAD8X8_S -> operator(I16X8_EXTEND_LOW_I8X16_S, 0, fromI64(access));
            case V128_LOAD8X8_U -> operator(I16X8_EXTEND_LOW_I8X16_U, 0, fromI64(access));
            case V128_LOAD16X4_S -> operator(I32X4_EXTEND_LOW_I16X8_S, 0, fromI64(access));
            case V128_LOAD16X4_U -> operator(I32X4_EXTEND_LOW_I16X8_U, 0, fromI64(access));
            case V128_LOAD32X2_S -> operator(I64X2_EXTEND_LOW_I32X4_S, 0, fromI64(access));
            case V128_LOAD32X2_U -> operator(I64X2_EXTEND_LOW_I32X4_U, 0, fromI64(access));
            case V128_LOAD8_SPLAT -> operator(I8X16_SPLAT, 0, new LoadNodes.I32Load8U(access));
            case V128_LOAD16_SPLAT -> operator(I16X8_SPLAT, 0, new LoadNodes.I32Load16U(access));
            case V128_LOAD32_SPLAT -> operator(I32X4_SPLAT, 0, new LoadNodes.I32Load(access));
            case V128_LOAD64_SPLAT -> operator(I64X2_SPLAT, 0, new LoadNodes.I64Load(access));
            case V128_LOAD32_ZERO -> new VectorNodes.FromI64(new LoadNodes.I64Load32U(access));
            case V128_LOAD64_ZERO -> fromI64(access);
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    private static ExpressionNode fromI64(MemoryAccess access) {
        return new VectorNodes.FromI64(new LoadNodes.I64Load(access));
    }

    private ExpressionNode loadLane(VectorOpcode opcode, MemoryAccess access, ExpressionNode vector) {
        return switch (opcode) {
            case V128_LOAD8_LANE -> loadLaneI32(I8X16_REPLACE_LANE, access, vector);
            case V128_LOAD16_LANE -> loadLaneI32(I16X8_REPLACE_LANE, access, vector);
            case V128_LOAD32_LANE -> loadLaneI32(I32X4_REPLACE_LANE, access, vector);
            case V128_LOAD64_LANE ->
                new VectorMemoryNodes.LoadLaneI64(
                        (VectorOperator.ReplaceI64<V128>) Vectors.scalarOperator(I64X2_REPLACE_LANE),
                        (VectorOperator.ReplaceI64<Object>) Vectors.compiledOperator(I64X2_REPLACE_LANE),
                        access,
                        vector,
                        reader.lane());
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    private ExpressionNode loadLaneI32(VectorOpcode replace, MemoryAccess access, ExpressionNode vector) {
        return new VectorMemoryNodes.LoadLaneI32(
                (VectorOperator.ReplaceI32<V128>) Vectors.scalarOperator(replace),
                (VectorOperator.ReplaceI32<Object>) Vectors.compiledOperator(replace),
                access,
                vector,
                reader.opcode().shape().width(),
                reader.lane());
    }

    private StatementNode store(VectorOpcode opcode, MemoryAccess access, ExpressionNode vector) {
        int lane = reader.lane();
        return switch (opcode) {
            case V128_STORE -> new VectorMemoryNodes.Store(access, vector);
            case V128_STORE8_LANE -> new StoreNodes.I32Store8(access, operator(I8X16_EXTRACT_LANE_U, lane, vector));
            case V128_STORE16_LANE -> new StoreNodes.I32Store16(access, operator(I16X8_EXTRACT_LANE_U, lane, vector));
            case V128_STORE32_LANE -> new StoreNodes.I32Store(access, operator(I32X4_EXTRACT_LANE, lane, vector));
            case V128_STORE64_LANE -> new StoreNodes.I64Store(access, operator(I64X2_EXTRACT_LANE, lane, vector));
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        };
    }

    /** The node of an instruction that does not access memory. */
    private ExpressionNode node(VectorOpcode opcode, ExpressionNode... operands) {
        int lane = reader.lane();
        return switch (opcode) {
            case V128_CONST -> new VectorNodes.Constant(new V128(reader.i64(), reader.v128High()));
            case I8X16_SHUFFLE -> shuffle(V128.of(reader.shuffleLanes()), operands[0], operands[1]);
            case F32X4_SPLAT -> operator(I32X4_SPLAT, 0, new ConversionNodes.I32ReinterpretF32(operands[0]));
            case F64X2_SPLAT -> operator(I64X2_SPLAT, 0, new ConversionNodes.I64ReinterpretF64(operands[0]));
            case F32X4_EXTRACT_LANE ->
                new ConversionNodes.F32ReinterpretI32(operator(I32X4_EXTRACT_LANE, lane, operands[0]));
            case F64X2_EXTRACT_LANE ->
                new ConversionNodes.F64ReinterpretI64(operator(I64X2_EXTRACT_LANE, lane, operands[0]));
            case F32X4_REPLACE_LANE ->
                operator(I32X4_REPLACE_LANE, lane, operands[0], new ConversionNodes.I32ReinterpretF32(operands[1]));
            case F64X2_REPLACE_LANE ->
                operator(I64X2_REPLACE_LANE, lane, operands[0], new ConversionNodes.I64ReinterpretF64(operands[1]));
            default -> operator(opcode, lane, operands);
        };
    }

    private static ExpressionNode shuffle(V128 lanes, ExpressionNode x, ExpressionNode y) {
        return new VectorNodes.Binary(Vectors.scalarShuffle(lanes), Vectors.compiledShuffle(lanes), x, y);
    }

    /** The node of an instruction that is an operator; a lane is only looked at by instructions that have one. */
    private static ExpressionNode operator(VectorOpcode opcode, int lane, ExpressionNode... operands) {
        VectorOperator<Object> compiled = Vectors.compiledOperator(opcode);
        ExpressionNode x = operands[0];
        return switch (Vectors.scalarOperator(opcode)) {
            case VectorOperator.Unary<V128> scalar ->
                new VectorNodes.Unary(scalar, (VectorOperator.Unary<Object>) compiled, x);
            case VectorOperator.Binary<V128> scalar ->
                new VectorNodes.Binary(scalar, (VectorOperator.Binary<Object>) compiled, x, operands[1]);
            case VectorOperator.Ternary<V128> scalar ->
                new VectorNodes.Ternary(scalar, (VectorOperator.Ternary<Object>) compiled, x, operands[1], operands[2]);
            case VectorOperator.Shift<V128> scalar ->
                new VectorNodes.Shift(scalar, (VectorOperator.Shift<Object>) compiled, x, operands[1]);
            case VectorOperator.Test<V128> scalar ->
                new VectorNodes.Test(scalar, (VectorOperator.Test<Object>) compiled, x);
            case VectorOperator.SplatI32<V128> scalar ->
                new VectorNodes.SplatI32(scalar, (VectorOperator.SplatI32<Object>) compiled, x);
            case VectorOperator.SplatI64<V128> scalar ->
                new VectorNodes.SplatI64(scalar, (VectorOperator.SplatI64<Object>) compiled, x);
            case VectorOperator.ExtractI32<V128> scalar ->
                new VectorNodes.ExtractI32(scalar, (VectorOperator.ExtractI32<Object>) compiled, x, lane);
            case VectorOperator.ExtractI64<V128> scalar ->
                new VectorNodes.ExtractI64(scalar, (VectorOperator.ExtractI64<Object>) compiled, x, lane);
            case VectorOperator.ReplaceI32<V128> scalar ->
                new VectorNodes.ReplaceI32(scalar, (VectorOperator.ReplaceI32<Object>) compiled, x, operands[1], lane);
            case VectorOperator.ReplaceI64<V128> scalar ->
                new VectorNodes.ReplaceI64(scalar, (VectorOperator.ReplaceI64<Object>) compiled, x, operands[1], lane);
        };
    }
}
