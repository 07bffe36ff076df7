// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.reference;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.References;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.runtime.TypeTest;

/**
 * Reference instructions.
 *
 * <p>Specification: 4.4.3 "Reference Instructions".
 */
public final class ReferenceNodes {
    private ReferenceNodes() {}

    /** {@code ref.null}. */
    public static final class Null extends ExpressionNode {
        public Null() {
            super(ValueKind.REF);
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            return null;
        }

        @Override
        public boolean isSimple() {
            return true;
        }

        @Override
        public ExpressionNode duplicate() {
            return new Null();
        }
    }

    /** {@code ref.is_null}. */
    public static final class IsNull extends ExpressionNode {
        @Child
        private ExpressionNode reference;

        public IsNull(ExpressionNode reference) {
            super(ValueKind.I32);
            this.reference = reference;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return reference.executeRef(frame, instance) == null;
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code ref.func}. */
    public static final class Func extends ExpressionNode {
        private final int functionIndex;

        public Func(int functionIndex) {
            super(ValueKind.REF);
            this.functionIndex = functionIndex;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            return instance.function(functionIndex);
        }
    }

    /** {@code ref.as_non_null}. */
    public static final class AsNonNull extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        @Child
        private ExpressionNode reference;

        public AsNonNull(ExpressionNode reference, int offset) {
            super(ValueKind.REF);
            this.reference = reference;
            this.offset = offset;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Object value = reference.executeRef(frame, instance);
            if (value == null) {
                throw Trap.create(TrapKind.NULL_REFERENCE, this);
            }
            return value;
        }

        @Override
        public int offset() {
            return offset;
        }
    }

    /** {@code ref.eq}. */
    public static final class Eq extends ExpressionNode {
        @Child
        private ExpressionNode left;

        @Child
        private ExpressionNode right;

        public Eq(ExpressionNode left, ExpressionNode right) {
            super(ValueKind.I32);
            this.left = left;
            this.right = right;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            Object x = left.executeRef(frame, instance);
            Object y = right.executeRef(frame, instance);
            return References.areEqual(x, y);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code ref.test}. */
    public static final class Test extends ExpressionNode {
        private final TypeTest test;

        @Child
        private ExpressionNode reference;

        public Test(TypeTest test, ExpressionNode reference) {
            super(ValueKind.I32);
            this.test = test;
            this.reference = reference;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            return test.matches(reference.executeRef(frame, instance));
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code ref.cast}. */
    public static final class Cast extends ExpressionNode implements StackFrame.OfNode {
        private final TypeTest test;
        private final int offset;

        @Child
        private ExpressionNode reference;

        public Cast(TypeTest test, ExpressionNode reference, int offset) {
            super(ValueKind.REF);
            this.test = test;
            this.reference = reference;
            this.offset = offset;
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            Object value = reference.executeRef(frame, instance);
            if (CompilerDirectives.injectBranchProbability(
                    CompilerDirectives.SLOWPATH_PROBABILITY, !test.matches(value))) {
                throw Trap.create(TrapKind.CAST_FAILURE, this);
            }
            return value;
        }

        @Override
        public int offset() {
            return offset;
        }
    }
}
