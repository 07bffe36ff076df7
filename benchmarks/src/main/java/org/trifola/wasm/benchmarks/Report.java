// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The results as a table for people and as JSON for programs. Ratios are times relative to the first engine's: above 1
 * is slower than it.
 */
final class Report {
    private static final double SHORTEST_MILLIS = 0.05;

    private final List<Result> results;
    private final Contender reference;

    Report(List<Result> results, Contender reference) {
        this.results = results;
        this.reference = reference;
    }

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-22s %-10s %10s %11s %11s %11s %6s %8s %7s",
                "program",
                "engine",
                "load ms",
                "first ms",
                "best ms",
                "median ms",
                "runs",
                "peak MiB",
                "ratio");
    }

    String row(Result result) {
        return String.format(
                        Locale.ROOT,
                        "%-22s %-10s %10.1f %11.2f %11.2f %11.2f %6d %8d %7.2f  %s",
                        result.program().name(),
                        result.contender().label(),
                        result.load(),
                        result.first(),
                        result.best(),
                        result.median(),
                        result.iterationCount(),
                        result.peakKiB() / 1024,
                        ratio(result, Result::best),
                        result.problem().orElse(""))
                .stripTrailing();
    }

    void printGeometricMeans(PrintStream out) {
        out.printf("%nGeometric means relative to %s (programs that both finish correctly):%n", reference.label());
        for (Map.Entry<Contender, Map<String, Object>> mean : geometricMeans().entrySet()) {
            out.printf("    %-10s %s%n", mean.getKey().label(), mean.getValue());
        }
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("reference", reference.label());
        json.put("results", results.stream().map(this::json).toList());
        Map<String, Object> means = new LinkedHashMap<>();
        geometricMeans().forEach((contender, mean) -> means.put(contender.label(), mean));
        json.put("geometricMeans", means);
        return json;
    }

    private Map<String, Object> json(Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("program", result.program().name());
        json.put("engine", result.contender().label());
        json.put("engineName", result.engine());
        json.put("loadMillis", result.load());
        json.put("firstMillis", result.first());
        json.put("bestMillis", result.best());
        json.put("medianMillis", result.median());
        json.put("ratio", ratio(result, Result::best));
        json.put("peakKiB", result.peakKiB());
        json.put("iterationsMillis", result.runs().stream().map(Run::iterations).toList());
        json.put("problem", result.problem().orElse(null));
        return json;
    }

    private Map<Contender, Map<String, Object>> geometricMeans() {
        Map<Contender, Map<String, Object>> means = new LinkedHashMap<>();
        for (Contender contender :
                results.stream().map(Result::contender).distinct().toList()) {
            Map<String, Object> mean = new LinkedHashMap<>();
            mean.put("best", geometricMean(contender, Result::best));
            mean.put("median", geometricMean(contender, Result::median));
            mean.put("load", geometricMean(contender, Result::load));
            mean.put("programs", sound(contender).size());
            means.put(contender, mean);
        }
        return means;
    }

    private double geometricMean(Contender contender, ToDoubleFunction<Result> time) {
        double logarithm = sound(contender).stream()
                .mapToDouble(result -> Math.log(ratio(result, time)))
                .average()
                .orElse(Double.NaN);
        return Math.round(Math.exp(logarithm) * 1000) / 1000.0;
    }

    private List<Result> sound(Contender contender) {
        List<Result> sound = new ArrayList<>();
        for (Result result : results) {
            if (result.contender() == contender
                    && isSound(result)
                    && reference(result).filter(Report::isSound).isPresent()) {
                sound.add(result);
            }
        }
        return sound;
    }

    /** Whether the result may count in a mean: correct, and not so short that only the clock is measured. */
    private static boolean isSound(Result result) {
        return result.problem().isEmpty() && result.best() > SHORTEST_MILLIS;
    }

    private double ratio(Result result, ToDoubleFunction<Result> time) {
        return reference(result)
                .map(other -> time.applyAsDouble(result) / time.applyAsDouble(other))
                .orElse(Double.NaN);
    }

    private Optional<Result> reference(Result result) {
        return results.stream()
                .filter(other ->
                        other.contender() == reference && other.program().equals(result.program()))
                .findFirst();
    }
}
