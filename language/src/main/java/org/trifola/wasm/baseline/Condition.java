// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.NumericOpcode;

/**
 * A comparison of what is on the machine's stack, as a step that prepares and a jump that follows it.
 *
 * @param step what comes before the jump
 * @param jump jumps when the comparison holds
 */
record Condition(Step step, Opcode jump) {
    /** What makes the operands what the jump looks at. */
    enum Step {
        NONE,
        /**
         * Exchanges the operands and adds the smallest number to each, which makes a signed comparison an unsigned one. HotSpot's
         * last tier knows this as well as {@link Integer#compareUnsigned}, and its first tiers do not have to inline that.
         */
        UNSIGNED_INT,
        LONG,
        LONG_ZERO,
        /** As {@link #UNSIGNED_INT}. */
        UNSIGNED_LONG,
        FLOAT_LESS,
        FLOAT_GREATER,
        DOUBLE_LESS,
        DOUBLE_GREATER
    }

    /** A number that is not zero. */
    static final Condition NOT_ZERO = new Condition(Step.NONE, Opcode.IFNE);

    /** A null reference. */
    static final Condition IS_NULL = new Condition(Step.NONE, Opcode.IFNULL);

    /** The condition of a comparison, null for other instructions. */
    static @Nullable Condition of(NumericOpcode opcode) {
        return switch (opcode) {
            case I32_EQ -> new Condition(Step.NONE, Opcode.IF_ICMPEQ);
            case I32_NE -> new Condition(Step.NONE, Opcode.IF_ICMPNE);
            case I32_LT_S -> new Condition(Step.NONE, Opcode.IF_ICMPLT);
            case I32_GT_S -> new Condition(Step.NONE, Opcode.IF_ICMPGT);
            case I32_LE_S -> new Condition(Step.NONE, Opcode.IF_ICMPLE);
            case I32_GE_S -> new Condition(Step.NONE, Opcode.IF_ICMPGE);
            case I32_LT_U -> new Condition(Step.UNSIGNED_INT, Opcode.IF_ICMPGT);
            case I32_GT_U -> new Condition(Step.UNSIGNED_INT, Opcode.IF_ICMPLT);
            case I32_LE_U -> new Condition(Step.UNSIGNED_INT, Opcode.IF_ICMPGE);
            case I32_GE_U -> new Condition(Step.UNSIGNED_INT, Opcode.IF_ICMPLE);
            case I64_EQZ -> new Condition(Step.LONG_ZERO, Opcode.IFEQ);
            case I64_EQ -> new Condition(Step.LONG, Opcode.IFEQ);
            case I64_NE -> new Condition(Step.LONG, Opcode.IFNE);
            case I64_LT_S -> new Condition(Step.LONG, Opcode.IFLT);
            case I64_GT_S -> new Condition(Step.LONG, Opcode.IFGT);
            case I64_LE_S -> new Condition(Step.LONG, Opcode.IFLE);
            case I64_GE_S -> new Condition(Step.LONG, Opcode.IFGE);
            case I64_LT_U -> new Condition(Step.UNSIGNED_LONG, Opcode.IFGT);
            case I64_GT_U -> new Condition(Step.UNSIGNED_LONG, Opcode.IFLT);
            case I64_LE_U -> new Condition(Step.UNSIGNED_LONG, Opcode.IFGE);
            case I64_GE_U -> new Condition(Step.UNSIGNED_LONG, Opcode.IFLE);
            case F32_EQ -> new Condition(Step.FLOAT_LESS, Opcode.IFEQ);
            case F32_NE -> new Condition(Step.FLOAT_LESS, Opcode.IFNE);
            case F32_LT -> new Condition(Step.FLOAT_GREATER, Opcode.IFLT);
            case F32_GT -> new Condition(Step.FLOAT_LESS, Opcode.IFGT);
            case F32_LE -> new Condition(Step.FLOAT_GREATER, Opcode.IFLE);
            case F32_GE -> new Condition(Step.FLOAT_LESS, Opcode.IFGE);
            case F64_EQ -> new Condition(Step.DOUBLE_LESS, Opcode.IFEQ);
            case F64_NE -> new Condition(Step.DOUBLE_LESS, Opcode.IFNE);
            case F64_LT -> new Condition(Step.DOUBLE_GREATER, Opcode.IFLT);
            case F64_GT -> new Condition(Step.DOUBLE_LESS, Opcode.IFGT);
            case F64_LE -> new Condition(Step.DOUBLE_GREATER, Opcode.IFLE);
            case F64_GE -> new Condition(Step.DOUBLE_LESS, Opcode.IFGE);
            default -> null;
        };
    }

    /** Holds exactly when this one does not; a comparison with NaN included, since the step has decided on it. */
    Condition negate() {
        return new Condition(
                step,
                switch (jump) {
                    case IFEQ -> Opcode.IFNE;
                    case IFNE -> Opcode.IFEQ;
                    case IFLT -> Opcode.IFGE;
                    case IFGE -> Opcode.IFLT;
                    case IFGT -> Opcode.IFLE;
                    case IFLE -> Opcode.IFGT;
                    case IFNULL -> Opcode.IFNONNULL;
                    case IFNONNULL -> Opcode.IFNULL;
                    case IF_ICMPEQ -> Opcode.IF_ICMPNE;
                    case IF_ICMPNE -> Opcode.IF_ICMPEQ;
                    case IF_ICMPLT -> Opcode.IF_ICMPGE;
                    case IF_ICMPGE -> Opcode.IF_ICMPLT;
                    case IF_ICMPGT -> Opcode.IF_ICMPLE;
                    case IF_ICMPLE -> Opcode.IF_ICMPGT;
                    default -> throw new IllegalArgumentException(jump.toString());
                });
    }

    /** Jumps when the condition holds. */
    void jumpTo(CodeBuilder code, Label target) {
        prepare(code);
        code.branch(jump, target);
    }

    /** Leaves 1 when the condition holds, otherwise 0. */
    void toNumber(CodeBuilder code) {
        Label holds = code.newLabel();
        Label end = code.newLabel();
        jumpTo(code, holds);
        code.iconst_0().goto_(end).labelBinding(holds).iconst_1().labelBinding(end);
    }

    private void prepare(CodeBuilder code) {
        switch (step) {
            case NONE -> {}
            case UNSIGNED_INT -> {
                code.loadConstant(Integer.MIN_VALUE).iadd().swap();
                code.loadConstant(Integer.MIN_VALUE).iadd();
            }
            case LONG -> code.lcmp();
            case LONG_ZERO -> code.lconst_0().lcmp();
            case UNSIGNED_LONG -> {
                code.loadConstant(Long.MIN_VALUE).ladd().dup2_x2().pop2();
                code.loadConstant(Long.MIN_VALUE).ladd().lcmp();
            }
            case FLOAT_LESS -> code.fcmpl();
            case FLOAT_GREATER -> code.fcmpg();
            case DOUBLE_LESS -> code.dcmpl();
            case DOUBLE_GREATER -> code.dcmpg();
        }
    }
}
