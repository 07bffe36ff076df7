// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;
import com.oracle.truffle.api.TruffleSafepoint.Interruptible;
import com.oracle.truffle.api.TruffleSafepoint.InterruptibleFunction;
import com.oracle.truffle.api.nodes.Node;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How the functions of an engine that run as methods of the virtual machine notice that somebody wants something of their
 * thread: a host that cancels or interrupts, a debugger, a profiler.
 *
 * <p>Loops that poll for it are slow, since the compiler of the virtual machine keeps the variables of a loop in memory when
 * there is a call in it, however unlikely. So they do not poll, they are <em>quiet</em>: Truffle is told that whoever calls
 * from outside is blocked, and by what its thread can be interrupted. That is this object, which then changes what a call
 * site does on which all loops depend, and the virtual machine discards the code that was compiled without polls.
 *
 * <p>This pays where calls take long and interruptions are rare. Elsewhere methods count, and poll when they have counted down.
 */
public final class Polling implements TruffleSafepoint.Interrupter {
    /** How many times a loop runs, or functions are called, between two polls; they take far less than a millisecond. */
    public static final int INTERVAL = 10_000;

    /** How often compiled code is discarded for an interruption before methods count for good. */
    private static final int MAX_ALERTS = 3;

    /** Telling Truffle costs some 50 ns a call. Methods count for good when so many calls come in less than half a second. */
    private static final int CALLS_BETWEEN_LOOKS = 100_000;

    private static final long SHORT_TIME = TimeUnit.MILLISECONDS.toNanos(500);

    private enum State {
        /** Methods count, until it pays to ask what the virtual machine can do. */
        UNDECIDED,
        /** Methods do not poll. */
        QUIET,
        /** Methods count, for Truffle wants something of some threads. */
        ALERT,
        /** Methods count for good, and Truffle is not told about calls. */
        COUNTING
    }

    private final BooleanSupplier canBeQuiet;
    private final LongSupplier nanoTime;
    private final Assumption isWatching = Assumption.create("calls from outside are watched");

    /** The threads of which Truffle wants something. */
    private final Set<Thread> wanted = Collections.newSetFromMap(new WeakHashMap<>());

    private volatile State state = State.UNDECIDED;
    private @Nullable MutableCallSite quietness;
    private int alerts;
    private int calls;
    private long lastLook;

    /**
     * Begins by counting.
     *
     * @param canBeQuiet whether the virtual machine stops compiled loops soon when it discards their code; asked when a program
     *     has run for some time
     */
    public Polling(BooleanSupplier canBeQuiet) {
        this(canBeQuiet, System::nanoTime);
    }

    Polling(BooleanSupplier canBeQuiet, LongSupplier nanoTime) {
        this.canBeQuiet = canBeQuiet;
        this.nanoTime = nanoTime;
        lastLook = nanoTime.getAsLong();
    }

    /** Whether calls from outside have to go through {@link #call}; once they have not, they never have. */
    boolean isWatching() {
        return isWatching.isValid();
    }

    /** Calls a function from outside. */
    @Nullable
    Object call(
            @Nullable Node location,
            InterruptibleFunction<@Nullable Object[], @Nullable Object> callee,
            @Nullable Object[] arguments) {
        count();
        try {
            return TruffleSafepoint.getCurrent().setBlockedFunction(location, this, callee, arguments, null, null);
        } finally {
            if (state == State.ALERT) {
                poll(location);
            }
        }
    }

    private void count() {
        if (++calls >= CALLS_BETWEEN_LOOKS) {
            look();
        }
    }

    @TruffleBoundary
    private synchronized void look() {
        long now = nanoTime.getAsLong();
        if (now - lastLook < SHORT_TIME) {
            become(State.COUNTING);
        }
        calls = 0;
        lastLook = now;
    }

    /**
     * Waits in the middle of a call. Only the wait is told what Truffle wants until it ends, so there is a poll then.
     *
     * @param wait what waits, and can be interrupted
     * @param object its argument
     */
    static <T> void await(@Nullable Node location, Interruptible<T> wait, T object) {
        TruffleSafepoint.setBlockedThreadInterruptible(location, wait, object);
        TruffleSafepoint.poll(location);
    }

    /** Lets Truffle do what it wants of this thread, which may end in an exception. */
    @TruffleBoundary
    public void poll(@Nullable Node location) {
        try {
            TruffleSafepoint.poll(location);
        } finally {
            if (state != State.COUNTING) {
                polled();
            }
        }
    }

    private synchronized void polled() {
        wanted.remove(Thread.currentThread());
        if (!wanted.isEmpty()) {
            return;
        }
        if (state == State.UNDECIDED) {
            become(canBeQuiet.getAsBoolean() ? State.QUIET : State.COUNTING);
        } else if (state == State.ALERT) {
            become(alerts < MAX_ALERTS ? State.QUIET : State.COUNTING);
        }
    }

    @Override
    public synchronized void interrupt(Thread thread) {
        wanted.add(thread);
        if (state == State.QUIET) {
            alerts++;
            become(State.ALERT);
        }
    }

    /** Does nothing: that Truffle has called this back does not mean that the thread did what is wanted. */
    @Override
    public void resetInterrupted() {}

    private void become(State next) {
        state = next;
        if (next == State.COUNTING) {
            isWatching.invalidate();
        }
        if (quietness != null) {
            quietness.setTarget(answer(next == State.QUIET));
            MutableCallSite.syncAll(new MutableCallSite[] {quietness});
        }
    }

    /**
     * Tells methods whether they need not count; the virtual machine discards what was compiled for one answer when it changes.
     */
    public synchronized CallSite quietness() {
        if (quietness == null) {
            quietness = new MutableCallSite(answer(state == State.QUIET));
        }
        return quietness;
    }

    private static MethodHandle answer(boolean isQuiet) {
        return MethodHandles.constant(boolean.class, isQuiet);
    }
}
