// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.script.Command.Failure;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.WatParser;

/**
 * Runs the commands of a script in a polyglot context, as any embedder would.
 *
 * <p>One runner holds the instances of one script. A command that does not hold throws a {@link ScriptFailure}; the next
 * one can be run all the same. The context must allow access to host objects and their buffers.
 */
public final class ScriptRunner {
    private static final String LANGUAGE = "wasm";

    private final Context context;
    private final Appendable out;
    private final Map<String, Value> definitions = new HashMap<>();
    private final Map<String, Value> instances = new HashMap<>();
    private final Map<String, Object> registered = new HashMap<>();
    private final Map<String, RunningThread> threads = new HashMap<>();
    private @Nullable Value latestDefinition;
    private @Nullable Value latestInstance;
    private int matchingMessages;

    /** What the context of a runner must allow: the host passes objects, functions and vectors. */
    public static final HostAccess HOST_ACCESS =
            HostAccess.newBuilder(HostAccess.ALL).allowBufferAccess(true).build();

    /**
     * A runner without instances.
     *
     * @param context a context that allows {@link #HOST_ACCESS}
     * @param out what the functions of {@code spectest} print
     */
    public ScriptRunner(Context context, Appendable out) {
        this.context = context;
        this.out = out;
    }

    /** How many messages of modules that are malformed or invalid were those that the script gives. */
    public int matchingMessages() {
        return matchingMessages;
    }

    /**
     * Runs a command.
     *
     * @throws ScriptFailure when the command does not hold
     */
    public void run(Command command) throws ScriptFailure {
        switch (command) {
            case Command.Instantiate(int _, ScriptModule module) -> setInstance(module.id(), instantiate(load(module)));
            case Command.Define(int _, ScriptModule module) -> define(module.id(), load(module));
            case Command.InstantiateDefined(int _, String id, String definition) ->
                setInstance(id, instantiate(find("module", definitions, latestDefinition, definition)));
            case Command.Register(int _, String name, String instance) -> registered.put(name, instance(instance));
            case Command.Perform(int _, Action action) -> performed(action);
            case Command.AssertReturn(int _, Action action, List<Expected> results) -> assertReturn(action, results);
            case Command.AssertFailure(int _, Failure failure, Action action, String message) ->
                assertFailure(failure, message, () -> perform(action));
            case Command.AssertModuleFailure assertion -> assertModuleFailure(assertion);
            case Command.AssertException(int _, Action action) -> assertException(action);
            case Command.StartThread thread -> start(thread);
            case Command.AwaitThread(int _, String id) -> await(id);
        }
    }

    // --- Modules and instances ---

    private Value load(ScriptModule module) throws ScriptFailure {
        try {
            return eval(module.encode());
        } catch (SyntaxException e) {
            throw failure("the text of the module is malformed", e);
        } catch (PolyglotException e) {
            throw failure("the module can not be loaded", e);
        }
    }

    private Value eval(byte[] module) {
        ByteSequence bytes = ByteSequence.create(module);
        return context.eval(
                Source.newBuilder(LANGUAGE, bytes, "script").cached(false).buildLiteral());
    }

    private Value instantiate(Value module) throws ScriptFailure {
        try {
            return exports(module);
        } catch (PolyglotException e) {
            throw failure("the module can not be instantiated", e);
        }
    }

    /** The exports of a new instance. */
    private Value exports(Value module) {
        if (!registered.containsKey("spectest")) {
            registered.put("spectest", spectest());
        }
        return module.invokeMember("newInstance", ProxyObject.fromMap(registered))
                .getMember("exports");
    }

