// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.trifola.wasm.text.WatParser;

/**
 * An instance of a module whose exported functions say whether they are methods: they call {@code $look}, which every module
 * here imports.
 */
final class Methods {
    private final Value exports;
    private boolean isMethod;
    private boolean usedObjects;

    /** Instantiates a module of the given fields. */
    Methods(Context context, String fields) {
        String text = "(module (import \"host\" \"look\" (func $look)) " + fields + ")";
        Source source = Source.newBuilder("wasm", ByteSequence.create(WatParser.parse(text)), "test")
                .buildLiteral();
        ProxyExecutable look = _ -> {
            isMethod = isOnStack("wasm.F");
            usedObjects = isOnStack("wasm.V");
            return null;
        };
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("look", look))));
        exports = context.eval(source).newInstance(imports).getMember("exports");
    }

    private static boolean isOnStack(String prefix) {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(prefix)));
    }

    /** Whether vectors were objects in a method that called {@code $look} last. */
    boolean usedObjects() {
        return usedObjects;
    }

    /** Calls a function that must be a method. */
    Value run(String name, Object... arguments) {
        isMethod = false;
        Value result = exports.getMember(name).execute(arguments);
        assertTrue(isMethod, name);
        return result;
    }

    /** Calls a function, whatever it is. */
    Value call(String name, Object... arguments) {
        return exports.getMember(name).execute(arguments);
    }

    /** Whether a function is a method. */
    boolean isMethod(String name, Object... arguments) {
        isMethod = false;
        exports.getMember(name).execute(arguments);
        return isMethod;
    }

    /** The lines of a trap's backtrace. */
    static List<String> backtrace(PolyglotException trap) {
        Value backtrace = trap.getGuestObject().getMember("backtrace");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < backtrace.getArraySize(); i++) {
            lines.add(backtrace.getArrayElement(i).asString());
        }
        return lines;
    }
}
