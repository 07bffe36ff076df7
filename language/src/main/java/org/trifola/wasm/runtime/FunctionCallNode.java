// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint.CompiledInterruptibleFunction;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ValType;

/** Calls functions of one code from another language: converts the arguments, calls, converts the results. */
public final class FunctionCallNode extends Node {
    private final DefType type;
    private final boolean mayTailCall;

    @Children
    private final ToWasmNode[] parameters;

    private final CallTarget target;

    /** Made at the second call: a program's entry point is called once, and at the start of a process a node is dear. */
    @Child
    private @Nullable DirectCallNode callNode;

    private boolean isWarm;

    private final @Nullable Polling polling;

    /** Calls the function; a constant of the node, as Truffle wants it. */
    private final CompiledInterruptibleFunction<@Nullable Object[], @Nullable Object> callee;

    private FunctionCallNode(Function function) {
        type = function.type();
        List<ValType> types = function.funcType().params();
        parameters = new ToWasmNode[types.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = new ToWasmNode(types.get(i));
        }
        target = function.code().callTarget();
        mayTailCall = function.code().mayTailCall();
        polling = function.polling();
        callee = this::call;
    }

    static FunctionCallNode create(Function function) {
        return new FunctionCallNode(function);
    }

    /** Calls a function whose code this node was made for. */
    @ExplodeLoop
    Object execute(Function function, Object[] arguments) {
        if (arguments.length != parameters.length) {
            throw wrongArity(function, parameters.length, arguments.length);
        }
        @Nullable Object[] all = new Object[parameters.length + 1];
        all[0] = function.closure();
        for (int i = 0; i < parameters.length; i++) {
            try {
                all[i + 1] = parameters[i].execute(arguments[i]);
            } catch (ToWasmNode.UnfitValue _) {
                throw wrongArgument(function, i, arguments[i]);
            }
        }
        try {
            @Nullable
            Object result = polling != null && polling.isWatching() ? polling.call(this, callee, all) : call(all);
            return HostValues.resultToHost(mayTailCall ? completeTailCalls(result) : result);
        } catch (Trap trap) {
            if (function.closure() instanceof Instance instance) {
                instance.trapped(trap);
            }
            throw trap;
        }
    }

    private @Nullable Object call(@Nullable Object[] arguments) {
        return Stacks.areUsed() ? callOnNewBase(arguments) : callTarget(arguments);
    }

    private @Nullable Object callTarget(@Nullable Object[] arguments) {
        if (callNode == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            if (!isWarm) {
                isWarm = true;
                return target.call(this, arguments);
            }
            callNode = insert(DirectCallNode.create(target));
        }
        return callNode.call(arguments);
    }

    private @Nullable Object callOnNewBase(@Nullable Object[] arguments) {
        if (!(arguments[0] instanceof Instance instance)) {
            return callTarget(arguments);
        }
        Stacks stacks = stacks(instance);
        Stack outer = stacks.enterFromHost();
        try {
            return callTarget(arguments);
        } finally {
            stacks.returnToHost(outer);
        }
    }

    @TruffleBoundary
    private static Stacks stacks(Instance instance) {
        return instance.module().upcalls().stacks();
    }

    @TruffleBoundary
    private static @Nullable Object completeTailCalls(@Nullable Object result) {
        return TailCall.complete(result);
    }

    @TruffleBoundary
    private static ArgumentError wrongArity(Function function, int expected, int given) {
        return new ArgumentError(function.displayName() + " expects " + expected + " argument(s) but got " + given);
    }

    @TruffleBoundary
    private ArgumentError wrongArgument(Function function, int index, Object value) {
        String name = function.parameterName(index);
        String parameter = name == null ? "" : " ($" + name + ")";
        return new ArgumentError("argument " + (index + 1) + parameter + " of " + function.displayName()
                + " must be of type "
                + type.funcType().params().get(index) + " but is " + HostValues.describe(value));
    }
}
