// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerAsserts;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.BytecodeOSRNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.ExplodeLoop.LoopExplosionKind;
import com.oracle.truffle.api.nodes.LoopNode;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Runs the basic blocks of a function.
 *
 * <p>In the interpreter this is a loop over block numbers. For the compiler, {@code MERGE_EXPLODE} unrolls the loop along
 * all paths and merges paths that stand at the same block, so that each block is compiled once and what remains is the
 * control flow of the function itself, with natural loops. It only works if the block number is a constant on every path;
 * therefore each way out of a terminator continues the loop by itself instead of meeting the others first.
 *
 * <p>At back edges the interpreter counts; a loop that runs long is compiled and entered while it runs (on-stack
 * replacement).
 */
public final class DispatchNode extends BodyNode implements BytecodeOSRNode {
    /** How many back edges the interpreter and first-tier code take between two reports. */
    private static final int REPORT_INTERVAL = 256;

    /** The number that ends the loop. */
    private static final int RETURNED = -1;

    /** Stands for a null result where null means that there was no on-stack replacement. */
    private static final Object NULL_RESULT = new Object();

    /**
     * What on-stack replacement ended with. It is the result of the loop, since a throw inside would find the handlers of the
     * block that was replaced, which need not be those of the block that threw.
     */
    private record Thrown(AbstractTruffleException exception) {}

    @Children
    private final BasicBlockNode[] blocks;

    private final FrameLayout layout;

    @CompilationFinal
    private @Nullable Object osrMetadata;

    /** Back edges since the last report; several threads may lose some counts, which does no harm. */
    private int backEdges;

    /** Runs these blocks, the first one first. */
    public DispatchNode(BasicBlockNode[] blocks, FrameLayout layout) {
        this.blocks = blocks;
        this.layout = layout;
    }

    @Override
    @Nullable
    Object execute(VirtualFrame frame, Instance instance) {
        layout.enter(frame);
        @Nullable Object result = executeFrom(frame, instance, 0);
        // Compiled code does not try on-stack replacement.
        if (CompilerDirectives.inInterpreter() && result instanceof Thrown(AbstractTruffleException exception)) {
            throw exception;
        }
        return result;
    }

    @ExplodeLoop(kind = LoopExplosionKind.MERGE_EXPLODE)
    @SuppressWarnings("NullAway")
    private @Nullable Object executeFrom(VirtualFrame frame, Instance instance, int start) {
        int index = start;
        @Nullable Object result = null;
        dispatch:
        while (index != RETURNED) {
            CompilerAsserts.partialEvaluationConstant(index);
            BasicBlockNode block = blocks[index];
            try {
                block.executeStatements(frame, instance);
                switch (block.terminator) {
                    case JUMP -> {
                        index = block.target;
                        if (block.isBackEdge) {
                            Object osrResult = backEdge(frame, index);
                            if (osrResult != null) {
                                return osrResult == NULL_RESULT ? null : osrResult;
                            }
                        }
                        continue dispatch;
                    }
                    case BRANCH -> {
                        if (block.executeCondition(frame, instance)) {
                            index = block.target;
                            if (block.isBackEdge) {
                                Object osrResult = backEdge(frame, index);
                                if (osrResult != null) {
                                    return osrResult == NULL_RESULT ? null : osrResult;
                                }
                            }
                            continue dispatch;
                        } else {
                            index = block.otherTarget;
                            continue dispatch;
                        }
                    }
                    case SWITCH -> {
                        int value = block.executeEdgeNumber(frame, instance);
                        // Compiled code finds the target by binary search over constants, the interpreter by its
                        // number.
                        int low = 0;
                        int high = block.edges.length - 1;
                        if (CompilerDirectives.inInterpreter()) {
                            low = Integer.compareUnsigned(value, high) < 0 ? value : high;
                            high = low;
                        }
                        while (low < high) {
                            int middle = (low + high) >>> 1;
                            if (Integer.compareUnsigned(value, middle) <= 0) {
                                high = middle;
                            } else {
                                low = middle + 1;
                            }
                        }
                        BasicBlockNode.Edge edge = block.edges[low];
                        index = edge.target();
                        if (edge.isBackEdge()) {
                            Object osrResult = backEdge(frame, index);
                            if (osrResult != null) {
                                return osrResult == NULL_RESULT ? null : osrResult;
                            }
                        }
                        continue dispatch;
                    }
                    case RETURN -> {
                        // Still inside the loop: code behind it exists once, where the block would not be a constant.
                        result = block.operand.executeBoxed(frame, instance);
                        index = RETURNED;
                        continue dispatch;
                    }
                    case RETURN_VOID -> {
                        index = RETURNED;
                        continue dispatch;
                    }
                    case RETURN_VALUES -> {
                        result = block.executeOperands(frame, instance);
                        index = RETURNED;
                        continue dispatch;
                    }
                    case THROW -> throw (AbstractTruffleException) block.operand.executeRef(frame, instance);
                    case UNREACHABLE -> throw Trap.create(TrapKind.UNREACHABLE, block);
                }
            } catch (AbstractTruffleException exception) {
                if (block.handlers.length > 0 && ExceptionObject.isCatchable(exception)) {
                    for (BasicBlockNode.Handler handler : block.handlers) {
                        if (handler.catches(instance, exception)) {
                            frame.setObjectStatic(handler.slot(), exception);
                            index = handler.target();
                            continue dispatch;
                        }
                    }
                }
                throw exception;
            }
        }
        return result;
    }

    /** Polls at a back edge; returns the result of the function if compiled code ran it to its end. */
    private @Nullable Object backEdge(VirtualFrame frame, int target) {
        if (CompilerDirectives.hasNextTier()) {
            if (++backEdges >= REPORT_INTERVAL) {
                backEdges = 0;
                LoopNode.reportLoopCount(this, REPORT_INTERVAL);
                if (CompilerDirectives.inInterpreter()) {
                    TruffleSafepoint.poll(this);
                    if (BytecodeOSRNode.pollOSRBackEdge(this, REPORT_INTERVAL)) {
                        return BytecodeOSRNode.tryOSR(this, target, null, null, frame);
                    }
                }
            }
        }
        if (CompilerDirectives.inCompiledCode()) {
            TruffleSafepoint.poll(this);
        }
        return null;
    }

    @Override
    public Object executeOSR(VirtualFrame osrFrame, long target, Object interpreterState) {
        try {
            Object result = executeFrom(layout.place(osrFrame), layout.osrInstance(osrFrame), (int) target);
            return result == null ? NULL_RESULT : result;
        } catch (AbstractTruffleException exception) {
            layout.exceptionLeaves();
            return new Thrown(exception);
        }
    }

    @Override
    public Object[] storeParentFrameInArguments(VirtualFrame parentFrame) {
        return layout.osrArguments(parentFrame);
    }

    @Override
    public void copyIntoOSRFrame(VirtualFrame osrFrame, VirtualFrame parentFrame, long target, Object targetMetadata) {
        layout.copy(parentFrame, osrFrame);
    }

    @Override
    public void restoreParentFrame(VirtualFrame osrFrame, VirtualFrame parentFrame) {
        // Compiled code runs the function to its end, nobody looks at the parent frame again.
    }

    @Override
    public void prepareOSR(long target) {
        // Nothing to prepare: all state is in the frame.
    }

    @Override
    public @Nullable Object getOSRMetadata() {
        return osrMetadata;
    }

    @Override
    public void setOSRMetadata(Object osrMetadata) {
        this.osrMetadata = osrMetadata;
    }
}
