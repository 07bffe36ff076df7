// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.numeric.ConstantNodes;
import org.trifola.wasm.nodes.numeric.ConversionNodes;
import org.trifola.wasm.nodes.numeric.F32Nodes;
import org.trifola.wasm.nodes.numeric.F64Nodes;
import org.trifola.wasm.nodes.numeric.I32Nodes;
import org.trifola.wasm.nodes.numeric.I64Nodes;
import org.trifola.wasm.nodes.numeric.WideNodes;
import org.trifola.wasm.syntax.NumericOpcode;

/**
 * Translates numeric instructions.
 *
 * <p>Specification: 4.4.1 "Numeric Instructions".
 */
final class NumericTranslator {
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final OperandStack stack;

    NumericTranslator(InstructionReader reader, FrameSlots slots, OperandStack stack) {
        this.reader = reader;
        this.slots = slots;
        this.stack = stack;
    }

    void translate(NumericOpcode opcode) {
        switch (opcode) {
            case I32_CONST -> stack.push(new ConstantNodes.I32(reader.i32()), Effects.PURE);
            case I64_CONST -> stack.push(new ConstantNodes.I64(reader.i64()), Effects.PURE);
            case F32_CONST -> stack.push(new ConstantNodes.F32(Float.intBitsToFloat(reader.i32())), Effects.PURE);
            case F64_CONST -> stack.push(new ConstantNodes.F64(Double.longBitsToDouble(reader.i64())), Effects.PURE);
            case I64_ADD128, I64_SUB128, I64_MUL_WIDE_S, I64_MUL_WIDE_U -> wide(opcode);
            default -> operator(opcode);
        }
    }

    /** The instructions with two results, which go to the slots of the next two positions. */
    private void wide(NumericOpcode opcode) {
        Operand[] operands = stack.pop(opcode.shape().operands().size());
        ExpressionNode[] nodes = FunctionTranslator.nodes(operands);
        int low = slots.operand(stack.size(), ValueKind.I64);
        int high = slots.operand(stack.size() + 1, ValueKind.I64);
        StatementNode node = opcode == NumericOpcode.I64_ADD128 || opcode == NumericOpcode.I64_SUB128
                ? new WideNodes.Sum(opcode == NumericOpcode.I64_SUB128, nodes, low, high)
                : new WideNodes.Product(opcode == NumericOpcode.I64_MUL_WIDE_S, nodes[0], nodes[1], low, high);
        stack.run(node, Effects.writeOf(low).and(Effects.writeOf(high)), operands);
        stack.pushOwnSlot(ValueKind.I64);
        stack.pushOwnSlot(ValueKind.I64);
    }

    private void operator(NumericOpcode opcode) {
        Operand[] operands = stack.pop(opcode.shape().operands().size());
        ExpressionNode x = operands[0].node();
        ExpressionNode y = operands[operands.length - 1].node();
        stack.push(
                node(opcode, x, y, reader.offset()), opcode.shape().mayTrap() ? Effects.TRAP : Effects.PURE, operands);
    }

