// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.truffle.api.debug.Breakpoint;
import com.oracle.truffle.api.debug.DebugException;
import com.oracle.truffle.api.debug.DebugStackFrame;
import com.oracle.truffle.api.debug.DebugValue;
import com.oracle.truffle.api.debug.Debugger;
import com.oracle.truffle.api.debug.DebuggerSession;
import com.oracle.truffle.api.debug.SuspendedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a debugger can do where a function has stopped. */
@Timeout(120)
class DebuggerTest {
    private final Engine engine = Engine.create("wasm");
    private final Context context = Context.newBuilder("wasm")
            .engine(engine)
            .allowHostAccess(HostAccess.ALL)
            .build();
    private final Value exports = ObservedProgram.exports(context);

    /** What to do at the stops, one after the other. */
    private final Queue<Consumer<SuspendedEvent>> stops = new ArrayDeque<>();

    @AfterEach
    void close() {
        context.close();
        engine.close();
    }

    private Debugger debugger() {
        return Objects.requireNonNull(engine.getInstruments().get("debugger")).lookup(Debugger.class);
    }

    /** Stops before the first statement of a function, then wherever the actions lead to. */
    private int debug(String function, int argument, List<Consumer<SuspendedEvent>> actions) {
        stops.addAll(actions);
        try (DebuggerSession session =
                debugger().startSession(event -> stops.remove().accept(event))) {
            session.suspendNextExecution();
            int result = exports.invokeMember(function, argument).asInt();
            assertTrue(stops.isEmpty(), stops.size() + " stops are left");
            return result;
        }
    }

    private static String place(SuspendedEvent event) {
        return event.getTopStackFrame().getName() + ": "
                + event.getSourceSection().getCharacters();
    }

    @Test
    void steps_go_into_functions_and_out_of_them() {
        List<String> places = new ArrayList<>();
        int result = debug(
                "twice",
                4,
                List.of(
                        event -> {
                            places.add(place(event));
                            event.prepareStepInto(1);
                        },
                        event -> {
                            places.add(place(event));
                            event.prepareStepOut(1);
                        },
                        event -> {
                            places.add(place(event));
                            event.prepareStepOver(1);
                        },
                        event -> places.add(place(event))));
        assertEquals(8, result);
        assertEquals(
                List.of(
                        "twice: (local.set $result (call $double (local.get $n)))",
                        "double: (i32.add (local.get $x) (local.get $x))",
                        "twice: (call $double",
                        "twice: (local.get $result)"),
                places);
    }

    @Test
    void a_breakpoint_is_set_at_a_line_of_a_function_that_did_not_run_yet() {
        List<String> places = new ArrayList<>();
        int result = debug(
                "twice",
                4,
                List.of(
                        event -> {
                            String text = event.getSourceSection()
                                    .getSource()
                                    .getCharacters()
                                    .toString();
                            int place = text.indexOf("(i32.add (local.get $x)");
                            int line = (int) text.substring(0, place)
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count()
                                    + 1;
                            event.getSession()
                                    .install(Breakpoint.newBuilder(
                                                    event.getSourceSection().getSource())
                                            .lineIs(line)
                                            .build());
                        },
                        event -> {
                            assertEquals(1, event.getBreakpoints().size());
                            places.add(place(event));
                        }));
        assertEquals(8, result);
        assertEquals(List.of("double: (i32.add (local.get $x) (local.get $x))"), places);
    }

    @Test
    void the_stack_has_the_frames_of_the_functions() {
        debug("twice", 4, List.of(event -> event.prepareStepInto(1), event -> {
            List<String> frames = new ArrayList<>();
            for (DebugStackFrame frame : event.getStackFrames()) {
                frames.add(frame.getName() + " " + frame.getSourceSection().getCharacters());
            }
            assertEquals(List.of("double (i32.add (local.get $x) (local.get $x))", "twice (call $double"), frames);
        }));
    }

    @Test
    void locals_are_read_and_written() {
        int result = debug("twice", 4, List.of(event -> {
            DebugStackFrame frame = event.getTopStackFrame();
            DebugValue n = frame.getScope().getDeclaredValue("$n");
            assertEquals(4, n.asInt());
            assertEquals(0, frame.getScope().getDeclaredValue("$result").asInt());
            n.set(frame.eval("(i32.const 10)"));
            assertEquals(10, n.asInt());
            assertThrows(DebugException.class, () -> n.set(frame.eval("(i64.const 0x100000000)")));
        }));
        assertEquals(20, result);
    }

