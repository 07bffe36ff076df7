// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;

/**
 * A node that computes one value.
 *
 * <p>It implements the {@code execute} method of its {@linkplain #kind() kind} and, for conditions, {@link #executeBoolean}.
 * The instance whose function runs is passed along, because nodes are shared by all instances of a module.
 */
public abstract class ExpressionNode extends Node {
    private final ValueKind kind;

    protected ExpressionNode(ValueKind kind) {
        this.kind = kind;
    }

    /** What the node computes. */
    public final ValueKind kind() {
        return kind;
    }

    /** Computes an i32. */
    public int executeI32(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes an i32 of which only "not zero" matters. */
    public boolean executeBoolean(VirtualFrame frame, Instance instance) {
        return executeI32(frame, instance) != 0;
    }

    /** Computes an i64. */
    public long executeI64(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes an f32. */
    public float executeF32(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes an f64. */
    public double executeF64(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes a vector, in the form that {@link Vectors} says. */
    public Object executeV128(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes a reference; null is the null reference. */
    public @Nullable Object executeRef(VirtualFrame frame, Instance instance) {
        throw wrongKind();
    }

    /** Computes an address: an i64, or an i32 taken as unsigned. */
    public final long executeAddress(VirtualFrame frame, Instance instance) {
        return kind == ValueKind.I64 ? executeI64(frame, instance) : executeI32(frame, instance) & 0xFFFF_FFFFL;
    }

    /** Computes a value and boxes it, to be passed to another function. */
    public final @Nullable Object executeBoxed(VirtualFrame frame, Instance instance) {
        return switch (kind) {
            case I32 -> executeI32(frame, instance);
            case I64 -> executeI64(frame, instance);
            case F32 -> executeF32(frame, instance);
            case F64 -> executeF64(frame, instance);
            case V128 -> Vectors.box(executeV128(frame, instance));
            case REF -> executeRef(frame, instance);
        };
    }

    /** Computes a value for its effects. */
    public final void executeVoid(VirtualFrame frame, Instance instance) {
        switch (kind) {
            case I32 -> executeI32(frame, instance);
            case I64 -> executeI64(frame, instance);
            case F32 -> executeF32(frame, instance);
            case F64 -> executeF64(frame, instance);
            case V128 -> executeV128(frame, instance);
            case REF -> executeRef(frame, instance);
        }
    }

    /** Whether the node only reads a frame slot or is a constant, so that it has a {@link #duplicate}. */
    public boolean isSimple() {
        return false;
    }

    /** Another node for the same value; only {@linkplain #isSimple() simple} nodes have one. */
    public ExpressionNode duplicate() {
        throw CompilerDirectives.shouldNotReachHere(getClass().getName());
    }

    @Override
    public final @Nullable SourceSection getSourceSection() {
        return StackFrame.section(this);
    }

    private RuntimeException wrongKind() {
        throw CompilerDirectives.shouldNotReachHere(getClass().getName());
    }
}
