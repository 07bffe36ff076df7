// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kinds of errors but traps, as programs of JavaScript and Python tell them apart; those of Java are in {@code ErrorTest} and
 * {@code CancelTest} of the language, traps in {@link TrapsTest}.
 */
@Timeout(120)
class ErrorsTest {
    private static final String MODULE = """
            (module $errors
              (import "host" "f" (func $f (param externref) (result i32)))
              (tag $tag (param i32))
              (func $deep (export "deep") (call $deep) (call $deep))
              (func (export "throw") (throw $tag (i32.const 7)))
              (func $take (export "take") (param $n i64))
              (func (export "call") (param externref) (result i32) (call $f (local.get 0)))
              (func (export "catch_all") (param externref) (result i32)
                (block (try_table (catch_all 0) (return (call $f (local.get 0)))))
                (i32.const -1))
              (func (export "loop") (drop (call $f (ref.null extern))) (loop $l (br $l)))
              (func (export "works") (result i32) (i32.const 5)))
            """;

    private static final String EXITING = """
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "exit") (call $exit (i32.const 42))))
            """;

    private static final Hosts JAVASCRIPT = new Hosts("js", true);
    private static final Hosts PYTHON = new Hosts("python", true);

    /** What a function of Java has thrown last. */
    private static final AtomicReference<RuntimeException> THROWN = new AtomicReference<>();

    /** What the module imports when nothing of JavaScript or Python is asked for. */
    private static final AtomicReference<ProxyExecutable> HOST = new AtomicReference<>(_ -> 0);

    @BeforeAll
    static void define() {
        ProxyExecutable throwing = _ -> {
            RuntimeException e = new RuntimeException("of Java");
            THROWN.set(e);
            throw e;
        };
        for (Hosts hosts : new Hosts[] {JAVASCRIPT, PYTHON}) {
            Value bindings = hosts.context().getPolyglotBindings();
            ProxyExecutable f = arguments -> HOST.get().execute(arguments);
            bindings.putMember("module", hosts.module(MODULE));
            bindings.putMember("exiting", hosts.exports(EXITING));
            bindings.putMember("withJava", hosts.exports(MODULE, Map.of("host", Map.of("f", f))));
            bindings.putMember("ofJava", throwing);
        }
        JAVASCRIPT.context().getBindings("js").putMember("bytes", JAVASCRIPT.bytes(MODULE));
        JAVASCRIPT.context().getBindings("js").putMember("invalid", JAVASCRIPT.bytes("(module (func (result i32)))"));
        JAVASCRIPT.eval("js", """
                const module = Polyglot.import('module');
                const withJava = Polyglot.import('withJava');
                const exiting = Polyglot.import('exiting');
                const parse = (text) => Polyglot.eval('application/wasm-text', text);
                const mine = new RangeError('mine');
                const f = (what) => {
                    if (what === 'throw') {
                        throw mine;
                    }
                    return what;
                };
                const w = module.newInstance({host: {f}}).exports;
                const a = new WebAssembly.Instance(new WebAssembly.Module(bytes), {host: {f}}).exports;

                // What a program does to tell errors of the polyglot API apart.
                function caught(task) {
                    try {
                        task();
                        return 'nothing';
                    } catch (e) {
                        if (e === mine) {
                            return 'mine';
                        }
                        if (e.failureType !== undefined) {
                            return e.failureType + ': ' + e.message;
                        }
                        return (e.tag !== undefined ? 'exception' : 'other') + ': ' + e.message;
                    }
                }

                // What a program does to tell errors of WebAssembly apart.
                function caughtByClass(task) {
                    try {
                        task();
                        return 'nothing';
                    } catch (e) {
                        return e === mine ? 'mine' : e.name + ' ' + (e instanceof WebAssembly[e.name]) + ': ' + e.message;
                    }
                }
                """);
        PYTHON.eval("python", """
                import polyglot

                module = polyglot.import_value("module")
                with_java = polyglot.import_value("withJava")
                exiting = polyglot.import_value("exiting")

                def parse(text):
                    return polyglot.eval(language="application/wasm-text", string=text)

                class Mine(Exception):
                    pass

                def f(what):
                    if what == "throw":
                        raise Mine("mine")
                    return what

                w = module.newInstance({"host": {"f": f}}).exports

                def caught(task):
                    try:
                        task()
                        return "nothing"
                    except Mine as error:
                        return str(error)
                    except polyglot.ForeignException as error:
                        if hasattr(error, "failureType"):
                            return error.failureType + ": " + error.message
                        if hasattr(error, "tag"):
                            return "exception: " + error.message
                        return "other: " + str(error)
                """);
    }

