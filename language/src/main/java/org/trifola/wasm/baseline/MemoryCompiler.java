// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.Opcode;

/**
 * Memory instructions: calls of the methods of {@link MemoryOperators}, which HotSpot inlines.
 *
 * <p>Specification: 4.4.7 "Memory Instructions".
 */
final class MemoryCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
    private static final ClassDesc VOID = ConstantDescs.CD_void;

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;

    MemoryCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
    }

    void compile(MemoryOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case MEMORY_SIZE -> {
                body.loadMemory(index);
                code.invokevirtual(MethodBody.MEMORY, "pages", MethodTypeDesc.of(LONG));
                pushAddress(index);
            }
            case MEMORY_GROW -> {
                operands.takeWidened(1);
                body.loadMemory(index);
                call("grow", LONG, LONG, MethodBody.MEMORY);
                pushAddress(index);
            }
            case MEMORY_FILL -> {
                operands.takeWidened(3);
                body.loadMemory(index);
                call("fill", VOID, LONG, LONG, LONG, MethodBody.MEMORY);
            }
            case MEMORY_COPY -> {
                operands.takeWidened(3);
                body.loadMemory(index);
                body.loadMemory(body.reader.secondIndex());
                call("copy", VOID, LONG, LONG, LONG, MethodBody.MEMORY, MethodBody.MEMORY);
            }
            case MEMORY_INIT -> {
                operands.takeWidened(3);
                body.loadMemory(body.reader.secondIndex());
                body.loadInstance();
                code.loadConstant(index);
                call("init", VOID, LONG, LONG, LONG, MethodBody.MEMORY, Signature.INSTANCE, INT);
            }
            case DATA_DROP -> {
                body.loadInstance();
                code.loadConstant(index);
                call("drop", VOID, Signature.INSTANCE, INT);
            }
            default -> access(opcode);
        }
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        body.call(MemoryOperators.class, name, result, params);
    }

    /** Pushes a number of pages as an address of the memory. */
    private void pushAddress(int memoryIndex) {
        if (is64(memoryIndex)) {
            operands.push(Kind.I64);
        } else {
            code.l2i();
            operands.push(Kind.I32);
        }
    }

    private boolean is64(int memoryIndex) {
        return body.context.memory(memoryIndex).addressType() == AddressType.I64;
    }

    private void access(MemoryOpcode opcode) {
        String method = MethodBody.methodName(opcode.mnemonic());
        if (opcode.shape().results().isEmpty()) {
            store(opcode, method, operands.top());
        } else {
            load(opcode, method, Kind.of(opcode.shape().results().getFirst()));
        }
    }

    /** Takes an address and pushes what a method of {@link MemoryOperators} reads there. */
    void load(Opcode opcode, String method, Kind kind) {
        operands.take(1);
        call(method + loadPlace(opcode, null), kind.type(), INT, LONG, MethodBody.MEMORY);
        operands.push(kind);
    }

    /** Takes an address and a number, which a method of {@link MemoryOperators} writes there. */
    void store(Opcode opcode, String method, Kind kind) {
        operands.take(2);
        call(method + loadPlace(opcode, kind), VOID, INT, kind.type(), LONG, MethodBody.MEMORY);
    }

    /**
     * Puts on the machine's stack what methods take that access the memory, above the address and the value to be stored, if there
     * is one.
     *
     * @return what the names of those methods end in
     */
    private String loadPlace(Opcode opcode, @Nullable Kind value) {
        if (isKnownToBeInside(opcode)) {
            code.loadConstant(body.reader.memoryOffset());
            body.loadMemory(0);
            return MemoryOperators.INSIDE;
        }
        loadEnd(opcode, value);
        return "";
    }

    /** Whether the access, whose address is on top of the machine's stack, needs no check of its own, after one for others as well. */
    boolean isKnownToBeInside(Opcode opcode) {
        int offset = body.reader.offset();
        if (body.checks.isCovered(offset)) {
            return true;
        }
        long end = body.reader.memoryOffset() + opcode.shape().width();
        long lastEnd = body.checks.end(offset, end);
        if (lastEnd == end) {
            return false;
        }
        code.loadConstant(lastEnd);
        body.loadMemory(0);
        call("inside", INT, INT, LONG, MethodBody.MEMORY);
        return true;
    }

    /**
     * Puts the end of the access, for address zero, and the memory on the machine's stack, above the address and the value to
     * be stored, if there is one.
     */
    void loadEnd(Opcode opcode, @Nullable Kind value) {
        int memoryIndex = body.reader.index();
        if (is64(memoryIndex)) {
            loadEnd64(opcode, value);
        } else {
            code.loadConstant(body.reader.memoryOffset() + opcode.shape().width());
        }
        body.loadMemory(memoryIndex);
    }

    /**
     * Replaces an i64 address on the machine's stack by what the methods for i32 addresses take: address zero, the value to be
     * stored, if there is one, and the end of the access.
     */
    private void loadEnd64(Opcode opcode, @Nullable Kind value) {
        int end = operands.slot(operands.size(), Kind.I64);
        if (value != null) {
            value.store(code, operands.slot(operands.size() + 1, value));
        }
        code.loadConstant(body.reader.memoryOffset());
        body.call(Memory.class, "effectiveAddress", LONG, LONG, LONG);
        code.loadConstant((long) opcode.shape().width()).ladd().lstore(end).iconst_0();
        if (value != null) {
            value.load(code, operands.slot(operands.size() + 1, value));
        }
        code.lload(end);
    }
}
