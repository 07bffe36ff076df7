// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.table;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Table;

/**
 * Table instructions.
 *
 * <p>Specification: 4.4.6 "Table Instructions". Indices and lengths are i32 or i64, as the tables' address types are.
 */
public final class TableNodes {
    private TableNodes() {}

    /** {@code table.get}. */
    public static final class Get extends ExpressionNode implements StackFrame.OfNode {
        private final int tableIndex;
        private final int offset;

        @Child
        private ExpressionNode index;

        public Get(int tableIndex, ExpressionNode index, int offset) {
            super(ValueKind.REF);
            this.tableIndex = tableIndex;
            this.index = index;
            this.offset = offset;
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            long at = index.executeAddress(frame, instance);
            return instance.table(tableIndex).get(at, this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code table.set}. */
    public static final class Set extends StatementNode implements StackFrame.OfNode {
        private final int tableIndex;
        private final int offset;

        @Child
        private ExpressionNode index;

        @Child
        private ExpressionNode value;

        public Set(int tableIndex, ExpressionNode index, ExpressionNode value, int offset) {
            this.tableIndex = tableIndex;
            this.index = index;
            this.value = value;
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long at = index.executeAddress(frame, instance);
            @Nullable Object element = value.executeRef(frame, instance);
            instance.table(tableIndex).set(at, element, this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code table.size}. */
    public static final class Size extends ExpressionNode {
        private final int tableIndex;

        public Size(ValueKind kind, int tableIndex) {
            super(kind);
            this.tableIndex = tableIndex;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return instance.table(tableIndex).size();
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return instance.table(tableIndex).size();
        }
    }

    /** {@code table.grow}. */
    public static final class Grow extends ExpressionNode {
        private final int tableIndex;

        @Child
        private ExpressionNode init;

        @Child
        private ExpressionNode delta;

        public Grow(int tableIndex, ExpressionNode init, ExpressionNode delta) {
            super(delta.kind());
            this.tableIndex = tableIndex;
            this.init = init;
            this.delta = delta;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            @Nullable Object value = init.executeRef(frame, instance);
            return instance.table(tableIndex).grow(delta.executeAddress(frame, instance), value);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return executeI32(frame, instance);
        }
    }

    /** {@code table.fill}. */
    public static final class Fill extends StatementNode implements StackFrame.OfNode {
        private final int tableIndex;
        private final int offset;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode value;

        @Child
        private ExpressionNode length;

        public Fill(int tableIndex, ExpressionNode start, ExpressionNode value, ExpressionNode length, int offset) {
            this.tableIndex = tableIndex;
            this.start = start;
            this.value = value;
            this.length = length;
            this.offset = offset;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            long from = start.executeAddress(frame, instance);
            @Nullable Object element = value.executeRef(frame, instance);
            instance.table(tableIndex).fill(from, element, length.executeAddress(frame, instance), this);
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** A copy into a table, from another table or an element segment. */
    private abstract static class Transfer extends StatementNode implements StackFrame.OfNode {
        private final int tableIndex;
        private final int offset;

        @Child
        private ExpressionNode start;

        @Child
        private ExpressionNode source;

        @Child
        private ExpressionNode length;

        Transfer(int tableIndex, ExpressionNode start, ExpressionNode source, ExpressionNode length, int offset) {
            this.tableIndex = tableIndex;
            this.start = start;
            this.source = source;
            this.length = length;
            this.offset = offset;
        }

        @Override
        public final void executeVoid(VirtualFrame frame, Instance instance) {
            long to = start.executeAddress(frame, instance);
            long from = source.executeAddress(frame, instance);
            transfer(instance, instance.table(tableIndex), to, from, length.executeAddress(frame, instance));
        }

        abstract void transfer(Instance instance, Table table, long to, long from, long elements);

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code table.copy}. */
    public static final class Copy extends Transfer {
        private final int sourceIndex;

        public Copy(
                int tableIndex,
                int sourceIndex,
                ExpressionNode start,
                ExpressionNode source,
                ExpressionNode length,
                int offset) {
            super(tableIndex, start, source, length, offset);
            this.sourceIndex = sourceIndex;
        }

        @Override
        void transfer(Instance instance, Table table, long to, long from, long elements) {
            table.copy(to, instance.table(sourceIndex), from, elements, this);
        }
    }

    /** {@code table.init}. */
    public static final class Init extends Transfer {
        private final int elementIndex;

        public Init(
                int tableIndex,
                int elementIndex,
                ExpressionNode start,
                ExpressionNode source,
                ExpressionNode length,
                int offset) {
            super(tableIndex, start, source, length, offset);
            this.elementIndex = elementIndex;
        }

        @Override
        void transfer(Instance instance, Table table, long to, long from, long elements) {
            table.init(to, instance.element(elementIndex), from, elements, this);
        }
    }

    /** {@code elem.drop}. */
    public static final class ElementDrop extends StatementNode {
        private final int elementIndex;

        public ElementDrop(int elementIndex) {
            this.elementIndex = elementIndex;
        }

        @Override
        public void executeVoid(VirtualFrame frame, Instance instance) {
            instance.element(elementIndex).drop();
        }
    }
}
