// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.memory;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import java.lang.invoke.VarHandle;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.numeric.AtomicOperator;
import org.trifola.wasm.runtime.AtomicMemory;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Atomic instructions.
 *
 * <p>They are atomic on memories of both kinds, shared or not. Specification: threads proposal, "Atomic Memory
 * Instructions".
 */
public final class AtomicNodes {
    private AtomicNodes() {}

    /** An operand as an unsigned number. */
    private static long unsigned(ExpressionNode operand, VirtualFrame frame, Instance instance) {
        return operand.kind() == ValueKind.I32
                ? operand.executeI32(frame, instance) & 0xFFFF_FFFFL
                : operand.executeI64(frame, instance);
    }

    private static long check(MemoryAccess access, Instance instance, long index, int width) {
        if (CompilerDirectives.injectBranchProbability(
                CompilerDirectives.SLOWPATH_PROBABILITY, (index & width - 1) != 0)) {
            throw Trap.create(TrapKind.UNALIGNED_ATOMIC, access);
        }
        return access.check(instance, index);
    }

    /** An instruction that gives a number, computed as an i64. */
    private abstract static class Access extends ExpressionNode {
        final int width;

        @Child
        MemoryAccess access;

        Access(ValueKind kind, MemoryAccess access, int width) {
            super(kind);
            this.access = access;
            this.width = width;
        }

        @Override
        public final int executeI32(VirtualFrame frame, Instance instance) {
            return (int) executeI64(frame, instance);
        }
    }

    /** {@code i32.atomic.load} and its relatives. */
    public static final class Load extends Access {
        public Load(ValueKind kind, MemoryAccess access, int width) {
            super(kind, access, width);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return AtomicMemory.load(check(access, instance, access.index(frame, instance), width), width);
        }
    }

    /** {@code i32.atomic.store} and its relatives. */
    public static final class Store extends StatementNode {
        private final int width;

        @Child
        private MemoryAccess access;

        @Child
        private ExpressionNode value;

        public Store(MemoryAccess access, int width, ExpressionNode value) {
            this.access = access;
            this.width = width;
            this.value = value;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            long number = unsigned(value, frame, instance);
            AtomicMemory.store(check(access, instance, index, width), width, number);
        }
    }

    /** {@code i32.atomic.rmw.add} and its relatives. */
    public static final class ReadModifyWrite extends Access {
        private final AtomicOperator operator;

        @Child
        private ExpressionNode operand;

        public ReadModifyWrite(
                ValueKind kind, MemoryAccess access, int width, AtomicOperator operator, ExpressionNode operand) {
            super(kind, access, width);
            this.operator = operator;
            this.operand = operand;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            long number = unsigned(operand, frame, instance);
            return AtomicMemory.readModifyWrite(check(access, instance, index, width), width, operator, number);
        }
    }

    /** {@code i32.atomic.rmw.cmpxchg} and its relatives. */
    public static final class CompareExchange extends Access {
        @Child
        private ExpressionNode expected;

        @Child
        private ExpressionNode replacement;

        public CompareExchange(
                ValueKind kind, MemoryAccess access, int width, ExpressionNode expected, ExpressionNode replacement) {
            super(kind, access, width);
            this.expected = expected;
            this.replacement = replacement;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            long old = unsigned(expected, frame, instance);
            long number = unsigned(replacement, frame, instance);
            return AtomicMemory.compareExchange(check(access, instance, index, width), width, old, number);
        }
    }

    /** {@code memory.atomic.wait32} and {@code memory.atomic.wait64}. */
    public static final class Wait extends Access {
        @Child
        private ExpressionNode expected;

        @Child
        private ExpressionNode timeout;

        public Wait(MemoryAccess access, int width, ExpressionNode expected, ExpressionNode timeout) {
            super(ValueKind.I32, access, width);
            this.expected = expected;
            this.timeout = timeout;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            long number = unsigned(expected, frame, instance);
            long nanoseconds = timeout.executeI64(frame, instance);
            check(access, instance, index, width);
            return access.memory(instance).atomicWait(index, width, number, nanoseconds, access);
        }
    }

    /** {@code memory.atomic.notify}. */
    public static final class Notify extends Access {
        @Child
        private ExpressionNode count;

        public Notify(MemoryAccess access, int width, ExpressionNode count) {
            super(ValueKind.I32, access, width);
            this.count = count;
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            long index = access.index(frame, instance);
            int most = count.executeI32(frame, instance);
            check(access, instance, index, width);
            return access.memory(instance).atomicNotify(index, most);
        }
    }

    /** {@code atomic.fence}. */
    public static final class Fence extends StatementNode {
        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            VarHandle.fullFence();
        }
    }
}
