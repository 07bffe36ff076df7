// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.call;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.DirectRootNode;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.ToWasmNode;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * The code of functions that are executables of another language; there is one per function type, the closure is the
 * executable.
 *
 * <p>Specification: 4.4.10 "Function Calls", host functions.
 */
public final class HostCode extends Code {
    /** So many calls from methods go to the root itself, before compiling it pays. */
    private static final int DIRECT_CALLS = 10_000;

    private final Root root;

    /** Plain: calls that get lost in the count do not matter. */
    private int directCalls;

    /**
     * The code for a type.
     *
     * @param isStackOverflow whether an exception that an executable threw says that there is no stack left
     */
    public HostCode(
            @Nullable TruffleLanguage<?> language, DefType type, Predicate<AbstractTruffleException> isStackOverflow) {
        root = new Root(language, type.funcType(), isStackOverflow);
    }

    @Override
    public CallTarget callTarget() {
        return root.getCallTarget();
    }

    @Override
    public @Nullable Object callFromMethod(Object[] arguments) {
        // Its call target makes the root complete.
        CallTarget callTarget = callTarget();
        if (directCalls >= DIRECT_CALLS) {
            return callTarget.call(arguments);
        }
        directCalls++;
        return root.callDirectly(arguments);
    }

    private static final class Root extends DirectRootNode {
        private final FuncType type;
        private final Predicate<AbstractTruffleException> isStackOverflow;

        @Children
        private final ToWasmNode[] results;

        @Child
        private InteropLibrary executables = InteropLibrary.getFactory().createDispatched(5);

        @Child
        private InteropLibrary arrays = InteropLibrary.getFactory().createDispatched(2);

        Root(
                @Nullable TruffleLanguage<?> language,
                FuncType type,
                Predicate<AbstractTruffleException> isStackOverflow) {
            super(language);
            this.type = type;
            this.isStackOverflow = isStackOverflow;
            results = type.results().stream().map(ToWasmNode::new).toArray(ToWasmNode[]::new);
        }

        @Override
        protected @Nullable Object call(Object[] arguments) {
            Object executable = arguments[0];
            Object result;
            try {
                result = executables.execute(executable, toHost(arguments));
            } catch (UnsupportedTypeException | ArityException | UnsupportedMessageException e) {
                throw failed(executable, e);
            } catch (AbstractTruffleException e) {
                throw exhaustionOrSame(e);
            }
            return switch (results.length) {
                case 0 -> null;
                case 1 -> convert(executable, 0, result);
                default -> several(executable, result);
            };
        }

        /** Code that calls itself through the host ends as it would without the host. */
        @TruffleBoundary
        private AbstractTruffleException exhaustionOrSame(AbstractTruffleException e) {
            // Truffle polls where a call returns; one that throws may have waited, too, and methods rely on a poll
            // after it.
            TruffleSafepoint.poll(this);
            return isStackOverflow.test(e) ? Trap.stackExhausted(this) : e;
        }

        private static Object[] toHost(Object[] arguments) {
            Object[] values = new Object[arguments.length - 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = HostValues.toHost(arguments[i + 1]);
            }
            return values;
        }

        private @Nullable Object convert(Object executable, int index, Object value) {
            try {
                return results[index].execute(value);
            } catch (ToWasmNode.UnfitValue _) {
                throw wrongResult(executable, index, value);
            }
        }

        @ExplodeLoop
        private Object several(Object executable, Object result) {
            try {
                if (!arrays.hasArrayElements(result) || arrays.getArraySize(result) != results.length) {
                    throw wrongCount(executable, result);
                }
                @Nullable Object[] values = new Object[results.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = convert(executable, i, arrays.readArrayElement(result, i));
                }
                return values;
            } catch (UnsupportedMessageException | InvalidArrayIndexException e) {
                throw failed(executable, e);
            }
        }

        @TruffleBoundary
        private ArgumentError wrongResult(Object executable, int index, Object value) {
            return new ArgumentError("result " + (index + 1) + " of the host function "
                    + HostValues.describe(executable) + " must be of type "
                    + type.results().get(index) + " but is "
                    + HostValues.describe(value));
        }

        @TruffleBoundary
        private ArgumentError wrongCount(Object executable, Object result) {
            return new ArgumentError(
                    "the host function " + HostValues.describe(executable) + " must return an array of "
                            + results.length + " values but returned " + HostValues.describe(result));
        }

        @TruffleBoundary
        private static ArgumentError failed(Object executable, InteropException e) {
            return new ArgumentError(
                    "the call of the host function " + HostValues.describe(executable) + " failed: " + e.getMessage());
        }

        @Override
        public String getName() {
            return "host function " + type;
        }

        @Override
        public boolean isInternal() {
            return true;
        }

        @Override
        public boolean isCloningAllowed() {
            return true;
        }
    }
}
