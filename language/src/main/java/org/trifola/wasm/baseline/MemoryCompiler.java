// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.MemoryOpcode;

/**
 * Memory instructions: calls of the methods of {@link MemoryOperators}, which HotSpot inlines. Memories with 64-bit addresses
 * are left to the nodes.
 */
final class MemoryCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc VOID = ConstantDescs.CD_void;

    private final MethodBody body;
    private final Operands operands;

    MemoryCompiler(MethodBody body) {
        this.body = body;
        operands = body.operands;
    }

    void compile(MemoryOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case MEMORY_SIZE -> {
                loadMemory(index);
                body.call(MemoryOperators.class, "size", INT, MethodBody.MEMORY);
                operands.push(Kind.I32);
            }
            case MEMORY_GROW -> {
                operands.take(1);
                loadMemory(index);
                body.call(MemoryOperators.class, "grow", INT, INT, MethodBody.MEMORY);
                operands.push(Kind.I32);
            }
            case MEMORY_FILL -> {
                operands.take(3);
                loadMemory(index);
                body.call(MemoryOperators.class, "fill", VOID, INT, INT, INT, MethodBody.MEMORY);
            }
            case MEMORY_COPY -> {
                operands.take(3);
                loadMemory(index);
                loadMemory(body.reader.secondIndex());
                body.call(MemoryOperators.class, "copy", VOID, INT, INT, INT, MethodBody.MEMORY, MethodBody.MEMORY);
            }
            case MEMORY_INIT -> {
                operands.take(3);
                loadMemory(body.reader.secondIndex());
                body.loadInstance();
                body.code.loadConstant(index);
                body.call(
                        MemoryOperators.class, "init", VOID, INT, INT, INT, MethodBody.MEMORY, Signature.INSTANCE, INT);
            }
            case DATA_DROP -> {
                body.loadInstance();
                body.code.loadConstant(index);
                body.call(MemoryOperators.class, "drop", VOID, Signature.INSTANCE, INT);
            }
            default -> access(opcode);
        }
    }

    private void access(MemoryOpcode opcode) {
        boolean isLoad = !opcode.shape().results().isEmpty();
        Kind kind = isLoad ? Kind.of(opcode.shape().results().getFirst()) : operands.top();
        operands.take(isLoad ? 1 : 2);
        body.code.loadConstant(body.reader.memoryOffset() + opcode.shape().width());
        loadMemory(body.reader.index());
        String name = MethodBody.methodName(opcode.mnemonic());
        if (isLoad) {
            body.call(MemoryOperators.class, name, kind.type(), INT, ConstantDescs.CD_long, MethodBody.MEMORY);
            operands.push(kind);
        } else {
            body.call(MemoryOperators.class, name, VOID, INT, kind.type(), ConstantDescs.CD_long, MethodBody.MEMORY);
        }
    }

    private void loadMemory(int memoryIndex) {
        if (body.context.memory(memoryIndex).addressType() != AddressType.I32) {
            throw new Unsupported("memory64");
        }
        body.loadMemory(memoryIndex);
    }
}