    /** The node of an operator; one with a single operand gets it as both. */
    private static ExpressionNode node(NumericOpcode opcode, ExpressionNode x, ExpressionNode y, int offset) {
        return switch (opcode) {
            case I32_CONST, I64_CONST, F32_CONST, F64_CONST, I64_ADD128, I64_SUB128, I64_MUL_WIDE_S, I64_MUL_WIDE_U ->
                throw new IllegalArgumentException(opcode.mnemonic());
            case I32_CLZ -> new I32Nodes.Clz(x);
            case I32_CTZ -> new I32Nodes.Ctz(x);
            case I32_POPCNT -> new I32Nodes.Popcnt(x);
            case I32_EXTEND8_S -> new I32Nodes.Extend8S(x);
            case I32_EXTEND16_S -> new I32Nodes.Extend16S(x);
            case I32_EQZ -> new I32Nodes.Eqz(x);
            case I32_ADD -> new I32Nodes.Add(x, y);
            case I32_SUB -> new I32Nodes.Sub(x, y);
            case I32_MUL -> new I32Nodes.Mul(x, y);
            case I32_AND -> new I32Nodes.And(x, y);
            case I32_OR -> new I32Nodes.Or(x, y);
            case I32_XOR -> new I32Nodes.Xor(x, y);
            case I32_SHL -> new I32Nodes.Shl(x, y);
            case I32_SHR_S -> new I32Nodes.ShrS(x, y);
            case I32_SHR_U -> new I32Nodes.ShrU(x, y);
            case I32_ROTL -> new I32Nodes.Rotl(x, y);
            case I32_ROTR -> new I32Nodes.Rotr(x, y);
            case I32_EQ -> new I32Nodes.Eq(x, y);
            case I32_NE -> new I32Nodes.Ne(x, y);
            case I32_LT_S -> new I32Nodes.LtS(x, y);
            case I32_LT_U -> new I32Nodes.LtU(x, y);
            case I32_GT_S -> new I32Nodes.GtS(x, y);
            case I32_GT_U -> new I32Nodes.GtU(x, y);
            case I32_LE_S -> new I32Nodes.LeS(x, y);
            case I32_LE_U -> new I32Nodes.LeU(x, y);
            case I32_GE_S -> new I32Nodes.GeS(x, y);
            case I32_GE_U -> new I32Nodes.GeU(x, y);
            case I32_DIV_S -> new I32Nodes.DivS(x, y, offset);
            case I32_DIV_U -> new I32Nodes.DivU(x, y, offset);
            case I32_REM_S -> new I32Nodes.RemS(x, y, offset);
            case I32_REM_U -> new I32Nodes.RemU(x, y, offset);
            case I64_CLZ -> new I64Nodes.Clz(x);
            case I64_CTZ -> new I64Nodes.Ctz(x);
            case I64_POPCNT -> new I64Nodes.Popcnt(x);
            case I64_EXTEND8_S -> new I64Nodes.Extend8S(x);
            case I64_EXTEND16_S -> new I64Nodes.Extend16S(x);
            case I64_EXTEND32_S -> new I64Nodes.Extend32S(x);
            case I64_EQZ -> new I64Nodes.Eqz(x);
            case I64_ADD -> new I64Nodes.Add(x, y);
            case I64_SUB -> new I64Nodes.Sub(x, y);
            case I64_MUL -> new I64Nodes.Mul(x, y);
            case I64_AND -> new I64Nodes.And(x, y);
            case I64_OR -> new I64Nodes.Or(x, y);
            case I64_XOR -> new I64Nodes.Xor(x, y);
            case I64_SHL -> new I64Nodes.Shl(x, y);
            case I64_SHR_S -> new I64Nodes.ShrS(x, y);
            case I64_SHR_U -> new I64Nodes.ShrU(x, y);
            case I64_ROTL -> new I64Nodes.Rotl(x, y);
            case I64_ROTR -> new I64Nodes.Rotr(x, y);
            case I64_EQ -> new I64Nodes.Eq(x, y);
            case I64_NE -> new I64Nodes.Ne(x, y);
            case I64_LT_S -> new I64Nodes.LtS(x, y);
            case I64_LT_U -> new I64Nodes.LtU(x, y);
            case I64_GT_S -> new I64Nodes.GtS(x, y);
            case I64_GT_U -> new I64Nodes.GtU(x, y);
            case I64_LE_S -> new I64Nodes.LeS(x, y);
            case I64_LE_U -> new I64Nodes.LeU(x, y);
            case I64_GE_S -> new I64Nodes.GeS(x, y);
            case I64_GE_U -> new I64Nodes.GeU(x, y);
            case I64_DIV_S -> new I64Nodes.DivS(x, y, offset);
            case I64_DIV_U -> new I64Nodes.DivU(x, y, offset);
            case I64_REM_S -> new I64Nodes.RemS(x, y, offset);
            case I64_REM_U -> new I64Nodes.RemU(x, y, offset);
            case F32_ABS -> new F32Nodes.Abs(x);
            case F32_NEG -> new F32Nodes.Neg(x);
            case F32_CEIL -> new F32Nodes.Ceil(x);
            case F32_FLOOR -> new F32Nodes.Floor(x);
            case F32_TRUNC -> new F32Nodes.Trunc(x);
            case F32_NEAREST -> new F32Nodes.Nearest(x);
            case F32_SQRT -> new F32Nodes.Sqrt(x);
            case F32_ADD -> new F32Nodes.Add(x, y);
            case F32_SUB -> new F32Nodes.Sub(x, y);
            case F32_MUL -> new F32Nodes.Mul(x, y);
            case F32_DIV -> new F32Nodes.Div(x, y);
            case F32_MIN -> new F32Nodes.Min(x, y);
            case F32_MAX -> new F32Nodes.Max(x, y);
            case F32_COPYSIGN -> new F32Nodes.Copysign(x, y);
            case F32_EQ -> new F32Nodes.Eq(x, y);
            case F32_NE -> new F32Nodes.Ne(x, y);
            case F32_LT -> new F32Nodes.Lt(x, y);
            case F32_GT -> new F32Nodes.Gt(x, y);
            case F32_LE -> new F32Nodes.Le(x, y);
            case F32_GE -> new F32Nodes.Ge(x, y);
            case F64_ABS -> new F64Nodes.Abs(x);
            case F64_NEG -> new F64Nodes.Neg(x);
            case F64_CEIL -> new F64Nodes.Ceil(x);
            case F64_FLOOR -> new F64Nodes.Floor(x);
            case F64_TRUNC -> new F64Nodes.Trunc(x);
            case F64_NEAREST -> new F64Nodes.Nearest(x);
            case F64_SQRT -> new F64Nodes.Sqrt(x);
            case F64_ADD -> new F64Nodes.Add(x, y);
            case F64_SUB -> new F64Nodes.Sub(x, y);
            case F64_MUL -> new F64Nodes.Mul(x, y);
            case F64_DIV -> new F64Nodes.Div(x, y);
            case F64_MIN -> new F64Nodes.Min(x, y);
            case F64_MAX -> new F64Nodes.Max(x, y);
            case F64_COPYSIGN -> new F64Nodes.Copysign(x, y);
            case F64_EQ -> new F64Nodes.Eq(x, y);
            case F64_NE -> new F64Nodes.Ne(x, y);
            case F64_LT -> new F64Nodes.Lt(x, y);
            case F64_GT -> new F64Nodes.Gt(x, y);
            case F64_LE -> new F64Nodes.Le(x, y);
            case F64_GE -> new F64Nodes.Ge(x, y);
            case I32_WRAP_I64 -> new ConversionNodes.I32WrapI64(x);
            case I64_EXTEND_I32_S -> new ConversionNodes.I64ExtendI32S(x);
            case I64_EXTEND_I32_U -> new ConversionNodes.I64ExtendI32U(x);
            case F32_CONVERT_I32_S -> new ConversionNodes.F32ConvertI32S(x);
            case F32_CONVERT_I32_U -> new ConversionNodes.F32ConvertI32U(x);
            case F32_CONVERT_I64_S -> new ConversionNodes.F32ConvertI64S(x);
            case F32_CONVERT_I64_U -> new ConversionNodes.F32ConvertI64U(x);
            case F32_DEMOTE_F64 -> new ConversionNodes.F32DemoteF64(x);
            case F64_CONVERT_I32_S -> new ConversionNodes.F64ConvertI32S(x);
            case F64_CONVERT_I32_U -> new ConversionNodes.F64ConvertI32U(x);
            case F64_CONVERT_I64_S -> new ConversionNodes.F64ConvertI64S(x);
            case F64_CONVERT_I64_U -> new ConversionNodes.F64ConvertI64U(x);
            case F64_PROMOTE_F32 -> new ConversionNodes.F64PromoteF32(x);
            case I32_REINTERPRET_F32 -> new ConversionNodes.I32ReinterpretF32(x);
            case I64_REINTERPRET_F64 -> new ConversionNodes.I64ReinterpretF64(x);
            case F32_REINTERPRET_I32 -> new ConversionNodes.F32ReinterpretI32(x);
            case F64_REINTERPRET_I64 -> new ConversionNodes.F64ReinterpretI64(x);
            case I32_TRUNC_SAT_F32_S -> new ConversionNodes.I32TruncSatF32S(x);
            case I32_TRUNC_F32_S -> new ConversionNodes.I32TruncF32S(x, offset);
            case I32_TRUNC_SAT_F32_U -> new ConversionNodes.I32TruncSatF32U(x);
            case I32_TRUNC_F32_U -> new ConversionNodes.I32TruncF32U(x, offset);
            case I32_TRUNC_SAT_F64_S -> new ConversionNodes.I32TruncSatF64S(x);
            case I32_TRUNC_F64_S -> new ConversionNodes.I32TruncF64S(x, offset);
            case I32_TRUNC_SAT_F64_U -> new ConversionNodes.I32TruncSatF64U(x);
            case I32_TRUNC_F64_U -> new ConversionNodes.I32TruncF64U(x, offset);
            case I64_TRUNC_SAT_F32_S -> new ConversionNodes.I64TruncSatF32S(x);
            case I64_TRUNC_F32_S -> new ConversionNodes.I64TruncF32S(x, offset);
            case I64_TRUNC_SAT_F32_U -> new ConversionNodes.I64TruncSatF32U(x);
            case I64_TRUNC_F32_U -> new ConversionNodes.I64TruncF32U(x, offset);
            case I64_TRUNC_SAT_F64_S -> new ConversionNodes.I64TruncSatF64S(x);
            case I64_TRUNC_F64_S -> new ConversionNodes.I64TruncF64S(x, offset);
            case I64_TRUNC_SAT_F64_U -> new ConversionNodes.I64TruncSatF64U(x);
            case I64_TRUNC_F64_U -> new ConversionNodes.I64TruncF64U(x, offset);
        };
    }
}
