// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.nodes.ControlFlowException;
import com.oracle.truffle.api.nodes.Node;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stack of frames, which runs on a thread of its own while all others that it can hand over to wait.
 *
 * <p>The threads are only the places where frames stay: exactly one stack of a computation runs at any time. The base of a
 * computation is the thread that the host entered with.
 */
final class Stack {
    private final Stacks stacks;

    /** What the stack will run, null for a base. */
    private final @Nullable Function function;

    /** Where the stack runs, null before it is resumed for the first time. */
    private @Nullable Thread thread;

    /** Who resumed this stack, and what that one handles; null for a base and while the stack is suspended. */
    private @Nullable Stack parent;

    private @Nullable Handlers handlers;

    /** What another stack handed over: an {@link Outcome}, or an exception to throw. */
    private volatile @Nullable Object inbox;

    /** Nobody will resume the stack any more. */
    private volatile boolean dropped;

    /** Ends the frames of a stack that nobody will resume; WebAssembly code can not catch it. */
    private static final class Dropped extends ControlFlowException {
        private static final long serialVersionUID = 1L;
    }

    /** A stack that will run a function. */
    Stack(Stacks stacks, Function function) {
        this.stacks = stacks;
        this.function = function;
    }

    /** The stack of the current thread, on which the host called. */
    Stack(Stacks stacks) {
        this.stacks = stacks;
        this.function = null;
        thread = Thread.currentThread();
    }

    Stacks stacks() {
        return stacks;
    }

    @Nullable
    Stack parent() {
        return parent;
    }

    @Nullable
    Handlers handlers() {
        return handlers;
    }

    /** The function that the stack will begin with, null if it has begun. */
    @Nullable
    Function pendingFunction() {
        return thread == null ? function : null;
    }

    /** Says who has resumed this stack. */
    void attach(@Nullable Stack newParent, @Nullable Handlers newHandlers) {
        parent = newParent;
        handlers = newHandlers;
    }

    /** Says that nobody waits for the stack. */
    void detach() {
        parent = null;
        handlers = null;
    }

    /** Lets this stack go on; the caller must await its own turn. */
    void wake(Object message) {
        inbox = message;
        if (thread == null) {
            Thread newThread = stacks.newThread(this);
            thread = newThread;
            newThread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the frames of the stack. */
    void drop() {
        dropped = true;
        LockSupport.unpark(thread);
    }

    /** Waits until another stack hands over to this one. */
    Outcome await(@Nullable Node location) {
        Polling.await(location, Stack::block, this);
        return take();
    }

    private static void block(Stack stack) throws InterruptedException {
        while (stack.inbox == null && !stack.dropped) {
            LockSupport.park(stack);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private Outcome take() {
        Object message = inbox;
        inbox = null;
        return switch (message) {
            case Outcome outcome -> outcome;
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case null, default -> throw new Dropped();
        };
    }

    /** What the thread of the stack does. */
    void run() {
        Object result;
        try {
            result = Outcome.of(callFunction());
        } catch (Dropped _) {
            return;
        } catch (RuntimeException | Error e) {
            result = e;
        }
        Stack resumer = parent;
        detach();
        if (resumer != null) {
            resumer.wake(result);
        }
    }

    private @Nullable Object[] callFunction() {
        Function first = function;
        if (first == null) {
            throw new IllegalStateException("the host runs this stack");
        }
        return Stacks.results(first, first.call(take().values()));
    }
}
