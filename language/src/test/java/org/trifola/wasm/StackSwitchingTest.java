// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trifola.wasm.text.WatParser;

/** Continuations: computations are suspended, resumed, switched between, ended early and forgotten. */
@Timeout(120)
class StackSwitchingTest {
    /** Types and tags that most tests use: a task takes and gives nothing; {@code $yield} passes a number out. */
    private static final String HEAD = """
            (module
              (import "host" "call" (func $host (param i32)))
              (type $task (func))
              (type $cont (cont $task))
              (type $number (func (param i32)))
              (type $numberCont (cont $number))
              (tag $yield (param i32))
              (tag $ask (param i32) (result i32))
              (tag $error (param i32))
              (global $log (mut i64) (i64.const 0))
              (func $note (param i32)
                (global.set $log
                  (i64.add (i64.mul (global.get $log) (i64.const 10)) (i64.extend_i32_s (local.get 0)))))
              (func (export "log") (result i64) (global.get $log))
            """;

    private final List<Integer> seen = new ArrayList<>();
    private final AtomicReference<ProxyExecutable> host =
            new AtomicReference<>(arguments -> seen.add(arguments[0].asInt()));
    private final Context context = context(true, true);

    private static Context context(boolean baseline, boolean mayCreateThreads) {
        return Context.newBuilder("wasm")
                .allowExperimentalOptions(true)
                .option("wasm.StackSwitching", "true")
                .option("wasm.Baseline", String.valueOf(baseline))
                .allowCreateThread(mayCreateThreads)
                .build();
    }

    @AfterEach
    void close() {
        context.close();
    }

