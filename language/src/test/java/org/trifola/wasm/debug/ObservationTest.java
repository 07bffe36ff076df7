// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.management.ExecutionEvent;
import org.graalvm.polyglot.management.ExecutionListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instruments see every call and every statement, whatever runs the functions and whenever the instrument comes. */
@Timeout(120)
class ObservationTest {
    private static final int FIB_20 = 6765;
    private static final int CALLS_OF_FIB_20 = 21891;

    private static Context context(Engine engine, boolean baseline) {
        return Context.newBuilder("wasm")
                .engine(engine)
                .allowHostAccess(HostAccess.ALL)
                .option("wasm.Baseline", String.valueOf(baseline))
                .build();
    }

    private static ExecutionListener roots(Engine engine, Consumer<ExecutionEvent> listener) {
        return ExecutionListener.newBuilder().onEnter(listener).roots(true).attach(engine);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_call_is_seen_in_all_tiers_of_compilation(boolean baseline) {
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = Engine.create("wasm");
                ExecutionListener _ = roots(engine, _ -> calls.incrementAndGet());
                Context context = context(engine, baseline)) {
            Value fib = ObservedProgram.exports(context).getMember("fib");
            for (int i = 1; i <= 10; i++) {
                assertEquals(FIB_20, fib.execute(20).asInt());
                assertEquals(i * CALLS_OF_FIB_20, calls.get());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void an_instrument_that_comes_later_sees_every_call_from_then_on(boolean baseline) {
        AtomicInteger calls = new AtomicInteger();
        try (Engine engine = Engine.create("wasm");
                Context context = context(engine, baseline)) {
            Value exports = ObservedProgram.exports(context);
            for (int i = 0; i < 10; i++) {
                assertEquals(FIB_20, exports.invokeMember("fib", 20).asInt());
                assertEquals(8, exports.invokeMember("indirect", 4).asInt());
                assertEquals(7, exports.invokeMember("tail", 100).asInt());
            }
            try (ExecutionListener _ = roots(engine, _ -> calls.incrementAndGet())) {
                assertEquals(FIB_20, exports.invokeMember("fib", 20).asInt());
                assertEquals(CALLS_OF_FIB_20, calls.getAndSet(0));
                assertEquals(8, exports.invokeMember("indirect", 4).asInt());
                assertEquals(2, calls.getAndSet(0));
                assertEquals(7, exports.invokeMember("tail", 100_000).asInt());
                assertEquals(200_001, calls.getAndSet(0));
                assertEquals(8, exports.invokeMember("twice", 4).asInt());
                assertEquals(2, calls.getAndSet(0));
            }
            assertEquals(FIB_20, exports.invokeMember("fib", 20).asInt());
            assertEquals(0, calls.get());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void traps_have_the_same_frames_when_an_instrument_comes_later(boolean baseline) {
        try (Engine engine = Engine.create("wasm");
                Context context = context(engine, baseline)) {
            Value divide = ObservedProgram.exports(context).getMember("divide");
            List<String> before = frames(assertThrows(PolyglotException.class, () -> divide.execute(1, 0)));
            try (ExecutionListener _ = roots(engine, _ -> {})) {
                PolyglotException trap = assertThrows(PolyglotException.class, () -> divide.execute(1, 0));
                assertEquals(before, frames(trap));
                assertEquals("(i32.div_u", trap.getSourceLocation().getCharacters());
            }
        }
    }

    @Test
    void calls_of_a_program_that_runs_when_it_is_evaluated_are_seen() throws IOException {
        List<String> seen = new ArrayList<>();
        Source program = Source.newBuilder(
                        "wasm", "(module (func $start (export \"_start\") (call $two)) (func $two))", "program.wat")
                .mimeType("application/wasm-text")
                .option("wasm.Run", "true")
                .build();
        try (Engine engine = Engine.create("wasm");
                Context context = context(engine, true)) {
            assertEquals(0, context.eval(program).asInt());
            try (ExecutionListener _ = roots(engine, event -> seen.add(event.getRootName()))) {
                assertEquals(0, context.eval(program).asInt());
            }
        }
        assertEquals(List.of("start", "two"), seen);
    }

    private static List<String> frames(PolyglotException exception) {
        List<String> names = new ArrayList<>();
        for (PolyglotException.StackFrame frame : exception.getPolyglotStackTrace()) {
            if (frame.isGuestFrame()) {
                names.add(frame.getRootName());
            }
        }
        return names;
    }

    @Test
    void a_call_is_known_by_the_name_and_the_text_of_its_function() {
        List<String> seen = new ArrayList<>();
        try (Engine engine = Engine.create("wasm");
                ExecutionListener _ = roots(
                        engine,
                        event -> seen.add(event.getRootName() + " "
                                + event.getLocation()
                                        .getCharacters()
                                        .toString()
                                        .lines()
                                        .findFirst()
                                        .orElseThrow()));
                Context context = context(engine, true)) {
            ObservedProgram.exports(context).invokeMember("twice", 4);
        }
        assertEquals(2, seen.size());
        assertTrue(seen.getFirst().startsWith("twice (func $twice (type "), seen.getFirst());
        assertTrue(seen.getLast().startsWith("double (func $double (type "), seen.getLast());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_statement_is_an_instruction_with_its_operands(boolean baseline) {
        List<String> seen = new ArrayList<>();
        try (Engine engine = Engine.create("wasm");
                ExecutionListener _ = ExecutionListener.newBuilder()
                        .onEnter(event ->
                                seen.add(event.getLocation().getCharacters().toString()))
                        .statements(true)
                        .attach(engine);
                Context context = context(engine, baseline)) {
            Value exports = ObservedProgram.exports(context);
            exports.invokeMember("twice", 4);
            exports.invokeMember("sum", 2);
        }
        String set = "(local.set $sum (i32.add (local.get $sum) (local.get $n)))";
        String branch = "(br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))";
        assertEquals(
                List.of(
                        "(local.set $result (call $double (local.get $n)))",
                        "(i32.add (local.get $x) (local.get $x))",
                        "(local.get $result)",
                        set,
                        branch,
                        set,
                        branch,
                        "(local.get $sum)"),
                seen);
    }

    @Test
    void results_are_seen_as_other_languages_see_them() {
        List<Value> results = new ArrayList<>();
        try (Engine engine = Engine.create("wasm");
                ExecutionListener _ = ExecutionListener.newBuilder()
                        .onReturn(event -> results.add(event.getReturnValue()))
                        .collectReturnValue(true)
                        .roots(true)
                        .attach(engine);
                Context context = context(engine, true)) {
            Value exports = ObservedProgram.exports(context);
            exports.invokeMember("twice", 4);
            assertEquals(8, results.getLast().asInt());
            exports.invokeMember("locals", 1, 2, 3, 4, new byte[16], "five");
            assertTrue(results.getLast().isNull());
        }
    }

    @Test
    void a_limit_of_statements_ends_a_loop() {
        ResourceLimits limits =
                ResourceLimits.newBuilder().statementLimit(1000, null).build();
        Context context = Context.newBuilder("wasm").resourceLimits(limits).build();
        Value exports = ObservedProgram.exports(context);
        assertEquals(5050, exports.invokeMember("sum", 100).asInt());
        PolyglotException e = assertThrows(PolyglotException.class, () -> exports.invokeMember("sum", 1000));
        assertTrue(e.isResourceExhausted(), e.toString());
        context.close(true);
    }
}
