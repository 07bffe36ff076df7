// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.instrumentation.StandardTags.StatementTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;

/**
 * Where a statement begins: does nothing but let instruments look, or stop, before the first instruction of the statement.
 *
 * <p>It stands where the operand stack is as high as at the start of the structured block, so nothing waits to be evaluated,
 * and all locals have the values that the instructions so far have given them.
 */
@GenerateWrapper
@ExportLibrary(NodeLibrary.class)
public class MarkNode extends StatementNode implements InstrumentableNode, StackFrame.OfNode {
    private final int offset;

    /** Marks the statement whose first instruction stands at an offset of the module. */
    public MarkNode(int offset) {
        this.offset = offset;
    }

    /** For the wrapper. */
    protected MarkNode(MarkNode original) {
        this(original.offset);
    }

    @Override
    public void executeVoid(VirtualFrame frame, Instance instance) {
        // Instruments act around this.
    }

    @Override
    public final int offset() {
        return offset;
    }

    @Override
    public final boolean isInstrumentable() {
        return true;
    }

    @Override
    public final boolean hasTag(Class<? extends Tag> tag) {
        return tag == StatementTag.class;
    }

    @Override
    public final WrapperNode createWrapper(ProbeNode probe) {
        return new MarkNodeWrapper(this, this, probe);
    }

    @Override
    public final @Nullable SourceSection getSourceSection() {
        return getRootNode() instanceof StackFrame.OfRoot root
                ? root.code().module().statementSection(offset)
                : null;
    }

    @ExportMessage
    final boolean hasScope(@Nullable Frame frame) {
        return frame != null;
    }

    @ExportMessage
    final Object getScope(@Nullable Frame frame, boolean nodeEnter) throws UnsupportedMessageException {
        return FrameScope.of(this, frame);
    }
}
