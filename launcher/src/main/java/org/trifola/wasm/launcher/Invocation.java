// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.PrintStream;
import java.util.List;
import org.graalvm.polyglot.Value;

/** The call of an exported function with words of the command line. */
final class Invocation {
    private final String name;
    private final Value function;

    private Invocation(String name, Value function) {
        this.name = name;
        this.function = function;
    }

    static Invocation of(Value exports, String name) {
        Value function = exports.getMember(name);
        if (function == null || !function.canExecute()) {
            throw CommandException.usage("the module exports no function '" + name + "'");
        }
        return new Invocation(name, function);
    }

    /** Calls the function and prints its results, one a line. */
    void run(List<String> words, PrintStream out) {
        Value result = function.execute(arguments(words));
        Value types = type("results");
        long count = types.getArraySize();
        for (long i = 0; i < count; i++) {
            Value value = count == 1 ? result : result.getArrayElement(i);
            out.println(Numbers.format(value, types.getArrayElement(i).asString()));
        }
    }

    private Value type(String part) {
        return function.getMember("type").getMember(part);
    }

    private Object[] arguments(List<String> words) {
        Value types = type("parameters");
        if (types.getArraySize() != words.size()) {
            throw CommandException.usage(
                    "function '" + name + "' takes " + types.getArraySize() + " arguments, not " + words.size());
        }
        Object[] values = new Object[words.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Numbers.parse(words.get(i), types.getArrayElement(i).asString());
        }
        return values;
    }
}