    private ProxyObject spectest() {
        ProxyObject host = ProxyObject.fromMap(Map.of("print", Spectest.print(out)));
        Map<String, Object> exports = new HashMap<>();
        for (String text : Spectest.MODULES) {
            try {
                Value instance = eval(WatParser.parse(text))
                        .invokeMember("newInstance", ProxyObject.fromMap(Map.of("host", host)))
                        .getMember("exports");
                instance.getMemberKeys().forEach(key -> exports.put(key, instance.getMember(key)));
            } catch (PolyglotException e) {
                // A proposal that the module needs is switched off: then no script that runs needs the module.
                if (text.equals(Spectest.MODULES.getFirst())) {
                    throw e;
                }
            }
        }
        return ProxyObject.fromMap(exports);
    }

    private void define(@Nullable String id, Value module) {
        latestDefinition = module;
        if (id != null) {
            definitions.put(id, module);
        }
    }

    private void setInstance(@Nullable String id, Value exports) {
        latestInstance = exports;
        if (id != null) {
            instances.put(id, exports);
        }
    }

    private Value instance(@Nullable String id) throws ScriptFailure {
        return find("instance", instances, latestInstance, id);
    }

    private static Value find(String what, Map<String, Value> map, @Nullable Value latest, @Nullable String id)
            throws ScriptFailure {
        Value found = id == null ? latest : map.get(id);
        if (found == null) {
            throw failure("there is no " + what + (id == null ? "" : " $" + id), null);
        }
        return found;
    }

    // --- Actions ---

    /** The result of an action that is to end well. */
    private Value performed(Action action) throws ScriptFailure {
        try {
            return perform(action);
        } catch (PolyglotException e) {
            throw failure("expected a result", e);
        }
    }

    private Value perform(Action action) throws ScriptFailure {
        Value export = instance(action.instance()).getMember(action.name());
        if (export == null) {
            throw failure("there is no export \"" + action.name() + "\"", null);
        }
        return switch (action) {
            case Action.Get _ -> value(action.name(), export);
            case Action.Invoke invoke -> call(invoke, export);
        };
    }

    private static Value value(String name, Value export) throws ScriptFailure {
        Value value = export.getMember("value");
        if (value == null) {
            throw failure("the export \"" + name + "\" is no global", null);
        }
        return value;
    }

    private static Value call(Action.Invoke invoke, Value export) throws ScriptFailure {
        if (!export.canExecute()) {
            throw failure("the export \"" + invoke.name() + "\" is no function", null);
        }
        return export.execute(
                invoke.arguments().stream().map(ScriptRunner::toHost).toArray());
    }

