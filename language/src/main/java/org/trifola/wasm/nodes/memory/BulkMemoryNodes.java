// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;

/**
 * Instructions on whole ranges of memory, and on its size.
 *
 * <p>Specification: 4.4.7 "Memory Instructions". Addresses and lengths are i32 or i64, as the memories' address types are.
 */
public final class BulkMemoryNodes {
    private BulkMemoryNodes() {}

    /** {@code memory.size}. */
    public static final class Size extends ExpressionNode {
        private final int memoryIndex;

        public Size(ValueKind kind, int memoryIndex) {
            super(kind);
            this.memoryIndex = memoryIndex;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return (int) executeI64(frame, instance);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return instance.memory(memoryIndex).pages();
        }
    }

    /** {@code memory.grow}. */
    public static final class Grow extends ExpressionNode {
        private final int memoryIndex;

        @Child
        private ExpressionNode delta;

        public Grow(int memoryIndex, ExpressionNode delta) {
            super(delta.kind());
            this.memoryIndex = memoryIndex;
            this.delta = delta;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return (int) executeI64(frame, instance);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return instance.memory(memoryIndex).grow(delta.executeAddress(frame, instance));
        }
    }

    /** A statement with the three operands of a bulk operation. */
    private abstract static class Bulk extends StatementNode implements StackFrame.OfNode {
        final int memoryIndex;
        private final int offset;

        @Child
        ExpressionNode start;

        @Child
        ExpressionNode second;

        @Child
        ExpressionNode length;

        Bulk(int memoryIndex, ExpressionNode start, ExpressionNode second, ExpressionNode length, int offset) {
            this.memoryIndex = memoryIndex;
            this.start = start;
            this.second = second;
            this.length = length;
            this.offset = offset;
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code memory.fill}. */
    public static final class Fill extends Bulk {
        public Fill(int memoryIndex, ExpressionNode start, ExpressionNode value, ExpressionNode length, int offset) {
            super(memoryIndex, start, value, length, offset);
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long from = start.executeAddress(frame, instance);
            byte value = (byte) second.executeI32(frame, instance);
            instance.memory(memoryIndex).fill(from, value, length.executeAddress(frame, instance), this);
        }
    }

    /** {@code memory.copy}. */
    public static final class Copy extends Bulk {
        private final int sourceIndex;

        public Copy(
                int memoryIndex,
                int sourceIndex,
                ExpressionNode start,
                ExpressionNode source,
                ExpressionNode length,
                int offset) {
            super(memoryIndex, start, source, length, offset);
            this.sourceIndex = sourceIndex;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long to = start.executeAddress(frame, instance);
            long from = second.executeAddress(frame, instance);
            long bytes = length.executeAddress(frame, instance);
            instance.memory(memoryIndex).copy(to, instance.memory(sourceIndex), from, bytes, this);
        }
    }

    /** {@code memory.init}. */
    public static final class Init extends Bulk {
        private final int dataIndex;

        public Init(
                int memoryIndex,
                int dataIndex,
                ExpressionNode start,
                ExpressionNode source,
                ExpressionNode length,
                int offset) {
            super(memoryIndex, start, source, length, offset);
            this.dataIndex = dataIndex;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long to = start.executeAddress(frame, instance);
            long from = second.executeAddress(frame, instance);
            long bytes = length.executeAddress(frame, instance);
            instance.memory(memoryIndex).init(to, instance.data(dataIndex), from, bytes, this);
        }
    }

    /** {@code data.drop}. */
    public static final class DataDrop extends StatementNode {
        private final int dataIndex;

        public DataDrop(int dataIndex) {
            this.dataIndex = dataIndex;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            instance.data(dataIndex).drop();
        }
    }
}
