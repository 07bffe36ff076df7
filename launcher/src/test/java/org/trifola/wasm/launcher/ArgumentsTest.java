// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    @Test
    void engine_options_stand_between_own_options() {
        Arguments arguments = parse("--dir", "a", "--engine.TraceCompilation", "--wasm.GC=false", "--dir=b", "x.wasm");
        assertEquals(Map.of("engine.TraceCompilation", "true", "wasm.GC", "false"), arguments.engineOptions());
        assertEquals(List.of("a", "b"), arguments.values("dir"));
    }

    @Test
    void everything_from_the_first_operand_on_is_an_operand() {
        Arguments arguments = parse("--dir", "a", "x.wasm", "--dir", "b", "--", "--engine.Mode=latency", "-1");
        assertEquals(List.of("x.wasm", "--dir", "b", "--", "--engine.Mode=latency", "-1"), arguments.operands());
        assertEquals(Map.of(), arguments.engineOptions());
    }

    @Test
    void two_dashes_end_the_options() {
        Arguments arguments = parse("--dir", "a", "--", "-x.wasm", "--");
        assertEquals(List.of("-x.wasm", "--"), arguments.operands());
        assertEquals(List.of("a"), arguments.values("dir"));
    }

    @Test
    void pairs_are_split_at_the_first_equals_sign() {
        Arguments arguments = parse("--env", "A=1=2", "--env=B=", "x.wasm");
        assertEquals(Map.of("A", "1=2", "B", ""), arguments.pairs("env"));
    }

    @Test
    void pair_without_a_name_or_an_equals_sign_is_a_usage_error() {
        assertUsageError(() -> parse("--env", "A", "x.wasm").pairs("env"));
        assertUsageError(() -> parse("--env", "=1", "x.wasm").pairs("env"));
    }

    @Test
    void unknown_option_and_missing_value_are_usage_errors() {
        assertUsageError(() -> parse("--di", "a", "x.wasm"));
        assertUsageError(() -> parse("--unknown", "x.wasm"));
        assertUsageError(() -> parse("--dir"));
    }

    private static void assertUsageError(Runnable action) {
        assertEquals(
                ExitCode.USAGE,
                assertThrows(CommandException.class, action::run).exitCode());
    }

    private static Arguments parse(String... words) {
        return Arguments.parse(new RunCommand().options(), List.of(words));
    }
}
