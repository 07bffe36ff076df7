// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.NumType;

/**
 * The threads that a program started, each of which runs an instance of its own.
 *
 * <p>They are one process: a trap or an exit in one ends them all, and with them what the threads of the host run that have
 * started some. The proposal wasi-threads says what {@code thread-spawn} does.
 */
public final class WasiThreads {
    /** What a thread calls with its number and the argument of {@code thread-spawn}. */
    private static final String START = "wasi_thread_start";

    private static final FuncType START_TYPE = new FuncType(List.of(NumType.I32, NumType.I32), List.of());
    static final FuncType SPAWN_TYPE = new FuncType(List.of(NumType.I32), List.of(NumType.I32));

    /** The largest number of a thread; C libraries use the bits above. */
    private static final int MAX_ID = (1 << 29) - 1;

    /** What {@code thread-spawn} gives when there is no thread. */
    private static final int REFUSED = -1;

    /** The status of a program that an exception ended, as shells report the signal SIGABRT. */
    private static final int ABORTED = 134;

    private final Env env;
    private final Supplier<Instance> newInstance;

    /** The threads of the program, perhaps some that have come to their end. */
    private final Set<Thread> started = new HashSet<>();

    /** The threads of the host that have started some. */
    private final Set<Thread> spawners = Collections.newSetFromMap(new WeakHashMap<>());

    private int lastId;
    private boolean ended;

    /**
     * No threads yet.
     *
     * @param newInstance makes one more instance of the program's module with the same imports
     */
    public WasiThreads(Env env, Supplier<Instance> newInstance) {
        this.env = env;
        this.newInstance = newInstance;
    }

    /** Starts a thread and gives its number, negative when there can be none. */
    @TruffleBoundary
    private synchronized int spawn(int argument) {
        if (ended || lastId == MAX_ID || !env.isCreateThreadAllowed()) {
            return REFUSED;
        }
        started.removeIf(thread -> !thread.isAlive());
        int id = lastId + 1;
        try {
            Thread thread = env.newTruffleThreadBuilder(() -> run(id, argument)).build();
            thread.start();
            started.add(thread);
        } catch (IllegalStateException | OutOfMemoryError _) {
            // The context ends, or the system has no more threads.
            return REFUSED;
        }
        lastId = id;
        if (!started.contains(Thread.currentThread())) {
            spawners.add(Thread.currentThread());
        }
        return id;
    }

    private void run(int id, int argument) {
        try {
            if (!hasEnded()) {
                start(newInstance.get()).call(id, argument);
            }
        } catch (AbstractTruffleException e) {
            end(e);
        }
    }

    private static Function start(Instance instance) {
        if (instance.exports().find(START) instanceof Function function
                && START_TYPE.equals(function.type().subType().compType())) {
            return function;
        }
        throw new ProcExit(ABORTED);
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /**
     * Ends the other threads of the program, the first time.
     *
     * @param reason why this thread ends
     */
    void end(AbstractTruffleException reason) {
        Set<Thread> others;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            others = new HashSet<>(started);
            others.addAll(spawners);
        }
        others.remove(Thread.currentThread());
        // Nobody waits here: a thread that does not run any more in the context has nothing to end.
        Future<Void> _ = env.submitThreadLocal(others.toArray(Thread[]::new), new ThreadLocalAction(true, false) {
            @Override
            protected void perform(Access access) {
                throw forOtherThread(reason);
            }
        });
    }

    /** Exceptions belong to the thread that threw them: they have its stack. */
    private static AbstractTruffleException forOtherThread(AbstractTruffleException reason) {
        return switch (reason) {
            case ProcExit exit -> new ProcExit(exit.status());
            case Trap trap -> Trap.create(trap.kind(), "in another thread of the program", null);
            default -> new ProcExit(ABORTED);
        };
    }

    /** Ends all threads that the program started, and waits for that; the context ends. */
    public void close() {
        synchronized (this) {
            spawners.clear();
        }
        end(new ProcExit(0));
        Set<Thread> threads;
        synchronized (this) {
            threads = new HashSet<>(started);
        }
        for (Thread thread : threads) {
            TruffleSafepoint.setBlockedThreadInterruptible(null, Thread::join, thread);
        }
    }

    /** The code of {@code thread-spawn}; the closure is the program's {@link WasiThreads}. */
    static final class SpawnCode extends Code {
        private final CallTarget callTarget;

        SpawnCode(TruffleLanguage<?> language) {
            callTarget = new Root(language).getCallTarget();
        }

        @Override
        public CallTarget callTarget() {
            return callTarget;
        }

        private static final class Root extends RootNode {
            Root(TruffleLanguage<?> language) {
                super(language);
            }

            @Override
            public @Nullable Object execute(VirtualFrame frame) {
                Object[] arguments = frame.getArguments();
                return ((WasiThreads) arguments[0]).spawn((int) arguments[1]);
            }

            @Override
            public String getName() {
                return "thread-spawn";
            }

            @Override
            public boolean isInternal() {
                return true;
            }
        }
    }
}
