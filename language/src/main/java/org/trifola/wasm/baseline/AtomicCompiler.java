// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.VarHandle;
import org.trifola.wasm.numeric.AtomicOperator;
import org.trifola.wasm.syntax.AtomicOpcode;

/**
 * Atomic instructions: calls of the methods of {@link AtomicOperators}, whose width and operator are constants for HotSpot.
 *
 * <p>Specification: threads proposal, "Atomic Memory Instructions".
 */
final class AtomicCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc OPERATOR = MethodBody.describe(AtomicOperator.class);

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;

    AtomicCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
    }

    void compile(AtomicOpcode opcode) {
        switch (opcode.operation()) {
            case FENCE -> body.call(VarHandle.class, "fullFence", VOID);
            case NOTIFY -> {
                prepare(opcode, 2);
                call("notify", LONG, LONG, LONG, LONG, INT, MethodBody.MEMORY);
                pushResult(opcode);
            }
            case WAIT -> {
                prepare(opcode, 3);
                call("await", LONG, LONG, LONG, LONG, LONG, INT, MethodBody.MEMORY);
                pushResult(opcode);
            }
            case LOAD -> {
                prepare(opcode, 1);
                call("load", LONG, LONG, LONG, INT, MethodBody.MEMORY);
                pushResult(opcode);
            }
            case STORE -> {
                prepare(opcode, 2);
                call("store", VOID, LONG, LONG, LONG, INT, MethodBody.MEMORY);
            }
            case CMPXCHG -> {
                prepare(opcode, 3);
                call("compareExchange", LONG, LONG, LONG, LONG, LONG, INT, MethodBody.MEMORY);
                pushResult(opcode);
            }
            case ADD, SUB, AND, OR, XOR, XCHG -> {
                prepare(opcode, 2);
                code.getstatic(OPERATOR, AtomicOperator.of(opcode.operation()).name(), OPERATOR);
                call("readModifyWrite", LONG, LONG, LONG, LONG, INT, MethodBody.MEMORY, OPERATOR);
                pushResult(opcode);
            }
        }
    }

    /** Takes the operands, which arrive as unsigned 64-bit numbers, and adds the static offset, the width and the memory. */
    private void prepare(AtomicOpcode opcode, int count) {
        operands.takeWidened(count);
        code.loadConstant(body.reader.memoryOffset());
        code.loadConstant(opcode.shape().width());
        body.loadMemory(body.reader.index());
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        body.call(AtomicOperators.class, name, result, params);
    }

    /** Pushes the i64 on the machine's stack in the form of the instruction's result. */
    private void pushResult(AtomicOpcode opcode) {
        Kind kind = Kind.of(opcode.shape().results().getFirst());
        if (kind == Kind.I32) {
            code.l2i();
        }
        operands.push(kind);
    }
}
