// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTest {
    private static final Program PROGRAM = new Program("program", Path.of("program.wasm"));

    @Test
    void median_is_that_of_the_second_half_of_each_run() {
        Result result = result(run("90", "80", "3", "1"), run("70", "60", "2", "5"));
        assertEquals(2.5, result.median());
    }

    @Test
    void first_and_best_are_the_smallest_over_all_runs() {
        Result result = result(run("90", "3"), run("70", "2"));
        assertEquals(70, result.first());
        assertEquals(2, result.best());
    }

    @Test
    void score_of_a_program_that_measures_itself_replaces_the_time() {
        Run run = run("12000", "12000");
        run.output(PROGRAM, "CoreMark 1.0 : 2000.0 / Clang\nCoreMark 1.0 : 4000.0 / Clang\n", "");
        assertEquals(List.of(500.0, 250.0), run.iterations());
    }

    @Test
    void a_measurement_that_the_program_rejects_does_not_count() {
        Run run = new Run();
        run.event("iteration\t900\t0\t-1.0");
        run.event("iteration\t12000\t0\t2000.0");
        assertEquals(List.of(500.0), run.iterations());
    }

    @Test
    void exit_code_other_than_0_is_a_problem() {
        Run run = new Run();
        run.event("iteration\t1\t3\t0");
        assertEquals("exit code 3", run.problem().orElseThrow());
    }

    @Test
    void json_has_null_for_what_is_no_number_and_escapes_strings() {
        assertEquals(
                "{\"a\":[null,null,1.5],\"b\":\"\\\"\\\\\\u000a\"}",
                Json.of(new java.util.TreeMap<>(
                        Map.of("a", java.util.Arrays.asList(null, Double.NaN, 1.5), "b", "\"\\\n"))));
    }

    private static Result result(Run... runs) {
        return new Result(PROGRAM, Contender.NODE, List.of(runs));
    }

    private static Run run(String... millis) {
        Run run = new Run();
        for (String time : millis) {
            run.event("iteration\t" + time + "\t0\t0");
        }
        return run;
    }
}
