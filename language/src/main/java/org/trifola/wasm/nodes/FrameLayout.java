// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.vector.Vectors;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.WasmModule;

/**
 * The slots of a function's frame: parameters, then locals, then places for operands that outlive their basic block.
 *
 * <pre>
 *   | param 0 | … | param p-1 | local p | … | local n-1 | operands … |
 * </pre>
 *
 * <p>Slots are static: they carry no tags, each has one kind for ever. Compiled code must see every slot written with its
 * kind before paths merge, or it can not keep the frame in registers; so it starts with an initialisation that the
 * interpreter can do without, since a new frame is zero, unless there are vectors.
 */
public final class FrameLayout {
    /** Slots times bytes of code above which compiled code has its frame in the heap. */
    private static final long MAX_IN_REGISTERS = 2_000_000;

    /** The same, once an exception has left the function. */
    private static final long MAX_IN_REGISTERS_AFTER_EXCEPTION = 100_000;

    @CompilationFinal(dimensions = 1)
    private final ValueKind[] kinds;

    private final int params;
    private final boolean hasVectors;
    private final WasmModule module;

    /** Slots times bytes of code. */
    private final long extent;

    @CompilationFinal
    private boolean isInHeap;

    /**
     * A layout.
     *
     * @param kinds the kind of every slot; a vector has the first of its slots, the others count as I64
     * @param params how many values at the beginning are parameters
     * @param codeSize the length of the function's body in bytes
     */
    public FrameLayout(WasmModule module, ValueKind[] kinds, int params, int codeSize) {
        this.module = module;
        this.kinds = kinds;
        this.params = params;
        extent = (long) kinds.length * codeSize;
        isInHeap = extent > MAX_IN_REGISTERS;
        hasVectors = Arrays.asList(kinds).contains(ValueKind.V128);
    }

    /** A frame descriptor for this layout. */
    public FrameDescriptor descriptor() {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder(kinds.length);
        builder.addSlots(kinds.length, FrameSlotKind.Static);
        if (hasVectors) {
            // Compiled code may merge a path from before the initialisation with others, and where a vector meets null,
            // the
            // compiler fails.
            builder.defaultValue(Vectors.compiledZero());
        }
        return builder.build();
    }

    /**
     * The frame a function uses: in compiled code one that lives in registers, or one in the heap if that were too much.
     *
     * <p>Where an exception is made, or code is left for the interpreter, compiled code describes where every slot of a frame
     * in registers is. The descriptions grow with the slots times the places, and the virtual machine refuses the code above
     * a limit. Until an exception has left the function, most places need none.
     */
    VirtualFrame place(VirtualFrame frame) {
        if (!isInHeap) {
            return frame;
        }
        VirtualFrame heapFrame = frame.materialize();
        CompilerDirectives.blackhole(heapFrame);
        return heapFrame;
    }

