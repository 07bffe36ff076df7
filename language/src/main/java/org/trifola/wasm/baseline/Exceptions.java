// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Tag;
import org.trifola.wasm.runtime.TrapKind;

/** What compiled methods ask of exceptions. Specification: 4.2.15 "Exception Instances". */
public final class Exceptions {
    private Exceptions() {}

    /** {@code throw}: the exception. */
    public static RuntimeException create(
            @Nullable Object[] payload, Instance instance, int tagIndex, Object location) {
        Tag tag = instance.tag(tagIndex);
        return tag.takesBacktrace()
                ? Backtrace.complete(new ExceptionObject(tag, payload, (Node) location))
                : new ExceptionObject(tag, payload, null);
    }

    /** {@code throw_ref}: the exception. */
    public static RuntimeException nonNull(@Nullable Object reference) {
        if (reference == null) {
            throw Backtrace.trap(TrapKind.NULL_EXCEPTION_REFERENCE);
        }
        return (AbstractTruffleException) reference;
    }

    /** Whether {@code catch_all} takes an exception. */
    public static boolean isCatchable(RuntimeException exception) {
        return exception instanceof AbstractTruffleException guest && ExceptionObject.isCatchable(guest);
    }

    /** Whether {@code catch} takes an exception. */
    public static boolean hasTag(RuntimeException exception, Instance instance, int tagIndex) {
        return exception instanceof ExceptionObject object && object.tag() == instance.tag(tagIndex);
    }

    /** The payload of an exception that has a tag. */
    public static @Nullable Object[] payload(RuntimeException exception) {
        return ((ExceptionObject) exception).payload();
    }
}
