// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one process said, event by event; see {@link org.trifola.wasm.benchmarks.worker.Worker}. */
final class Run {
    private String engine = "";
    private double loadMillis = Double.NaN;
    private long peakKiB;
    private int count;
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> scores = new ArrayList<>();
    private Optional<String> problem = Optional.empty();

    void event(String line) {
        String[] fields = line.split("\t", -1);
        switch (fields[0]) {
            case "engine" -> engine = fields[1];
            case "load" -> loadMillis = Double.parseDouble(fields[1]);
            case "iteration" -> iteration(fields);
            case "memory" -> peakKiB = Long.parseLong(fields[1]);
            default -> problem("says: " + line);
        }
    }

    private void iteration(String[] fields) {
        count++;
        if (!fields[2].equals("0")) {
            problem("exit code " + fields[2]);
        }
        double score = Double.parseDouble(fields[3]);
        if (score > 0) {
            scores.add(score);
        } else if (score == 0) {
            millis.add(Double.valueOf(fields[1]));
        }
    }

    /** Keeps the first thing that went wrong. */
    void problem(String text) {
        if (problem.isEmpty()) {
            problem = Optional.of(text);
        }
    }

    /** Checks what the program printed in all its iterations, and reads its scores from it. */
    void output(Program program, String stdout, String stderr) {
        program.complaint(count, stdout, stderr).ifPresent(this::problem);
        scores.addAll(Program.scores(stdout));
    }

    String engine() {
        return engine;
    }

    double loadMillis() {
        return loadMillis;
    }

    long peakKiB() {
        return peakKiB;
    }

    Optional<String> problem() {
        return problem;
    }

    /**
     * The time of each iteration. A program that measures itself runs for a fixed time and gives a score: the time is
     * then that of 1000 of its own iterations.
     */
    List<Double> iterations() {
        return scores.isEmpty()
                ? millis
                : scores.stream().map(score -> 1e6 / score).toList();
    }
}