    private static @Nullable Object toHost(Constant constant) {
        return switch (constant) {
            case Constant.I32(int value) -> value;
            case Constant.I64(long value) -> value;
            case Constant.F32(int bits) -> Float.intBitsToFloat(bits);
            case Constant.F64(long bits) -> Double.longBitsToDouble(bits);
            case Constant.V128(long low, long high) ->
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0, low)
                        .putLong(8, high);
            case Constant.Null _ -> null;
            case Constant.Host(int number) -> new HostReference(number);
        };
    }

    // --- Assertions ---

    private void assertReturn(Action action, List<Expected> expected) throws ScriptFailure {
        Value actual;
        try {
            actual = perform(action);
        } catch (PolyglotException e) {
            throw failure("expected " + expected, e);
        }
        if (!matches(expected, actual)) {
            throw failure("expected " + expected + " but was " + describe(actual), null);
        }
    }

    private static boolean matches(List<Expected> expected, Value actual) {
        if (expected.isEmpty()) {
            return actual.isNull();
        }
        if (expected.size() == 1) {
            return ResultMatcher.matches(expected.getFirst(), actual);
        }
        if (!actual.hasArrayElements() || actual.getArraySize() != expected.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!ResultMatcher.matches(expected.get(i), actual.getArrayElement(i))) {
                return false;
            }
        }
        return true;
    }

    /** A value with the bits of its number, because messages about NaNs would say little otherwise. */
    private static String describe(Value value) {
        if (value.isNumber() && !value.fitsInLong() && value.fitsInDouble()) {
            return value + " (bits of f64 0x" + Long.toHexString(Double.doubleToRawLongBits(value.asDouble())) + ")";
        }
        return value.toString();
    }

    /** Something that is expected to fail. */
    private interface Attempt {
        Object run() throws ScriptFailure;
    }

    private void assertModuleFailure(Command.AssertModuleFailure assertion) throws ScriptFailure {
        String message = assertion.message();
        switch (assertion.failure()) {
            case MALFORMED, INVALID -> assertNotLoaded(assertion);
            case UNLINKABLE, TRAP, EXHAUSTION -> {
                Value module = load(assertion.module());
                assertFailure(assertion.failure(), message, () -> exports(module));
            }
        }
    }

    private void assertNotLoaded(Command.AssertModuleFailure assertion) throws ScriptFailure {
        String type;
        String message;
        try {
            eval(assertion.module().encode());
            throw failure(
                    "expected " + describe(assertion.failure(), assertion.message()) + " but it was loaded", null);
        } catch (SyntaxException e) {
            type = Failure.MALFORMED.type();
            message = e.getMessage();
        } catch (PolyglotException e) {
            type = failureType(e);
            message = message(e);
        }
        if (!type.equals(assertion.failure().type())) {
            throw failure(
                    "expected " + describe(assertion.failure(), assertion.message()) + " but was " + type + ": "
                            + message,
                    null);
        }
        if (message.startsWith(assertion.message())) {
            matchingMessages++;
        }
    }

    private void assertFailure(Failure failure, String message, Attempt attempt) throws ScriptFailure {
        try {
            Object result = attempt.run();
            throw failure("expected " + describe(failure, message) + " but was " + result, null);
        } catch (PolyglotException e) {
            if (!failureType(e).equals(failure.type()) || !message(e).startsWith(message)) {
                throw failure("expected " + describe(failure, message), e);
            }
        }
    }

    private void assertException(Action action) throws ScriptFailure {
        try {
            Value result = perform(action);
            throw failure("expected an exception but was " + describe(result), null);
        } catch (PolyglotException e) {
            if (!e.isGuestException() || !failureType(e).isEmpty()) {
                throw failure("expected an exception", e);
            }
        }
    }

    private static String describe(Failure failure, String message) {
        return failure.type() + " \"" + message + "\"";
    }

    /** The kind of an error of the engine, empty for other errors. */
    private static String failureType(PolyglotException e) {
        Value error = e.getGuestObject();
        boolean typed = error != null && error.hasMember("failureType");
        return typed ? error.getMember("failureType").asString() : "";
    }

    private static String message(PolyglotException e) {
        return String.valueOf(e.getMessage());
    }

    private static ScriptFailure failure(String message, @Nullable Throwable cause) {
        return new ScriptFailure(cause == null ? message : message + " but was: " + cause, cause);
    }

    // --- Threads ---

    /** A thread and the failure that ended it, if one did. */
    private static final class RunningThread {
        private final Thread thread;
        private volatile @Nullable ScriptFailure failure;

        RunningThread(ScriptRunner runner, List<Command> commands) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (Command command : commands) {
                        runner.run(command);
                    }
                } catch (ScriptFailure e) {
                    failure = e;
                }
            });
        }
    }

    private void start(Command.StartThread command) throws ScriptFailure {
        ScriptRunner runner = new ScriptRunner(context, out);
        if (command.shared() != null) {
            runner.instances.put(command.shared(), instance(command.shared()));
        }
        threads.put(command.id(), new RunningThread(runner, command.commands()));
    }

    private void await(String id) throws ScriptFailure {
        RunningThread running = threads.remove(id);
        if (running == null) {
            throw failure("there is no thread $" + id, null);
        }
        try {
            running.thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("waiting was interrupted", e);
        }
        ScriptFailure failure = running.failure;
        if (failure != null) {
            throw failure;
        }
    }
}