    @AfterAll
    static void close() {
        JAVASCRIPT.close();
        PYTHON.close();
    }

    private static void assertWorks(Hosts hosts) {
        assertEquals(
                5,
                hosts.context()
                        .getPolyglotBindings()
                        .getMember("withJava")
                        .invokeMember("works")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            parse('(fun')                        | malformed: unknown operator fun (at line 1, column 2)
            parse('(module (func (result i32)))') | invalid: type mismatch: end expected i32 but found nothing (at byte 0x18 in function 0)
            module.newInstance({})               | unlinkable: unknown import: `host::f` (func) was not given
            module.newInstance({host: {f: w.take}}) | unlinkable: incompatible import type
            w.deep()                             | exhaustion: call stack exhausted
            w.throw()                            | exception: uncaught WebAssembly exception (7)
            w.take()                             | internal: function take expects 1 argument(s) but got 0
            w.take('x')                          | internal: argument 1 ($n) of function take must be of type i64 but is x (string)
            w.call('x')                          | internal: result 1 of the host function
            w.call('throw')                      | mine
            Polyglot.import('ofJava')()          | other: of Java
            """)
    void javascript(String task, String expected) {
        assertStart(
                expected, JAVASCRIPT.eval("js", "caught(() => " + task + ")").asString());
        assertWorks(JAVASCRIPT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            new WebAssembly.Module(new Uint8Array([0, 97, 115, 109])) | CompileError true:
            new WebAssembly.Module(invalid)      | CompileError true:
            new WebAssembly.Instance(new WebAssembly.Module(bytes), {host: {}}) | LinkError true:
            new WebAssembly.Instance(new WebAssembly.Module(bytes), {host: {f: a.take}}) | LinkError true: incompatible import type
            a.deep()                             | RuntimeError true: call stack exhausted
            a.throw()                            | RuntimeError true: uncaught WebAssembly exception (7)
            a.call('throw')                      | mine
            """)
    void javascript_by_the_classes_of_its_object_webassembly(String task, String expected) {
        assertStart(
                expected,
                JAVASCRIPT.eval("js", "caughtByClass(() => " + task + ")").asString());
        assertWorks(JAVASCRIPT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            parse('(fun')                        | malformed: unknown operator fun (at line 1, column 2)
            parse('(module (func (result i32)))') | invalid: type mismatch: end expected i32 but found nothing (at byte 0x18 in function 0)
            module.newInstance({})               | unlinkable: unknown import: `host::f` (func) was not given
            module.newInstance({"host": {"f": w.take}}) | unlinkable: incompatible import type
            w.deep()                             | exhaustion: call stack exhausted
            getattr(w, 'throw')()                | exception: uncaught WebAssembly exception (7)
            w.take()                             | internal: function take expects 1 argument(s) but got 0
            w.take('x')                          | internal: argument 1 ($n) of function take must be of type i64 but is x (string)
            w.call('x')                          | internal: result 1 of the host function
            w.call('throw')                      | mine
            """)
    void python(String task, String expected) {
        assertStart(
                expected, PYTHON.eval("python", "caught(lambda: " + task + ")").asString());
        assertWorks(PYTHON);
    }

    private static void assertStart(String expected, String actual) {
        assertTrue(actual.startsWith(expected), actual);
    }

    @Test
    void exceptions_of_the_language_are_caught_by_webassembly_code() {
        assertEquals(-1, JAVASCRIPT.eval("js", "w.catch_all('throw')").asInt());
        assertEquals(-1, JAVASCRIPT.eval("js", "a.catch_all('throw')").asInt());
        assertEquals(-1, PYTHON.eval("python", "w.catch_all('throw')").asInt());
        assertEquals(3, PYTHON.eval("python", "w.catch_all(3)").asInt());
    }

    @Test
    void exceptions_of_java_pass_through_all_languages() {
        PolyglotException e = assertThrows(
                PolyglotException.class,
                () -> JAVASCRIPT.eval(
                        "js", "module.newInstance({host: {f: Polyglot.import('ofJava')}}).exports.call(null)"));
        assertSame(THROWN.get(), e.asHostException());
        e = assertThrows(
                PolyglotException.class,
                () -> PYTHON.eval(
                        "python",
                        "module.newInstance({\"host\": {\"f\": polyglot.import_value('ofJava')}})"
                                + ".exports.call(None)"));
        assertSame(THROWN.get(), e.asHostException());
    }

    @ParameterizedTest
    @CsvSource({"js, exiting.exit()", "python, exiting.exit()"})
    void exit_of_a_program_leaves_the_context_usable(String language, String script) {
        Hosts hosts = language.equals("js") ? JAVASCRIPT : PYTHON;
        PolyglotException e = assertThrows(PolyglotException.class, () -> hosts.eval(language, script));
        assertTrue(e.isExit());
        assertEquals(42, e.getExitStatus());
        assertWorks(hosts);
    }

    @ParameterizedTest
    @CsvSource({
        "js, exit: exit with status 42, caught(() => exiting.exit())",
        "python, exit: exit with status 42, caught(lambda: exiting.exit())"
    })
    void exit_of_a_program_is_an_error_of_its_own_kind(String language, String expected, String script) {
        Hosts hosts = language.equals("js") ? JAVASCRIPT : PYTHON;
        assertEquals(expected, hosts.eval(language, script).asString());
        assertWorks(hosts);
    }

    @ParameterizedTest
    @CsvSource({"js, caught(() => withJava.loop())", "python, caught(lambda: with_java.loop())"})
    void interruption_is_not_caught_and_leaves_the_context_usable(String language, String script) throws Exception {
        Hosts hosts = language.equals("js") ? JAVASCRIPT : PYTHON;
        PolyglotException e = stopped(hosts, language, script, context -> {
            try {
                context.interrupt(Duration.ofSeconds(20));
            } catch (TimeoutException timeout) {
                throw new AssertionError(timeout);
            }
        });
        assertTrue(e.isInterrupted(), e.toString());
        assertWorks(hosts);
    }

    @Test
    void closing_the_context_is_not_caught_by_javascript() throws Exception {
        try (Hosts hosts = new Hosts("js", true)) {
            ProxyExecutable f = arguments -> HOST.get().execute(arguments);
            Value exports = hosts.exports(MODULE, Map.of("host", Map.of("f", f)));
            hosts.context().getBindings("js").putMember("w", exports);
            String script = "while (true) { try { w.loop(); } catch (e) { } finally { } }";
            assertTrue(
                    stopped(hosts, "js", script, context -> context.close(true)).isCancelled());
        }
    }

    /** What a script that runs on a thread of its own throws when it is stopped. */
    private static PolyglotException stopped(Hosts hosts, String language, String script, Consumer<Context> action)
            throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        HOST.set(_ -> {
            started.countDown();
            return 0;
        });
        AtomicReference<PolyglotException> failure = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                hosts.eval(language, script);
            } catch (PolyglotException e) {
                failure.set(e);
            }
        });
        assertTrue(started.await(30, TimeUnit.SECONDS));
        Thread.sleep(100);
        action.accept(hosts.context());
        thread.join();
        return Objects.requireNonNull(failure.get());
    }
}
