// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.aggregate;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.staticobject.StaticProperty;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.DescriptorTest;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Struct;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Descriptors of structures.
 *
 * <p>The proposal Custom Descriptors: "Allocation With Descriptors", "New Instructions".
 */
public final class DescriptorNodes {
    private DescriptorNodes() {}

    /** What all of them have: a reference, and a place in the code. */
    private abstract static class Located extends ExpressionNode implements StackFrame.OfNode {
        private final int offset;

        Located(ValueKind kind, int offset) {
            super(kind);
            this.offset = offset;
        }

        final Object requireNonNull(@Nullable Object reference, TrapKind otherwise) {
            if (CompilerDirectives.injectBranchProbability(
                    CompilerDirectives.SLOWPATH_PROBABILITY, reference == null)) {
                throw Trap.create(otherwise, this);
            }
            return reference;
        }

        @Override
        public final int offset() {
            return offset;
        }
    }

    /** {@code struct.new_desc} and {@code struct.new_default_desc}: the descriptor is computed after the fields. */
    public static final class New extends Located {
        private final StaticProperty place;

        @Child
        private StructNodes.New struct;

        @Child
        private ExpressionNode descriptor;

        public New(StructLayout layout, ExpressionNode[] fields, ExpressionNode descriptor, int offset) {
            super(ValueKind.REF, offset);
            place = layout.descriptorProperty();
            struct = new StructNodes.New(layout, fields);
            this.descriptor = descriptor;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            Object made = struct.executeRef(frame, instance);
            @Nullable Object reference = descriptor.executeRef(frame, instance);
            place.setObject(made, requireNonNull(reference, TrapKind.NULL_DESCRIPTOR_REFERENCE));
            return made;
        }
    }

    /** {@code ref.get_desc}. */
    public static final class Get extends Located {
        private final StaticProperty place;

        @Child
        private ExpressionNode struct;

        public Get(StructLayout layout, ExpressionNode struct, int offset) {
            super(ValueKind.REF, offset);
            place = layout.descriptorProperty();
            this.struct = struct;
        }

        @Override
        public Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object reference = struct.executeRef(frame, instance);
            return place.getObject((Struct) requireNonNull(reference, TrapKind.NULL_REFERENCE));
        }
    }

    /** The condition of {@code br_on_cast_desc_eq} and {@code br_on_cast_desc_eq_fail}. */
    public static final class Test extends Located {
        private final DescriptorTest test;

        @Child
        private ExpressionNode reference;

        @Child
        private ExpressionNode descriptor;

        public Test(DescriptorTest test, ExpressionNode reference, ExpressionNode descriptor, int offset) {
            super(ValueKind.I32, offset);
            this.test = test;
            this.reference = reference;
            this.descriptor = descriptor;
        }

        @Override
        public boolean executeBoolean(VirtualFrame frame, Instance instance) {
            @Nullable Object value = reference.executeRef(frame, instance);
            @Nullable Object expected = descriptor.executeRef(frame, instance);
            return test.matches(value, requireNonNull(expected, TrapKind.NULL_DESCRIPTOR_REFERENCE));
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return executeBoolean(frame, instance) ? 1 : 0;
        }
    }

    /** {@code ref.cast_desc_eq}. */
    public static final class Cast extends Located {
        private final DescriptorTest test;

        @Child
        private ExpressionNode reference;

        @Child
        private ExpressionNode descriptor;

        public Cast(DescriptorTest test, ExpressionNode reference, ExpressionNode descriptor, int offset) {
            super(ValueKind.REF, offset);
            this.test = test;
            this.reference = reference;
            this.descriptor = descriptor;
        }

        @Override
        public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
            @Nullable Object value = reference.executeRef(frame, instance);
            @Nullable Object expected = descriptor.executeRef(frame, instance);
            Object nonNull = requireNonNull(expected, TrapKind.NULL_DESCRIPTOR_REFERENCE);
            if (CompilerDirectives.injectBranchProbability(
                    CompilerDirectives.SLOWPATH_PROBABILITY, !test.matches(value, nonNull))) {
                throw Trap.create(TrapKind.DESCRIPTOR_CAST_FAILURE, this);
            }
            return value;
        }
    }
}