    /** Says that an exception leaves the function. */
    void exceptionLeaves() {
        if (!isInHeap && extent > MAX_IN_REGISTERS_AFTER_EXCEPTION) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            isInHeap = true;
        }
    }

    /** The instance a function is called on, as a constant where there is only one. */
    Instance instance(VirtualFrame frame) {
        return specialize(frame.getArguments()[0]);
    }

    private Instance specialize(Object argument) {
        if (CompilerDirectives.inCompiledCode()) {
            Instance onlyInstance = module.onlyInstance();
            if (onlyInstance != null) {
                return onlyInstance;
            }
        }
        return CompilerDirectives.castExact(argument, Instance.class);
    }

    /** Moves the arguments to their slots and initialises the others. */
    @ExplodeLoop
    void enter(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        int slot = 0;
        for (int param = 0; param < params; param++) {
            Object argument = arguments[param + 1];
            switch (kinds[slot]) {
                case I32 -> frame.setIntStatic(slot, (int) argument);
                case I64 -> frame.setLongStatic(slot, (long) argument);
                case F32 -> frame.setFloatStatic(slot, (float) argument);
                case F64 -> frame.setDoubleStatic(slot, (double) argument);
                case V128 -> Vectors.set(frame, slot, Vectors.unbox(argument));
                case REF -> frame.setObjectStatic(slot, argument);
            }
            slot += kinds[slot].slots();
        }
        if (hasVectors || CompilerDirectives.inCompiledCode() && !isInHeap) {
            initialize(frame, slot);
        }
    }

    @ExplodeLoop
    private void initialize(VirtualFrame frame, int start) {
        for (int slot = start; slot < kinds.length; slot++) {
            switch (kinds[slot]) {
                case I32 -> frame.setIntStatic(slot, 0);
                case I64 -> frame.setLongStatic(slot, 0);
                case F32 -> frame.setFloatStatic(slot, 0);
                case F64 -> frame.setDoubleStatic(slot, 0);
                case V128 -> Vectors.set(frame, slot, Vectors.zero());
                case REF -> frame.setObjectStatic(slot, null);
            }
        }
    }

    /** Copies all slots into the frame of on-stack replacement. */
    @ExplodeLoop
    void copy(VirtualFrame from, VirtualFrame to) {
        for (int slot = 0; slot < kinds.length; slot++) {
            switch (kinds[slot]) {
                case I32 -> to.setIntStatic(slot, from.getIntStatic(slot));
                case I64 -> to.setLongStatic(slot, from.getLongStatic(slot));
                case F32 -> to.setFloatStatic(slot, from.getFloatStatic(slot));
                case F64 -> to.setDoubleStatic(slot, from.getDoubleStatic(slot));
                case V128 -> Vectors.copy(from, to, slot);
                case REF -> to.setObjectStatic(slot, from.getObjectStatic(slot));
            }
        }
    }

    /** The value of a local, boxed as {@link org.trifola.wasm.runtime.Code} says. */
    @TruffleBoundary
    public @Nullable Object readLocal(MaterializedFrame frame, int localIndex) {
        int slot = slot(localIndex);
        return switch (kinds[slot]) {
            case I32 -> frame.getIntStatic(slot);
            case I64 -> frame.getLongStatic(slot);
            case F32 -> frame.getFloatStatic(slot);
            case F64 -> frame.getDoubleStatic(slot);
            case V128 -> Vectors.box(Vectors.get(frame, slot));
            case REF -> frame.getObjectStatic(slot);
        };
    }

    /** Gives a local a value of its type. */
    @TruffleBoundary
    @SuppressWarnings("NullAway")
    public void writeLocal(MaterializedFrame frame, int localIndex, @Nullable Object value) {
        int slot = slot(localIndex);
        switch (kinds[slot]) {
            case I32 -> frame.setIntStatic(slot, (int) value);
            case I64 -> frame.setLongStatic(slot, (long) value);
            case F32 -> frame.setFloatStatic(slot, (float) value);
            case F64 -> frame.setDoubleStatic(slot, (double) value);
            case V128 -> Vectors.set(frame, slot, Vectors.unbox(value));
            case REF -> frame.setObjectStatic(slot, value);
        }
    }

    private int slot(int localIndex) {
        int slot = 0;
        for (int i = 0; i < localIndex; i++) {
            slot += kinds[slot].slots();
        }
        return slot;
    }

    /** The instance of a frame that instruments see. */
    @TruffleBoundary
    public static Instance instanceOf(MaterializedFrame frame) {
        return (Instance) instanceArgument(frame.getArguments());
    }

    /** The arguments of on-stack replacement: the parent frame, where Truffle looks for it, and the instance. */
    Object[] osrArguments(VirtualFrame parentFrame) {
        return new Object[] {parentFrame, parentFrame.getArguments()[0]};
    }

    /** The instance, from the arguments of on-stack replacement. */
    Instance osrInstance(VirtualFrame osrFrame) {
        return specialize(instanceArgument(osrFrame.getArguments()));
    }

    private static Object instanceArgument(Object[] arguments) {
        // A materialised parent frame is used in place of the new one and still has the function's arguments.
        return arguments[0] instanceof Instance ? arguments[0] : arguments[1];
    }
}
