// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.GenerateWrapper;
import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.ProbeNode;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.ValType;

/** What a {@link FunctionRootNode} runs: basic blocks, or {@link ObservedBody} around them. */
@GenerateWrapper
public abstract class BodyNode extends Node implements InstrumentableNode {
    /** Runs the function from its beginning; the arguments are those of the frame. */
    abstract @Nullable Object execute(VirtualFrame frame, Instance instance);

    @GenerateWrapper.OutgoingConverter
    @Nullable
    Object toInstrument(@Nullable Object result) {
        return ObservedValues.outgoing(result);
    }

    @GenerateWrapper.IncomingConverter
    @Nullable
    Object fromInstrument(Object result) {
        return ObservedValues.incoming(result, resultType());
    }

    /** The type of the only result, null when there is none or several. */
    @Nullable
    ValType resultType() {
        return null;
    }

    @Override
    public boolean isInstrumentable() {
        return false;
    }

    @Override
    public WrapperNode createWrapper(ProbeNode probe) {
        return new BodyNodeWrapper(this, probe);
    }
}
