// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Polling;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.TailCall;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;
import org.trifola.wasm.syntax.DefType;

/**
 * Calls of compiled methods that do not go from method to method, boxing, and the poll that lets a host stop them.
 *
 * <p>Specification: 4.4.10 "Function Calls".
 */
public final class Calls {
    private Calls() {}

    /**
     * Gives the host the chance to cancel. Just too long for HotSpot's first tiers to inline it at each loop, which a test keeps so.
     *
     * @return {@link Polling#INTERVAL}
     */
    public static int poll(Instance instance) {
        try {
            instance.module().upcalls().polling().poll(PollLocation.INSTANCE);
        } finally {
            instance.restartPollCountdown();
        }
        return Polling.INTERVAL;
    }

    /** Polls when so many functions were called. */
    public static void countCall(Instance instance) {
        if (instance.isPollDue()) {
            int _ = poll(instance);
        }
    }

    /** A node for safepoints, which want one. */
    static Node pollLocation() {
        return PollLocation.INSTANCE;
    }

    private static final class PollLocation extends Node {
        static final PollLocation INSTANCE = new PollLocation();
    }

    /** An imported function. */
    public static Function imported(Instance instance, int functionIndex) {
        return instance.importedFunction(functionIndex);
    }

    /** {@code ref.func}. */
    public static Object reference(Instance instance, int functionIndex) {
        return instance.function(functionIndex);
    }

    /** The function that {@code call_indirect} calls; the index is unsigned. */
    public static Function indirect(long index, Instance instance, int tableIndex, DefType type) {
        Table table = instance.table(tableIndex);
        if (!table.contains(index)) {
            throw Backtrace.trap(TrapKind.UNDEFINED_ELEMENT);
        }
        Function function = (Function) table.get((int) index);
        if (function == null) {
            throw Backtrace.complete(Trap.uninitializedElement(index, Backtrace.location()));
        }
        if (function.type() != type && !function.type().isSubtypeOf(type)) {
            throw Backtrace.trap(TrapKind.INDIRECT_CALL_TYPE_MISMATCH);
        }
        return function;
    }

    /** The function that {@code call_ref} calls. */
    public static Function nonNull(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_FUNCTION_REFERENCE);
        }
        return (Function) reference;
    }

    /** Where compiled methods enter a function. */
    public static Entry entry(Function function, Instance caller) {
        Entry entry = function.code().entry();
        return entry != null ? entry : caller.module().upcalls().entry(function);
    }

    /** Calls a function of the module that stayed with the nodes. */
    public static @Nullable Object callNodes(@Nullable Object[] arguments, Instance instance, int functionIndex) {
        return callCode(arguments, instance.module().code(functionIndex));
    }

    /** Calls whatever is not a compiled method. */
    public static @Nullable Object callCode(@Nullable Object[] arguments, Code code) {
        return complete(callTarget(arguments, code));
    }

    /** Calls code that is no method, and leaves tail calls to the caller. */
    @SuppressWarnings("NullAway") // Arguments that are null references look like others to whoever reads them.
    public static @Nullable Object callTarget(@Nullable Object[] arguments, Code code) {
        try {
            return code.callFromMethod(arguments);
        } catch (AbstractTruffleException exception) {
            throw Backtrace.completeUnlessCommon(exception);
        }
    }

    /** As {@link #callNodes(Object[], Instance, int)}, and notes a tail call that is left. */
    public static @Nullable Object callNodes(
            @Nullable Object[] arguments, Instance instance, int functionIndex, TailChain chain) {
        return callCode(arguments, instance.module().code(functionIndex), chain);
    }

    /** As {@link #callCode(Object[], Code)}, and notes a tail call that is left. */
    public static @Nullable Object callCode(@Nullable Object[] arguments, Code code, TailChain chain) {
        Object result = callTarget(arguments, code);
        return result instanceof TailCall next ? chain.leave(next) : result;
    }

    /** Leaves the call of a function of the module to the start of the chain. */
    public static @Nullable Object leave(
            @Nullable Object[] arguments, Instance instance, int functionIndex, TailChain chain) {
        return chain.leave(new TailCall(instance.module().code(functionIndex), arguments));
    }

    /** Makes the calls that are left of a chain. */
    public static @Nullable Object complete(TailChain chain) {
        return complete(chain.resultOrNext(null));
    }

    private static @Nullable Object complete(@Nullable Object result) {
        Object current = result;
        while (current instanceof TailCall next) {
            TruffleSafepoint.poll(PollLocation.INSTANCE);
            current = callBoxed(next.arguments(), next.code());
        }
        return current;
    }

    /** Calls a method directly: its call target would show in backtraces even after the next tail call. */
    private static @Nullable Object callBoxed(@Nullable Object[] arguments, Code code) {
        // A function of a module becomes a method now, if it can.
        code.callTarget();
        Entry entry = code.entry();
        try {
            return entry != null ? entry.callBoxed(arguments) : callTarget(arguments, code);
        } finally {
            // See EntryRootNode: the arguments hold the instance.
            Reference.reachabilityFence(arguments);
        }
    }

    public static int unboxI32(Object value) {
        return (int) value;
    }

    public static void put(int value, Object[] tuple, int index) {
        tuple[index] = value;
    }

    public static long unboxI64(Object value) {
        return (long) value;
    }

    public static void put(long value, Object[] tuple, int index) {
        tuple[index] = value;
    }

    public static float unboxF32(Object value) {
        return (float) value;
    }

    public static void put(float value, Object[] tuple, int index) {
        tuple[index] = value;
    }

    public static double unboxF64(Object value) {
        return (double) value;
    }

    public static void put(double value, Object[] tuple, int index) {
        tuple[index] = value;
    }

    public static void put(@Nullable Object value, @Nullable Object[] tuple, int index) {
        tuple[index] = value;
    }
}
