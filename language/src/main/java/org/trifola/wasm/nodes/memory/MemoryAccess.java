// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.numeric.ConstantNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.StackFrame;

/**
 * The address of a load or store: a memory, an address operand and a static offset, checked against the memory's size.
 *
 * <p>Specification: 4.4.7 "Memory Instructions", {@code exec-load-val}. The effective address of a 32-bit memory has 33
 * bits and can not overflow; that of a 64-bit one saturates.
 */
public final class MemoryAccess extends Node implements StackFrame.OfNode {
    private final int memoryIndex;
    private final long staticOffset;
    private final int width;
    private final int offset;
    private final boolean is64;
    private final int slot;

    @Child
    private @Nullable ExpressionNode address;

    /**
     * An access.
     *
     * @param memoryIndex the memory
     * @param staticOffset the offset of the memory argument, unsigned
     * @param width the number of bytes accessed
     * @param address the address operand: i32 or i64, as the memory's address type is
     * @param offset the position of the instruction in the module's bytes
     */
    public MemoryAccess(int memoryIndex, long staticOffset, int width, ExpressionNode address, int offset) {
        this.memoryIndex = memoryIndex;
        this.width = width;
        this.offset = offset;
        is64 = address.kind() == ValueKind.I64;
        boolean constant = address instanceof ConstantNodes.I32 && !is64;
        this.staticOffset =
                constant ? staticOffset + (((ConstantNodes.I32) address).value() & 0xFFFF_FFFFL) : staticOffset;
        slot = constant ? CONSTANT : LocalNodes.slotOf(address);
        this.address = slot == CHILD ? address : null;
    }

    private static final int CHILD = -1;
    private static final int CONSTANT = -2;

    /** Computes the index of the first byte: the operand plus the static offset, not negative. */
    @SuppressWarnings("NullAway")
    public long index(VirtualFrame frame, Instance instance) {
        if (is64) {
            return index64(frame, instance);
        }
        if (slot >= 0) {
            return (frame.getIntStatic(slot) & 0xFFFF_FFFFL) + staticOffset;
        }
        return slot == CONSTANT ? staticOffset : (address.executeI32(frame, instance) & 0xFFFF_FFFFL) + staticOffset;
    }

    @SuppressWarnings("NullAway")
    private long index64(VirtualFrame frame, Instance instance) {
        long operand = slot >= 0 ? frame.getLongStatic(slot) : address.executeI64(frame, instance);
        return Memory.effectiveAddress(operand, staticOffset);
    }

    /** The memory. */
    Memory memory(Instance instance) {
        return memoryIndex == 0 ? instance.memory0() : instance.memory(memoryIndex);
    }

    /** The place in the process of the byte with this index, after the check. */
    public long check(Instance instance, long index) {
        return memory(instance).address(index, width, this);
    }

    /** Computes and checks the address. */
    public long address(VirtualFrame frame, Instance instance) {
        return check(instance, index(frame, instance));
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public @Nullable SourceSection getSourceSection() {
        return StackFrame.section(this);
    }
}
