// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.util.List;
import java.util.Optional;

/**
 * What the comparison knows about one program on one engine, from one or more processes.
 *
 * @param program the program
 * @param contender the engine
 * @param runs one for each process
 */
record Result(Program program, Contender contender, List<Run> runs) {
    String engine() {
        return runs.getFirst().engine();
    }

    double load() {
        return runs.stream().mapToDouble(Run::loadMillis).min().orElse(Double.NaN);
    }

    double first() {
        return runs.stream()
                .flatMap(run -> run.iterations().stream().limit(1))
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
    }

    double best() {
        return runs.stream()
                .flatMap(run -> run.iterations().stream())
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(Double.NaN);
    }

    /** The median of the warm iterations: the second half of each process's. */
    double median() {
        double[] warm = runs.stream()
                .flatMap(run -> run.iterations().stream().skip(run.iterations().size() / 2))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (warm.length == 0) {
            return Double.NaN;
        }
        int middle = warm.length / 2;
        return warm.length % 2 == 1 ? warm[middle] : (warm[middle - 1] + warm[middle]) / 2;
    }

    long peakKiB() {
        return runs.stream().mapToLong(Run::peakKiB).max().orElse(0);
    }

    int iterationCount() {
        return runs.stream().mapToInt(run -> run.iterations().size()).sum();
    }

    Optional<String> problem() {
        return runs.stream().flatMap(run -> run.problem().stream()).findFirst();
    }
}
