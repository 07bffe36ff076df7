// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.lang.ref.Reference;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;

/**
 * The root of a translated function: one per function of a module, shared by all instances.
 *
 * <p>Specification: 4.4.10 "Function Calls", {@code exec-invoke}.
 */
public final class FunctionRootNode extends RootNode implements StackFrame.OfRoot {
    static {
        Trap.prepareForExhaustion();
    }

    private final FunctionCode code;
    private final FrameLayout layout;
    private final boolean mayTailCall;

    /** Makes the body that tells instruments what it does, in the same frame. */
    private final Supplier<ObservedBody> observer;

    @Child
    private BodyNode body;

    private boolean isObserved;

    /**
     * A root.
     *
     * @param observer makes the body for instruments; it uses the same slots of the frame in the same way
     */
    public FunctionRootNode(
            @Nullable TruffleLanguage<?> language,
            FunctionCode code,
            FrameLayout layout,
            BodyNode body,
            Supplier<ObservedBody> observer,
            boolean mayTailCall) {
        super(language, layout.descriptor());
        this.code = code;
        this.layout = layout;
        this.body = body;
        this.observer = observer;
        this.mayTailCall = mayTailCall;
    }

    @Override
    public @Nullable Object execute(VirtualFrame rootFrame) {
        Instance instance = layout.instance(rootFrame);
        VirtualFrame frame = layout.place(rootFrame);
        try {
            return body.execute(frame, instance);
        } catch (Throwable exception) {
            layout.exceptionLeaves();
            // A handler of StackOverflowError itself is left out by the compiler: each overflow would discard the code.
            if (exception instanceof StackOverflowError) {
                throw Trap.stackExhausted(this);
            }
            throw exception;
        } finally {
            // The native memory of an instance is freed when it becomes unreachable; not while its code runs.
            Reference.reachabilityFence(instance);
        }
    }

    @Override
    protected void prepareForInstrumentation(Set<Class<?>> tags) {
        code.module().observe();
        atomic(() -> {
            if (!isObserved) {
                isObserved = true;
                body.replace(observer.get());
            }
        });
    }

    /** Where parameters, locals and operands are in the frame. */
    public FrameLayout layout() {
        return layout;
    }

    @Override
    public FunctionCode code() {
        return code;
    }

    @Override
    public boolean mayTailCall() {
        return mayTailCall;
    }

    @Override
    public String getName() {
        return code.name();
    }

    @Override
    public String getQualifiedName() {
        return code.qualifiedName();
    }

    @Override
    public SourceSection getSourceSection() {
        return code.section();
    }

    @Override
    public boolean isCloningAllowed() {
        return false;
    }

    @Override
    public String toString() {
        return getQualifiedName();
    }
}