    @Test
    void locals_of_all_types_are_shown_by_name_or_index() {
        List<String> values = new ArrayList<>();
        stops.add(event -> {
            for (DebugValue value : event.getTopStackFrame().getScope().getDeclaredValues()) {
                values.add(value.getName() + " = " + value.toDisplayString());
            }
        });
        try (DebuggerSession session =
                debugger().startSession(event -> stops.remove().accept(event))) {
            session.suspendNextExecution();
            exports.invokeMember("locals", 1, 2, 1.5, 2.5, new byte[16], "text");
        }
        assertEquals(8, values.size());
        assertEquals(List.of("0 = 1", "$i64 = 2", "$f32 = 1.5", "$f64 = 2.5"), values.subList(0, 4));
        assertTrue(values.get(4).startsWith("$v = "), values.get(4));
        assertEquals(
                List.of("$r = text", "$none = null", "instance = instance of module program"), values.subList(5, 8));
    }

    @Test
    void the_instance_shows_what_is_not_exported() {
        debug("twice", 4, List.of(event -> {
            DebugValue instance = event.getTopStackFrame().getScope().getDeclaredValue("instance");
            DebugValue count = instance.getProperty("globals").getProperty("$count");
            assertEquals(3, count.getProperty("value").asLong());
            assertTrue(instance.getProperty("memories").getProperty("0").isArray());
            assertTrue(instance.getProperty("tables").getProperty("$callees").isArray());
            assertTrue(instance.getProperty("exports").getProperty("fib").canExecute());
        }));
    }

    @Test
    void instructions_are_evaluated_with_locals_globals_memories_and_functions() {
        int result = debug("twice", 4, List.of(event -> {
            DebugStackFrame frame = event.getTopStackFrame();
            assertEquals(
                    44, frame.eval("(i32.add (local.get $n) (i32.const 40))").asInt());
            assertEquals(4, frame.eval("local.get 0").asInt());
            assertEquals(42, frame.eval("(i32.load (i32.const 8))").asInt());
            assertEquals(14, frame.eval("(call $double (i32.const 7))").asInt());
            assertEquals(6765, frame.eval("(call $fib (i32.const 20))").asInt());
            assertTrue(frame.eval("(ref.func $fib)").canExecute());
            assertTrue(frame.eval("(ref.null extern)").isNull());
            assertTrue(frame.eval("(global.set $count (i64.const 5))").isNull());
            List<DebugValue> both =
                    frame.eval("(global.get $count) (local.get $n)").getArray();
            assertEquals(5, both.getFirst().asLong());
            assertEquals(4, both.getLast().asInt());
            assertEquals("[1, 2]", frame.eval("(i32.const 1) (i64.const 2)").toDisplayString());
            frame.eval("(local.set $n (i32.mul (local.get $n) (i32.const 3)))");
            assertEquals(12, frame.getScope().getDeclaredValue("$n").asInt());
        }));
        assertEquals(24, result);
    }

    @Test
    void what_can_not_be_evaluated_is_an_error_that_leaves_the_program_as_it_was() {
        int result = debug("twice", 4, List.of(event -> {
            DebugStackFrame frame = event.getTopStackFrame();
            assertFailure("unknown local $m (at line 1, column 12)", frame, "(local.get $m)");
            assertFailure(
                    "unexpected token ), expected an integer (at line 2, column 11)", frame, "(nop)\n(i32.const)");
            assertFailure(
                    "type mismatch: i32.add expected i32 but found i64",
                    frame,
                    "(i32.add (i64.const 1) (i32.const 1))");
            assertFailure("integer divide by zero", frame, "(local.set $n (i32.div_u (i32.const 1) (i32.const 0)))");
            assertFailure("expected instructions alone", frame, "(nop)) (func");
        }));
        assertEquals(8, result);
    }

    private static void assertFailure(String expected, DebugStackFrame frame, String instructions) {
        DebugException e = assertThrows(DebugException.class, () -> frame.eval(instructions));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.contains(expected), message);
    }
}
