// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.F32;
import org.trifola.wasm.numeric.F64;
import org.trifola.wasm.numeric.I32;
import org.trifola.wasm.numeric.I64;
import org.trifola.wasm.syntax.NumericOpcode;

/**
 * Numeric instructions: one machine instruction where there is one, otherwise the method of the operator.
 *
 * <p>A comparison waits for the instruction after it: a branch takes it as its condition, any other gets a number.
 */
final class NumericCompiler {
    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final WideCompiler wide;

    /** The comparison whose operands are on the machine's stack. */
    private @Nullable Condition pending;

    NumericCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
        wide = new WideCompiler(body);
    }

    /** The condition that a branch takes; the operand is gone from the stack. */
    Condition takeCondition() {
        Condition condition = pending;
        if (condition != null) {
            pending = null;
            return condition;
        }
        operands.take(1);
        return Condition.NOT_ZERO;
    }

    /** Whether a comparison waits; its operands are not counted among the operands. */
    boolean isWaiting() {
        return pending != null;
    }

    /** Lets a comparison of what is on the machine's stack, and no longer among the operands, wait. */
    void setWaiting(Condition condition) {
        pending = condition;
    }

    /** Makes the comparison that waits a number. */
    void settle() {
        Condition condition = pending;
        if (condition != null) {
            pending = null;
            condition.toNumber(code);
            operands.push(Kind.I32);
        }
    }

    void compile(NumericOpcode opcode) {
        switch (opcode) {
            case I32_CONST -> constant(body.reader.i32());
            case I64_CONST -> constant(body.reader.i64());
            case F32_CONST -> floatConstant(body.reader.i32());
            case F64_CONST -> doubleConstant(body.reader.i64());
            case I32_EQZ -> {
                Condition waiting = pending;
                if (waiting != null) {
                    pending = waiting.negate();
                } else {
                    operands.take(1);
                    pending = Condition.NOT_ZERO.negate();
                }
            }
            case I64_ADD128, I64_SUB128, I64_MUL_WIDE_S, I64_MUL_WIDE_U -> wide.compile(opcode);
            default -> {
                Condition condition = Condition.of(opcode);
                if (condition != null) {
                    operands.take(opcode.shape().operands().size());
                    pending = condition;
                } else {
                    operator(opcode);
                }
            }
        }
    }

    private void constant(int value) {
        code.loadConstant(value);
        operands.push(Kind.I32);
        body.noteConstant(value);
    }

    private void constant(long value) {
        code.loadConstant(value);
        operands.push(Kind.I64);
    }

    /** A NaN is built from its bits: the class file does not promise to keep those. */
    private void floatConstant(int bits) {
        float value = Float.intBitsToFloat(bits);
        if (Float.isNaN(value)) {
            code.loadConstant(bits);
            body.call(Float.class, "intBitsToFloat", ConstantDescs.CD_float, ConstantDescs.CD_int);
        } else {
            code.loadConstant(value);
        }
        operands.push(Kind.F32);
    }

    private void doubleConstant(long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value)) {
            code.loadConstant(bits);
            body.call(Double.class, "longBitsToDouble", ConstantDescs.CD_double, ConstantDescs.CD_long);
        } else {
            code.loadConstant(value);
        }
        operands.push(Kind.F64);
    }

    private void operator(NumericOpcode opcode) {
        operands.take(opcode.shape().operands().size());
        apply(opcode);
        operands.push(Kind.of(opcode.shape().results().getFirst()));
    }

    /** Writes an operator whose operands are on the machine's stack and not among the operands. */
    void apply(NumericOpcode opcode) {
        Condition condition = Condition.of(opcode);
        if (condition != null) {
            condition.toNumber(code);
        } else if (!machineInstruction(opcode)) {
            callOperator(opcode, Kind.of(opcode.shape().results().getFirst()));
        }
    }

    /** Calls the method named after the instruction: {@code I32.rotl}, {@code Operators.i32DivS}. */
    private void callOperator(NumericOpcode opcode, Kind result) {
        ClassDesc[] params = opcode.shape().operands().stream()
                .map(type -> Kind.of(type).type())
                .toArray(ClassDesc[]::new);
        String mnemonic = opcode.mnemonic();
        boolean isConversion = mnemonic.indexOf("32", 4) > 0 || mnemonic.indexOf("64", 4) > 0;
        if (opcode.shape().mayTrap() || isConversion) {
            body.call(Operators.class, MethodBody.methodName(mnemonic), result.type(), params);
        } else {
            body.call(owner(mnemonic), MethodBody.methodName(mnemonic.substring(4)), result.type(), params);
        }
    }

    private static Class<?> owner(String mnemonic) {
        return switch (mnemonic.substring(0, 3)) {
            case "i32" -> I32.class;
            case "i64" -> I64.class;
            case "f32" -> F32.class;
            case "f64" -> F64.class;
            default -> throw new IllegalArgumentException(mnemonic);
        };
    }

    /** Writes an instruction that the machine has too. */
    private boolean machineInstruction(NumericOpcode opcode) {
        switch (opcode) {
            case I32_ADD -> code.iadd();
            case I32_SUB -> code.isub();
            case I32_MUL -> code.imul();
            case I32_AND -> code.iand();
            case I32_OR -> code.ior();
            case I32_XOR -> code.ixor();
            case I32_SHL -> code.ishl();
            case I32_SHR_S -> code.ishr();
            case I32_SHR_U -> code.iushr();
            case I64_ADD -> code.ladd();
            case I64_SUB -> code.lsub();
            case I64_MUL -> code.lmul();
            case I64_AND -> code.land();
            case I64_OR -> code.lor();
            case I64_XOR -> code.lxor();
            case I64_SHL -> code.l2i().lshl();
            case I64_SHR_S -> code.l2i().lshr();
            case I64_SHR_U -> code.l2i().lushr();
            case F32_ADD -> code.fadd();
            case F32_SUB -> code.fsub();
            case F32_MUL -> code.fmul();
            case F32_DIV -> code.fdiv();
            case F64_ADD -> code.dadd();
            case F64_SUB -> code.dsub();
            case F64_MUL -> code.dmul();
            case F64_DIV -> code.ddiv();
            case I32_WRAP_I64 -> code.l2i();
            case I64_EXTEND_I32_S -> code.i2l();
            case I64_EXTEND_I32_U -> code.i2l().loadConstant(0xFFFF_FFFFL).land();
            case F32_DEMOTE_F64 -> code.d2f();
            case F64_PROMOTE_F32 -> code.f2d();
            case F32_CONVERT_I32_S -> code.i2f();
            case F32_CONVERT_I64_S -> code.l2f();
            case F64_CONVERT_I32_S -> code.i2d();
            case F64_CONVERT_I64_S -> code.l2d();
            case I32_EXTEND8_S -> code.i2b();
            case I32_EXTEND16_S -> code.i2s();
            case I64_EXTEND8_S -> code.l2i().i2b().i2l();
            case I64_EXTEND16_S -> code.l2i().i2s().i2l();
            case I64_EXTEND32_S -> code.l2i().i2l();
            default -> {
                return false;
            }
        }
        return true;
    }
}
