// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.ExceptionObject;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.StackFrame;
import org.trifola.wasm.runtime.Trap;
import org.trifola.wasm.runtime.TrapKind;

/**
 * Adds compiled methods to the stack traces of exceptions.
 *
 * <p>Truffle notes the call targets that an exception leaves, and between methods there are none. So when an exception
 * arises in a method or comes out of a call target into one, the stack of the virtual machine is walked up to the method's
 * entry, and for each frame the exception is sent through a call target that does nothing but throw it.
 */
final class Backtrace {
    /** More frames of one entry than this are left out, the outermost ones. */
    private static final int MAX_FRAMES = 256;

    private static final int MAX_EXHAUSTED_FRAMES = 64;

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Backtrace() {}

    /** A trap of the method that called the caller. */
    static Trap trap(TrapKind kind) {
        return complete(Trap.create(kind, location()));
    }

    /** A trap that arose without a location, below the innermost method. */
    static Trap locate(Trap trap) {
        return complete(trap.at(location()));
    }

    /**
     * The trap of the method that called the caller where it looks for several accesses, see {@link BoundsChecks}.
     *
     * @param byteSize the size that was too small; another thread may let the memory grow at any time
     */
    static Trap outOfBounds(long address, long byteSize, Memory memory) {
        List<Place> places = places();
        Place place = places.getFirst();
        BoundsChecks.Access access = BoundsChecks.of(place.function).firstOutOfBounds(place.offset, address, byteSize);
        places.set(0, new Place(place.function, access.offset(), false));
        Trap trap = memory.outOfBounds(address + access.end() - access.width(), access.width(), places.getFirst());
        addAll(trap, places);
        return trap;
    }

    /** The instruction at which the innermost method stands. */
    static @Nullable Node location() {
        List<Place> places = places();
        return places.isEmpty() ? null : places.getFirst();
    }

    /** The trap for a stack that was exhausted below an entry; only the innermost methods of its module are added. */
    static Trap stackExhausted(StackOverflowError error, Entry entry) {
        ModuleClasses classes = (ModuleClasses) entry.getClass().getClassLoader();
        List<Place> places = new ArrayList<>();
        Innermost innermost = new Innermost();
        for (StackTraceElement element : error.getStackTrace()) {
            if (places.size() < MAX_EXHAUSTED_FRAMES
                    && innermost.test(element.getMethodName())
                    && element.getLineNumber() != LineNumbers.LEFT
                    && classes.getName().equals(element.getClassLoaderName())) {
                Place place = place(classes, element.getClassName(), element.getMethodName(), element.getLineNumber());
                if (place != null) {
                    places.add(place);
                }
            }
        }
        Trap trap = Trap.stackExhausted(places.isEmpty() ? null : places.getFirst());
        addAll(trap, places);
        return trap;
    }

    /** As {@link #complete}, unless exceptions like this one are thrown and caught all the time. */
    static <T extends AbstractTruffleException> T completeUnlessCommon(T exception) {
        return exception instanceof ExceptionObject object && !object.tag().takesBacktrace()
                ? exception
                : complete(exception);
    }

    /** Adds the methods up to the entry to an exception that is about to be thrown in the innermost one. */
    static <T extends AbstractTruffleException> T complete(T exception) {
        addAll(exception, places());
        return exception;
    }

    private static void addAll(AbstractTruffleException exception, List<Place> places) {
        for (int i = 0; i + 1 < places.size(); i++) {
            pass(exception, places.get(i), places.get(i + 1));
        }
    }

    /** Notes a frame; the entry's root node does it for the outermost one. */
    private static void pass(AbstractTruffleException exception, Place place, Place caller) {
        try {
            place.target().call(caller, exception);
        } catch (AbstractTruffleException _) {
            // Thrown to be noted.
        }
    }

    private static List<Place> places() {
        Innermost innermost = new Innermost();
        return WALKER.walk(frames -> places(frames.takeWhile(frame -> frame.getDeclaringClass() != EntryRootNode.class)
                .filter(frame -> innermost.test(frame.getMethodName()))
                .map(Backtrace::place)
                .filter(Objects::nonNull)
                .iterator()));
    }

    /** Selects from the frames of a stack the innermost one of each function: that of a part, not those of its callers. */
    private static final class Innermost {
        private boolean isInPart;

        boolean test(String method) {
            boolean isPart = Part.isName(method);
            boolean isWanted = !isInPart && (isPart || method.equals(ModuleClasses.CALL));
            if (isPart || method.equals(ModuleClasses.CALL)) {
                isInPart = isPart;
            }
            return isWanted;
        }
    }

    /** The places that were not left; and the outermost one, whatever it is, for which the entry's root node stands. */
    private static List<Place> places(Iterator<Place> all) {
        List<Place> places = new ArrayList<>();
        while (all.hasNext() && places.size() < MAX_FRAMES) {
            Place place = all.next();
            if (!place.isLeft || !all.hasNext()) {
                places.add(place);
            }
        }
        return places;
    }

    /** The instruction at an offset of the module. */
    static Node place(FunctionCode function, int offset) {
        return new Place(function, offset, false);
    }

    private static @Nullable Place place(StackWalker.StackFrame frame) {
        return frame.getDeclaringClass().getClassLoader() instanceof ModuleClasses classes
                ? place(classes, frame.getClassName(), frame.getMethodName(), frame.getLineNumber())
                : null;
    }

    private static @Nullable Place place(ModuleClasses classes, String className, String method, int line) {
        FunctionCode function = classes.compiledFunction(className);
        return function == null
                ? null
                : new Place(function, classes.offset(className, method, line), line == LineNumbers.LEFT);
    }

    /** An instruction of a method, as a node. */
    private static final class Place extends Node implements StackFrame.OfNode {
        private final FunctionCode function;
        private final int offset;

        /** Whether the method has made a tail call, or only calls another one. */
        private final boolean isLeft;

        Place(FunctionCode function, int offset, boolean isLeft) {
            this.function = function;
            this.offset = offset;
            this.isLeft = isLeft;
        }

        CallTarget target() {
            RootNode root = ((RootCallTarget) function.callTarget()).getRootNode();
            return EntryRootNode.rethrower(root.getLanguage(WasmLanguage.class), function);
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public @Nullable SourceSection getSourceSection() {
            return offset == LineNumbers.UNKNOWN ? null : function.module().instructionSection(offset);
        }
    }
}
