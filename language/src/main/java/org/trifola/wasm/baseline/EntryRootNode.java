// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;

/**
 * The root of a function that runs as a method of the virtual machine: what other languages, the host and nodes call.
 *
 * <p>Specification: 4.4.10 "Function Calls", {@code exec-invoke}.
 */
final class EntryRootNode extends RootNode implements StackFrame.OfRoot {
    static {
        Trap.prepareForExhaustion();
    }

    private final @Nullable TruffleLanguage<?> language;
    private final FunctionCode code;

    /** Null for a root that only stands for the function in stack traces. */
    private final @Nullable Entry entry;

    private final boolean mayTailCall;

    EntryRootNode(
            @Nullable TruffleLanguage<?> language, FunctionCode code, @Nullable Entry entry, boolean mayTailCall) {
        super(language);
        this.language = language;
        this.code = code;
        this.entry = entry;
        this.mayTailCall = mayTailCall;
    }

    /** A call target that throws its argument, and so stands for the function in the argument's stack trace. */
    CallTarget rethrower() {
        return new EntryRootNode(language, code, null, false).getCallTarget();
    }

    @Override
    public @Nullable Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        if (entry == null) {
            throw (AbstractTruffleException) arguments[0];
        }
        try {
            return call(entry, arguments);
        } catch (Throwable exception) {
            // A handler of StackOverflowError itself is left out by the compiler: each overflow would discard the code.
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
