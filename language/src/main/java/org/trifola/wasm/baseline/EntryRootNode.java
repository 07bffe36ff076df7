// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.lang.ref.Reference;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.TailCall;
import org.trifola.wasm.runtime.Trap;

/**
 * The root of a function that runs as a method of the virtual machine: what other languages, the host and nodes call.
 *
 * <p>Once an instrument looks at the module it calls the nodes of the function instead, which tell what they do. Specification:
 * 4.4.10 "Function Calls", {@code exec-invoke}.
 */
final class EntryRootNode extends RootNode implements StackFrame.OfRoot {
    static {
        Trap.prepareForExhaustion();
    }

    private final FunctionCode code;
    private final boolean mayTailCall;

    @Child
    private Way way;

    private EntryRootNode(@Nullable TruffleLanguage<?> language, FunctionCode code, Way way, boolean mayTailCall) {
        super(language);
        this.code = code;
        this.way = way;
        this.mayTailCall = mayTailCall;
    }

    EntryRootNode(@Nullable TruffleLanguage<?> language, FunctionCode code, Entry entry, boolean mayTailCall) {
        this(language, code, new ToMethod(entry), mayTailCall);
    }

    /** A call target that throws its argument, and so stands for the function in the argument's stack trace. */
    static CallTarget rethrower(@Nullable TruffleLanguage<?> language, FunctionCode code) {
        return new EntryRootNode(language, code, new Rethrow(), false).getCallTarget();
    }

    @Override
    public @Nullable Object execute(VirtualFrame frame) {
        return way.execute(frame.getArguments());
    }

    /** What the root does. */
    private abstract static class Way extends Node {
        abstract @Nullable Object execute(Object[] arguments);
    }

    private static final class ToMethod extends Way {
        private final Entry entry;

        ToMethod(Entry entry) {
            this.entry = entry;
        }

        @Override
        @Nullable
        Object execute(Object[] arguments) {
            try {
                return call(entry, arguments);
            } catch (Throwable exception) {
                // A handler of StackOverflowError itself is left out by the compiler: each overflow would discard the
                // code.
                if (exception instanceof StackOverflowError error) {
                    throw exhausted(error, entry);
                }
                throw exception;
            } finally {
                // The native memory of an instance is freed when it becomes unreachable; not while its code runs.
                Reference.reachabilityFence(arguments[0]);
            }
        }

        // FAST: may be inlined, so that a short function called from Java takes 21 to 25 ns instead of 42
        // (BorderBenchmark.execute).
        @TruffleBoundary(allowInlining = true)
        private static @Nullable Object call(Entry entry, Object[] arguments) {
            try {
                return entry.callBoxed(arguments);
            } catch (ExceptionObject exception) {
                exception.tag().resumeBacktraces();
                throw exception;
            }
        }

        @TruffleBoundary
        private static Trap exhausted(StackOverflowError error, Entry entry) {
            return Backtrace.stackExhausted(error, entry);
        }
    }

    private static final class ToNodes extends Way {
        @Child
        private DirectCallNode callNode;

        private final boolean mayTailCall;

        ToNodes(FunctionCode code, boolean mayTailCall) {
            this.mayTailCall = mayTailCall;
            callNode = DirectCallNode.create(code.module().upcalls().translateToNodes(code));
        }

        @Override
        @Nullable
        Object execute(Object[] arguments) {
            Object result = callNode.call(arguments);
            // The nodes may leave tail calls to their caller where the method makes them itself.
            return mayTailCall ? result : complete(result);
        }

        @TruffleBoundary
        private static @Nullable Object complete(@Nullable Object result) {
            return TailCall.complete(result);
        }
    }

    private static final class Rethrow extends Way {
        @Override
        Object execute(Object[] arguments) {
            throw (AbstractTruffleException) arguments[0];
        }
    }

    @Override
    protected void prepareForInstrumentation(Set<Class<?>> tags) {
        code.module().observe();
        if (way instanceof ToMethod) {
            way.replace(new ToNodes(code, mayTailCall));
        }
    }

    @Override
    public FunctionCode code() {
        return code;
    }

    @Override
    public boolean mayTailCall() {
        return mayTailCall;
    }

    /** Whether the function's nodes have a frame of their own. */
    @Override
    public boolean isInternal() {
        return way instanceof ToNodes;
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