    private Value exports(Context in, String fields) {
        ByteSequence bytes = ByteSequence.create(WatParser.parse(HEAD + fields + ")"));
        ProxyExecutable call = arguments -> host.get().execute(arguments);
        ProxyObject imports = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("call", call))));
        return in.eval(Source.newBuilder("wasm", bytes, "continuations").buildLiteral())
                .newInstance(imports)
                .getMember("exports");
    }

    private Value exports(String fields) {
        return exports(context, fields);
    }

    private static void assertTrap(String message, Value exports, String function, Object... arguments) {
        PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember(function, arguments));
        assertEquals(message, trap.getMessage());
        assertEquals("trap", trap.getGuestObject().getMember("failureType").asString());
    }

    private static final String GENERATOR = """
            (func $count (param $from i32)
              (loop $more
                (call $yieldIt (local.get $from))
                (br_if $more (local.tee $from (i32.sub (local.get $from) (i32.const 1))))))
            (func $yieldIt (param i32) (suspend $yield (local.get 0)))
            (elem declare func $count)
            (func (export "sum") (param $from i32) (result i32)
              (local $sum i32) (local $k (ref null $cont))
              (local.set $k (cont.bind $numberCont $cont (local.get $from) (cont.new $numberCont (ref.func $count))))
              (loop $more
                (block $yielded (result i32 (ref $cont))
                  (resume $cont (on $yield $yielded) (local.get $k))
                  (return (local.get $sum)))
                (local.set $k)
                (local.set $sum (i32.add (local.get $sum)))
                (br $more))
              (unreachable))
            """;

    @Test
    void generator_yields_from_a_function_that_it_calls() {
        Value exports = exports(GENERATOR);
        assertEquals(1, exports.invokeMember("sum", 1).asInt());
        assertEquals(5050, exports.invokeMember("sum", 100).asInt());
    }

    @Test
    void nodes_and_methods_give_the_same() {
        try (Context nodes = context(false, true)) {
            assertEquals(
                    5050, exports(nodes, GENERATOR).invokeMember("sum", 100).asInt());
        }
    }

    @Test
    void answers_come_back_as_results_of_suspend() {
        Value exports = exports("""
                (type $answer (func (param i32) (result i32)))
                (type $asking (cont $answer))
                (type $start (func (result i32)))
                (type $starting (cont $start))
                (func $client (result i32)
                  (i32.add (suspend $ask (i32.const 5)) (suspend $ask (i32.const 7))))
                (elem declare func $client)
                ;; Answers every question with its square; keeps some operands on the stack meanwhile.
                (func (export "run") (result i32)
                  (local $k (ref null $asking)) (local $question i32)
                  (block $asked (result i32 (ref $asking))
                    (return (i32.add (i32.const 1000)
                      (resume $starting (on $ask $asked) (cont.new $starting (ref.func $client))))))
                  (loop $again (param i32 (ref null $asking)) (result i32)
                    (local.set $k)
                    (local.set $question)
                    (block $asked (result i32 (ref $asking))
                      (i32.const 2000)
                      (resume $asking (on $ask $asked)
                        (i32.mul (local.get $question) (local.get $question)) (local.get $k))
                      (return (i32.add)))
                    (br $again)))
                """);
        assertEquals(2000 + 25 + 49, exports.invokeMember("run").asInt());
    }

    @Test
    void tasks_of_a_scheduler_take_turns() {
        Value exports = exports("""
                (table $queue 10 (ref null $cont))
                (global $first (mut i32) (i32.const 0))
                (global $next (mut i32) (i32.const 0))
                (tag $pause)
                (func $enqueue (param (ref $cont))
                  (table.set $queue (i32.rem_u (global.get $next) (i32.const 10)) (local.get 0))
                  (global.set $next (i32.add (global.get $next) (i32.const 1))))
                (func $dequeue (result (ref null $cont))
                  (table.get $queue (i32.rem_u (global.get $first) (i32.const 10)))
                  (global.set $first (i32.add (global.get $first) (i32.const 1))))
                (func $work (param $id i32)
                  (local $rounds i32)
                  (local.set $rounds (local.get $id))
                  (loop $more
                    (call $note (local.get $id))
                    (suspend $pause)
                    (br_if $more (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1))))))
                (elem declare func $work)
                (func $spawn (param i32)
                  (call $enqueue (cont.bind $numberCont $cont (local.get 0) (cont.new $numberCont (ref.func $work)))))
                (func (export "run")
                  (call $spawn (i32.const 1)) (call $spawn (i32.const 2)) (call $spawn (i32.const 3))
                  (loop $more
                    (if (i32.lt_u (global.get $first) (global.get $next))
                      (then
                        (block $ended
                          (block $paused (result (ref $cont))
                            (resume $cont (on $pause $paused) (call $dequeue))
                            (br $ended))
                          (call $enqueue))
                        (br $more)))))
                """);
        exports.invokeMember("run");
        assertEquals(123_233L, exports.invokeMember("log").asLong());
    }

    private static final String PING_PONG = """
            (rec
              (type $player (func (param (ref null $playing))))
              (type $playing (cont $player)))
            (tag $turn)
            (func $ping (type $player)
              (call $note (i32.const 1))
              (local.set 0 (switch $playing $turn (local.get 0)))
              (call $note (i32.const 3))
              (local.set 0 (switch $playing $turn (local.get 0)))
              (call $note (i32.const 5)))
            (func $pong (type $player)
              (call $note (i32.const 2))
              (local.set 0 (switch $playing $turn (local.get 0)))
              (call $note (i32.const 4))
              (drop (switch $playing $turn (local.get 0)))
              (unreachable))
            (elem declare func $ping $pong)
            (func (export "run")
              (resume $playing (on $turn switch)
                (cont.new $playing (ref.func $pong)) (cont.new $playing (ref.func $ping))))
            (func (export "runWithoutHandler")
              (resume $playing (cont.new $playing (ref.func $pong)) (cont.new $playing (ref.func $ping))))
            """;

    @Test
    void coroutines_switch_to_each_other() {
        Value exports = exports(PING_PONG);
        exports.invokeMember("run");
        assertEquals(12_345, exports.invokeMember("log").asLong());
        assertTrap("unhandled tag", exports, "runWithoutHandler");
    }

    @Test
    void tag_finds_its_handler_through_other_resumptions() {
        Value exports = exports("""
                (tag $outer (param i32))
                (func $inner
                  (suspend $outer (i32.const 3))
                  (suspend $yield (i32.const 4))
                  (suspend $outer (i32.const 5)))
                (func $middle
                  (block $yielded (result i32 (ref $cont))
                    (resume $cont (on $yield $yielded) (cont.new $cont (ref.func $inner)))
                    (return))
                  (resume $cont)
                  (call $note))
                (elem declare func $inner $middle)
                (func (export "run")
                  (local $k (ref null $cont))
                  (local.set $k (cont.new $cont (ref.func $middle)))
                  (loop $more
                    (block $suspended (result i32 (ref $cont))
                      (resume $cont (on $outer $suspended) (local.get $k))
                      (return))
                    (local.set $k)
                    (call $note)
                    (br $more)))
                """);
        exports.invokeMember("run");
        assertEquals(354, exports.invokeMember("log").asLong());
    }

    private static final String THROWING = """
            (func $guarded
              (block $caught (result i32)
                (try_table (catch $error $caught)
                  (suspend $yield (i32.const 1)))
                (return))
              (call $note))
            (func $unguarded (suspend $yield (i32.const 1)))
            (func $failing (throw $error (i32.const 6)))
            (func $trapping (drop (i32.div_u (i32.const 1) (i32.const 0))))
            (table (export "tasks") funcref (elem $guarded $unguarded $failing $trapping))
            (func $start (param i32) (result (ref $cont))
              (cont.new $cont (ref.cast (ref $task) (table.get (local.get 0)))))
            (func $suspended (param i32) (result (ref $cont))
              (block $yielded (result i32 (ref $cont))
                (resume $cont (on $yield $yielded) (call $start (local.get 0)))
                (unreachable))
              (return))
            ;; Resumes with an exception, and gives what comes out, or 0.
            (func (export "throwInto") (param $task i32) (result i32)
              (block $caught (result i32)
                (try_table (catch $error $caught)
                  (drop (call $suspended (local.get $task)))
                  (resume_throw $cont $error (i32.const 8) (call $suspended (local.get $task))))
                (i32.const 0)))
            (func (export "throwReferenceInto") (param $task i32) (result i32)
              (local $e exnref)
              (block $made (result i32 exnref)
                (try_table (catch_ref $error $made) (throw $error (i32.const 9)))
                (unreachable))
              (local.set $e)
              (drop)
              (block $caught (result i32)
                (try_table (catch $error $caught)
                  (resume_throw_ref $cont (local.get $e) (call $suspended (local.get $task))))
                (i32.const 0)))
            (func (export "throwIntoNew") (param $task i32) (result i32)
              (block $caught (result i32)
                (try_table (catch $error $caught)
                  (resume_throw $cont $error (i32.const 7) (call $start (local.get $task))))
                (i32.const 0)))
            (func $runAndCatch (export "runAndCatch") (param $task i32) (result i32)
              (block $caught (result i32)
                (try_table (catch $error $caught) (resume $cont (call $start (local.get $task))))
                (i32.const 0)))
            """;

    @ParameterizedTest
    @CsvSource({
        "throwInto,          0, 0, 8",
        "throwInto,          1, 8, 0",
        "throwReferenceInto, 0, 0, 9",
        "throwReferenceInto, 1, 9, 0",
        "throwIntoNew,       0, 7, 0",
        "runAndCatch,        2, 6, 0"
    })
    void exceptions_go_into_continuations_and_come_out(String function, int task, int result, int log) {
        Value exports = exports(THROWING);
        assertEquals(result, exports.invokeMember(function, task).asInt());
        assertEquals(log, exports.invokeMember("log").asLong());
    }

    @Test
    void traps_come_out_of_continuations() {
        Value exports = exports(THROWING);
        assertTrap("integer divide by zero", exports, "runAndCatch", 3);
        PolyglotException trap = assertThrows(PolyglotException.class, () -> exports.invokeMember("runAndCatch", 3));
        Value backtrace = trap.getGuestObject().getMember("backtrace");
        assertEquals(2, backtrace.getArraySize());
        assertTrue(backtrace.getArrayElement(0).asString().startsWith("trapping"), backtrace::toString);
        assertTrue(backtrace.getArrayElement(1).asString().startsWith("runAndCatch"), backtrace::toString);
    }

    @Test
    void continuation_is_consumed_by_its_first_use() {
        Value exports = exports("""
                (func $nothing)
                (elem declare func $nothing)
                (func $used (result (ref $cont))
                  (local $k (ref null $cont))
                  (local.set $k (cont.new $cont (ref.func $nothing)))
                  (resume $cont (local.get $k))
                  (ref.as_non_null (local.get $k)))
                (func (export "resumeUsed") (resume $cont (call $used)))
                (func (export "bindUsed") (drop (cont.bind $cont $cont (call $used))))
                (func (export "throwIntoUsed") (resume_throw $cont $error (i32.const 1) (call $used)))
                (func (export "resumeBound")
                  (local $k (ref null $cont))
                  (local.set $k (cont.new $cont (ref.func $nothing)))
                  (drop (cont.bind $cont $cont (local.get $k)))
                  (resume $cont (local.get $k)))
                (func (export "resumeNull") (resume $cont (ref.null $cont)))
                (func (export "newNull") (drop (cont.new $cont (ref.null $task))))
                (func (export "suspendAlone") (suspend $yield (i32.const 1)))
                (func (export "throwNull")
                  (resume_throw_ref $cont (ref.null exn) (cont.new $cont (ref.func $nothing))))
                """);
        for (String function : List.of("resumeUsed", "bindUsed", "throwIntoUsed", "resumeBound")) {
            assertTrap("continuation already consumed", exports, function);
        }
        assertTrap("null continuation reference", exports, "resumeNull");
        assertTrap("null function reference", exports, "newNull");
        assertTrap("null exception reference", exports, "throwNull");
        assertTrap("unhandled tag", exports, "suspendAlone");
    }

    @Test
    void values_of_all_types_are_passed() {
        Value exports = exports("""
                (type $all (func (param i32 i64 f32 f64 v128 externref) (result i32 i64 f32 f64 v128 externref)))
                (type $allCont (cont $all))
                (tag $pass (type $all))
                (func $identity (type $all)
                  (suspend $pass (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5)))
                (elem declare func $identity)
                (func (export "run") (param externref) (result i32 i64 f32 f64 i64 externref)
                  (local $k (ref null $allCont)) (local $v v128) (local $e externref)
                  (block $passed (result i32 i64 f32 f64 v128 externref (ref $allCont))
                    (resume $allCont (on $pass $passed)
                      (i32.const 1) (i64.const 2) (f32.const 3) (f64.const 4) (v128.const i64x2 5 6) (local.get 0)
                      (cont.new $allCont (ref.func $identity)))
                    (unreachable))
                  (resume $allCont)
                  (local.set $e)
                  (local.set $v)
                  (i64x2.extract_lane 1 (local.get $v))
                  (local.get $e))
                """);
        Value result = exports.invokeMember("run", "text");
        assertEquals(1, result.getArrayElement(0).asInt());
        assertEquals(2, result.getArrayElement(1).asLong());
        assertEquals(3, result.getArrayElement(2).asFloat());
        assertEquals(4, result.getArrayElement(3).asDouble());
        assertEquals(6, result.getArrayElement(4).asLong());
        assertEquals("text", result.getArrayElement(5).asString());
    }

    @Test
    void handler_may_return_from_the_function() {
        Value exports = exports("""
                (func $task (suspend $yield (i32.const 42)))
                (elem declare func $task)
                (func $run (result i32 (ref null $cont))
                  (resume $cont (on $yield 0) (cont.new $cont (ref.func $task)))
                  (i32.const 0) (ref.null $cont))
                (func (export "run") (result i32) (call $run) (drop))
                """);
        assertEquals(42, exports.invokeMember("run").asInt());
    }

    @Test
    void stacks_are_as_deep_as_calls_and_end_in_a_trap() {
        Value exports = exports("""
                (func $deep (param i32)
                  (if (local.get 0)
                    (then (call $deep (i32.sub (local.get 0) (i32.const 1))))
                    (else (suspend $yield (i32.const 1)))))
                (func $endless (param i32) (call $endless (local.get 0)) (call $note (i32.const 1)))
                (elem declare func $deep $endless)
                (func (export "run") (param i32) (result i32)
                  (block $yielded (result i32 (ref $cont))
                    (resume $numberCont (on $yield $yielded)
                      (local.get 0) (cont.new $numberCont (ref.func $deep)))
                    (return (i32.const 0)))
                  (resume $cont))
                (func (export "overflow")
                  (resume $numberCont (i32.const 0) (cont.new $numberCont (ref.func $endless))))
                """);
        assertEquals(1, exports.invokeMember("run", 100).asInt());
        PolyglotException exhaustion = assertThrows(PolyglotException.class, () -> exports.invokeMember("overflow"));
        assertTrue(String.valueOf(exhaustion.getMessage()).startsWith("call stack exhausted"), exhaustion::toString);
    }

    // Hosts

    private static final String CALLING_THE_HOST = """
            (func $callHost (call $host (i32.const 1)) (call $host (i32.const 2)))
            (elem declare func $callHost)
            (func (export "yield") (suspend $yield (i32.const 1)))
            (func (export "run")
              (block $yielded (result i32 (ref $cont))
                (resume $cont (on $yield $yielded) (cont.new $cont (ref.func $callHost)))
                (return))
              (unreachable))
            """;

    @Test
    void continuations_call_the_host() {
        exports(CALLING_THE_HOST).invokeMember("run");
        assertEquals(List.of(1, 2), seen);
    }

    @Test
    void frames_of_the_host_are_not_suspended() {
        Value exports = exports(CALLING_THE_HOST);
        host.set(arguments -> exports.invokeMember("yield"));
        assertTrap("unhandled tag", exports, "run");
    }

    @Test
    void host_that_was_called_from_a_continuation_may_run_others() {
        Value exports = exports(CALLING_THE_HOST + GENERATOR.replace("\"sum\"", "\"sum2\""));
        host.set(arguments -> seen.add(exports.invokeMember("sum2", 4).asInt()));
        exports.invokeMember("run");
        assertEquals(List.of(10, 10), seen);
    }

    @Test
    void context_that_may_not_create_threads_has_no_continuations() {
        try (Context other = context(true, false)) {
            PolyglotException refusal = assertThrows(
                    PolyglotException.class, () -> exports(other, GENERATOR).invokeMember("sum", 1));
            assertTrue(String.valueOf(refusal.getMessage()).contains("threads"), refusal::toString);
        }
    }

    // Many, and forgotten ones

    private static final String MANY = """
            (table $waiting 10_000 (ref null $cont))
            (func $wait (param externref) (suspend $yield (i32.const 1)) (call $use (local.get 0)))
            (func $use (param externref) (call $note (ref.is_null (local.get 0))))
            (type $with (func (param externref)))
            (type $withCont (cont $with))
            (func $spin (loop $again (br $again)))
            (elem declare func $wait $spin $note)
            (func $suspended (export "suspended") (param externref)
              (local $k (ref null $cont))
              (block $yielded (result i32 (ref $cont))
                (resume $withCont (on $yield $yielded) (local.get 0) (cont.new $withCont (ref.func $wait)))
                (unreachable))
              (local.set $k)
              (drop)
              (table.set $waiting (i32.const 0) (local.get $k)))
            (func (export "forget") (table.set $waiting (i32.const 0) (ref.null $cont)))
            (func (export "many") (param $count i32) (result i32)
              (local $i i32) (local $sum i32)
              (loop $more
                (call $suspended (ref.null extern))
                (table.set $waiting (local.get $i) (table.get $waiting (i32.const 0)))
                (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
              (local.set $i (i32.const 0))
              (table.set $waiting (i32.const 0) (cont.bind $numberCont $cont (i32.const 1)
                (cont.new $numberCont (ref.func $note))))
              (loop $more
                (resume $cont (table.get $waiting (local.get $i)))
                (br_if $more (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
              (local.get $i))
            (func (export "spin") (resume $cont (cont.new $cont (ref.func $spin))))
            """;

    @Test
    void ten_thousand_continuations_wait_at_the_same_time() {
        Value exports = exports(MANY.replace("(call $use (local.get 0))", ""));
        assertEquals(10_000, exports.invokeMember("many", 10_000).asInt());
    }

    @Test
    void what_a_forgotten_continuation_refers_to_is_collected() throws InterruptedException {
        Value exports = exports(MANY);
        WeakReference<Object> held = suspendWith(exports);
        System.gc();
        Thread.sleep(50);
        assertNotNull(held.get(), "a continuation in a table keeps what it refers to");
        exports.invokeMember("forget");
        for (int i = 0; held.get() != null && i < 200; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(held.get());
    }

    private static WeakReference<Object> suspendWith(Value exports) {
        Object object = new Object();
        exports.invokeMember("suspended", object);
        return new WeakReference<>(object);
    }

    @Test
    void suspended_continuations_end_with_the_context() {
        try (Context other = context(true, true)) {
            exports(other, MANY).invokeMember("suspended", "x");
        }
    }

    @Test
    void running_continuation_is_cancelled_with_the_context() throws Exception {
        Context other = context(true, true);
        Value exports = exports(other, MANY);
        FutureTask<Boolean> run = new FutureTask<>(() -> {
            PolyglotException end = assertThrows(PolyglotException.class, () -> exports.invokeMember("spin"));
            return end.isCancelled();
        });
        Thread thread = new Thread(run, "runs a continuation");
        thread.start();
        Thread.sleep(500);
        assertFalse(run.isDone());
        other.close(true);
        assertTrue(run.get());
        thread.join();
    }
}
