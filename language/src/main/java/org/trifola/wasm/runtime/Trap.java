// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The abrupt end of a computation that WebAssembly code can not catch.
 *
 * <p>Specification: 4.2.1 "Results".
 */
public final class Trap extends GuestError {
    private static final long serialVersionUID = 1L;

    private final TrapKind kind;

    private Trap(TrapKind kind, String message, @Nullable Throwable cause, int limit, @Nullable Node location) {
        super(message, cause, limit, location);
        this.kind = kind;
    }

    /** A trap of compiled code: making it leaves that code valid. */
    @TruffleBoundary
    public static Trap create(TrapKind kind, @Nullable Node location) {
        return new Trap(kind, kind.message(), null, UNLIMITED_STACK_TRACE, location);
    }

    /** A trap whose message says more, such as the sizes involved. */
    @TruffleBoundary
    public static Trap create(TrapKind kind, String detail, @Nullable Node location) {
        return new Trap(kind, kind.message() + ": " + detail, null, UNLIMITED_STACK_TRACE, location);
    }

    /** A trap whose message names the element, as the official test suite has it. */
    @TruffleBoundary
    public static Trap uninitializedElement(long index, @Nullable Node location) {
        TrapKind kind = TrapKind.UNINITIALIZED_ELEMENT;
        String message = kind.message() + " " + Long.toUnsignedString(index);
        return new Trap(kind, message, null, UNLIMITED_STACK_TRACE, location);
    }

    /** The call stack is exhausted; only the innermost frames are recorded, there are thousands. */
    @TruffleBoundary
    public static Trap stackExhausted(@Nullable Node location) {
        TrapKind kind = TrapKind.CALL_STACK_EXHAUSTED;
        return new Trap(kind, kind.message(), null, 64, location);
    }

    /**
     * Initializes the classes that {@link #stackExhausted} needs, while there is stack for it: one that fails in there is lost
     * for ever, and with those of stack traces the compiler.
     */
    public static void prepareForExhaustion() {
        stackExhausted(null);
        // A frame of java.base takes a way through these classes that others do not.
        List.of(0).forEach(_ -> Objects.requireNonNull(new Throwable().getStackTrace()));
    }

    /** The same trap at a location. */
    @TruffleBoundary
    @SuppressWarnings("NullAway")
    public Trap at(@Nullable Node location) {
        return new Trap(kind, getMessage(), null, UNLIMITED_STACK_TRACE, location);
    }

    /** The reason. */
    public TrapKind kind() {
        return kind;
    }

    @Override
    public boolean hasCode() {
        return true;
    }

    @Override
    public int code() {
        return kind.code();
    }

    @Override
    public String failureType() {
        return kind.isExhaustion() ? "exhaustion" : "trap";
    }

    @Override
    public String failure() {
        return kind.message();
    }
}
