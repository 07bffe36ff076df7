// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.StandardTags.RootBodyTag;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.Tag;
import com.oracle.truffle.api.source.SourceSection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.ValType;

/** The body of a function for instruments, which are told when it begins and ends. */
public final class ObservedBody extends BodyNode {
    private final FunctionCode code;

    @Child
    private BodyNode body;

    /** Tells of this body of a function. */
    public ObservedBody(FunctionCode code, BodyNode body) {
        this.code = code;
        this.body = body;
    }

    @Override
    @Nullable
    Object execute(VirtualFrame frame, Instance instance) {
        return body.execute(frame, instance);
    }

    @Override
    @Nullable
    ValType resultType() {
        List<ValType> results = code.type().funcType().results();
        return results.size() == 1 ? results.getFirst() : null;
    }

    @Override
    public boolean isInstrumentable() {
        return true;
    }

    @Override
    public boolean hasTag(Class<? extends Tag> tag) {
        return tag == RootTag.class || tag == RootBodyTag.class;
    }

    @Override
    public SourceSection getSourceSection() {
        return code.section();
    }
}
