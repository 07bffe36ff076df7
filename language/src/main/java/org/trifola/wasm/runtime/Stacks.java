// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of a context: what the instructions on continuations do.
 *
 * <p>It comes from the proposal Stack Switching: "Execution".
 */
public final class Stacks {
    /** Valid until the first stack is made in this process; calls from the host need not care about stacks before. */
    private static final Assumption NEVER_USED = Assumption.create("there are no continuations");

    private static final @Nullable Object[] NOTHING = {};

    /** Who makes the threads that stacks run on. */
    @FunctionalInterface
    public interface ThreadMaker {
        /**
         * Makes a thread that will run in the context.
         *
         * @throws ArgumentError when there can be none
         */
        Thread make(Runnable body);
    }

    /** Made when the first stack is suspended, because it has a thread of its own. */
    private static final class Dropping {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final ThreadMaker threadMaker;

    @SuppressWarnings("ThreadLocalUsage") // Each context has its own: a thread can be in several.
    private final ThreadLocal<@Nullable Stack> current = new ThreadLocal<>();

    /** The threads of stacks, some of which have come to their end. */
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** How many threads there are when it is time to look for ended ones. */
    private int threadsToPruneAt = 64;

    private final Set<Stack> started = ConcurrentHashMap.newKeySet();

    /** No stacks yet. */
    public Stacks(ThreadMaker threadMaker) {
        this.threadMaker = threadMaker;
    }

    /** Whether the process has made a stack. */
    static boolean areUsed() {
        return !NEVER_USED.isValid();
    }

    private Stack current() {
        Stack stack = current.get();
        if (stack == null) {
            stack = new Stack(this);
            current.set(stack);
        }
        return stack;
    }

    /** Begins a call of the host: what it runs can not suspend what the host was called from. */
    @Nullable
    @TruffleBoundary
    Stack enterFromHost() {
        Stack outer = current.get();
        current.remove();
        return outer;
    }

    /** Ends a call of the host. */
    @TruffleBoundary
    void returnToHost(@Nullable Stack outer) {
        current.set(outer);
    }

    /** Executes {@code cont.new}. */
    @TruffleBoundary
    public Continuation newContinuation(Function function) {
        NEVER_USED.invalidate();
        Stack stack = new Stack(this, function);
        return new Continuation(stack, stack, NOTHING, new AtomicBoolean());
    }

    /** A continuation of stacks, which end when it becomes unreachable. */
    Continuation newContinuation(Stack innermost, Stack outermost, @Nullable Object[] bound) {
        AtomicBoolean consumed = new AtomicBoolean();
        Continuation continuation = new Continuation(innermost, outermost, bound, consumed);
        if (innermost.pendingFunction() == null) {
            Cleaner.Cleanable _ = Dropping.CLEANER.register(continuation, () -> {
                if (!consumed.get()) {
                    drop(innermost, outermost);
                }
            });
        }
        return continuation;
    }

    private static void drop(Stack innermost, Stack outermost) {
        Stack stack = innermost;
        while (stack != null) {
            Stack next = stack == outermost ? null : stack.parent();
            stack.drop();
            stack = next;
        }
    }

    /** Executes {@code cont.bind}. */
    @TruffleBoundary
    public Continuation bind(Continuation continuation, @Nullable Object[] values, @Nullable Node location) {
        return continuation.bind(values, location);
    }

    /** Executes {@code resume}. */
    @TruffleBoundary
    public Outcome resume(
            Continuation continuation, @Nullable Object[] values, Handlers handlers, @Nullable Node location) {
        continuation.consume(location);
        Stack resumer = current();
        continuation.outermost().attach(resumer, handlers);
        continuation.innermost().wake(Outcome.of(continuation.values(values)));
        return resumer.await(location);
    }

    /** Executes {@code resume_throw} and {@code resume_throw_ref}. */
    @TruffleBoundary
    public Outcome resumeThrow(
            Continuation continuation, AbstractTruffleException exception, Handlers handlers, @Nullable Node location) {
        continuation.consume(location);
        if (continuation.innermost().pendingFunction() != null) {
            throw exception;
        }
        Stack resumer = current();
        continuation.outermost().attach(resumer, handlers);
        continuation.innermost().wake(exception);
        return resumer.await(location);
    }

    /** Executes {@code suspend}. */
    @TruffleBoundary
    public @Nullable Object[] suspend(Tag tag, @Nullable Object[] payload, @Nullable Node location) {
        Stack stack = current();
        suspend(stack, tag, payload, location);
        return stack.await(location).values();
    }

    /** Hands over to the handler of a tag. The continuation stays in no local variable of a thread that waits. */
    private void suspend(Stack stack, Tag tag, @Nullable Object[] payload, @Nullable Node location) {
        Stack outermost = findHandled(stack, tag, false, location);
        Stack resumer = outermost.parent();
        Handlers handlers = outermost.handlers();
        if (resumer == null || handlers == null) {
            throw new IllegalStateException("a stack with handlers was resumed by another one");
        }
        int handler = handlers.find(tag, false);
        outermost.detach();
        @Nullable Object[] values = Arrays.copyOf(payload, payload.length + 1);
        values[payload.length] = newContinuation(stack, outermost, NOTHING);
        resumer.wake(new Outcome(handler, values));
    }

    /** The stack whose resumption handles a tag; the search ends at the frames of the host. */
    private static Stack findHandled(Stack innermost, Tag tag, boolean forSwitch, @Nullable Node location) {
        for (Stack stack = innermost; stack != null; stack = stack.parent()) {
            Handlers handlers = stack.handlers();
            if (handlers != null && handlers.find(tag, forSwitch) >= 0) {
                return stack;
            }
        }
        throw Trap.create(TrapKind.UNHANDLED_TAG, location);
    }

    /** Executes {@code switch}. */
    @TruffleBoundary
    public @Nullable Object[] switchTo(
            Continuation target, @Nullable Object[] values, Tag tag, @Nullable Node location) {
        Stack stack = current();
        switchFrom(stack, target, values, tag, location);
        return stack.await(location).values();
    }

    private void switchFrom(
            Stack stack, Continuation target, @Nullable Object[] values, Tag tag, @Nullable Node location) {
        target.consume(location);
        Stack outermost = findHandled(stack, tag, true, location);
        target.outermost().attach(outermost.parent(), outermost.handlers());
        outermost.detach();
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = newContinuation(stack, outermost, NOTHING);
        target.innermost().wake(Outcome.of(target.values(all)));
    }

    /** The results of a function as an array. */
    static @Nullable Object[] results(Function function, @Nullable Object result) {
        return switch (function.funcType().results().size()) {
            case 0 -> NOTHING;
            case 1 -> new @Nullable Object[] {result};
            default -> (Object[]) Objects.requireNonNull(result);
        };
    }

    /** Makes the thread of a stack. */
    Thread newThread(Stack stack) {
        Thread thread = threadMaker.make(() -> run(stack));
        add(thread);
        started.add(stack);
        return thread;
    }

    /** Takes note of a thread. It stays until it is dead, for the context can not be closed while it still leaves it. */
    private synchronized void add(Thread thread) {
        if (threads.size() >= threadsToPruneAt) {
            threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            threadsToPruneAt = Math.max(64, 2 * threads.size());
        }
        threads.add(thread);
    }

    private void run(Stack stack) {
        current.set(stack);
        try {
            stack.run();
        } finally {
            started.remove(stack);
        }
    }

    /** Ends all stacks, and waits for that; the context ends. */
    public void close() {
        started.forEach(Stack::drop);
        for (Thread thread : threads) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, thread);
        }
    }
}
