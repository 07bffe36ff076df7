// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.cli.ParseException;

/**
 * Runs programs on Trifola and on other engines, each pair in a process of its own and the engines in turn, and prints
 * how long they take.
 */
public final class Compare {
    private final PrintStream console;
    private final Path target;

    private final Settings settings;

    private final List<Program> programs;

    private Compare(PrintStream console, Path target, Settings settings, List<Program> programs) {
        this.console = console;
        this.target = target;
        this.settings = settings;
        this.programs = programs;
    }

    /** The property {@code benchmarks.target} names the build folder of this module. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("benchmarks.target", "target"));
        System.exit(run(System.out, target, args));
    }

    /** Returns 1 when some program did not end correctly on some engine. */
    static int run(PrintStream console, Path target, String... arguments) throws IOException, InterruptedException {
        Compare compare;
        try {
            Optional<Settings> settings = Settings.parse(arguments);
            if (settings.isEmpty()) {
                console.print(Settings.help());
                return 0;
            }
            compare = new Compare(console, target, settings.get(), Program.chosen(settings.get()));
        } catch (ParseException | IllegalArgumentException e) {
            console.println(e.getMessage());
            return 2;
        }
        return compare.run();
    }

    private int run() throws IOException, InterruptedException {
        Contender reference = settings.engines().getFirst();
        List<Result> results = new ArrayList<>();
        console.println(Report.header());
        for (Program program : programs) {
            List<Result> row = measure(program);
            results.addAll(row);
            Report report = new Report(row, reference);
            row.forEach(result -> console.println(report.row(result)));
        }
        Report report = new Report(results, reference);
        report.printGeometricMeans(console);
        if (settings.out().isPresent()) {
            Files.writeString(settings.out().get(), Json.of(json(report)) + "\n");
        }
        return results.stream().anyMatch(result -> result.problem().isPresent()) ? 1 : 0;
    }

    /** The engines take turns, so that a slow moment of the machine does not hit one of them only. */
    private List<Result> measure(Program program) throws IOException, InterruptedException {
        Map<Contender, List<Run>> runs = new EnumMap<>(Contender.class);
        for (int round = 0; round < settings.rounds(); round++) {
            for (Contender contender : settings.engines()) {
                runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(run(program, contender));
            }
        }
        return settings.engines().stream()
                .map(contender -> new Result(program, contender, runs.getOrDefault(contender, List.of())))
                .toList();
    }

    private Run run(Program program, Contender contender) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("trifola-compare");
        try {
            return run(program, contender, folder);
        } finally {
            deleteRecursively(folder);
        }
    }

    private Run run(Program program, Contender contender, Path folder) throws IOException, InterruptedException {
        Path workingDirectory = Files.createDirectory(folder.resolve("work"));
        program.copyInputs(workingDirectory);
        boolean observed = contender == settings.engines().getFirst()
                && !settings.engineArguments().isEmpty();
        Contender.Job job = new Contender.Job(
                program,
                settings.interpreter(),
                settings.seconds(),
                workingDirectory,
                folder,
                observed ? settings.engineArguments() : List.of());
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(contender.command(job, installation(folder)))
                .redirectError(observed ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.to(log.toFile()));
        Run run = new Run();
        try {
            int exitCode = listen(builder.start(), run);
            if (exitCode != 0) {
                run.problem("process ended with " + exitCode + firstLine(log));
            }
        } catch (IOException e) {
            run.problem(String.valueOf(e.getMessage()));
        }
        run.output(program, read(folder.resolve("stdout")), read(folder.resolve("stderr")));
        return run;
    }

    private Contender.Installation installation(Path folder) throws IOException {
        Path nodeWorker = folder.resolve("worker.mjs");
        try (InputStream script = Compare.class.getResourceAsStream("worker.mjs")) {
            Files.copy(script, nodeWorker, StandardCopyOption.REPLACE_EXISTING);
        }
        return Contender.Installation.of(target, nodeWorker);
    }

    private int listen(Process process, Run run) throws IOException, InterruptedException {
        Thread watchdog = Thread.startVirtualThread(() -> {
            try {
                if (!process.waitFor(settings.timeout(), TimeUnit.SECONDS)) {
                    run.problem("stopped after " + settings.timeout() + " s");
                    process.toHandle().destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.toHandle().destroyForcibly();
            }
        });
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(run::event);
        }
        int exitCode = process.waitFor();
        watchdog.join();
        return exitCode;
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** The first line of a log is the message, before the stack trace. */
    private static String firstLine(Path log) throws IOException {
        return read(log)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> ": " + line)
                .orElse("");
    }

    private static void deleteRecursively(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    private Map<String, Object> json(Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("date", Instant.now().toString());
        json.put("processors", Runtime.getRuntime().availableProcessors());
        json.put("java", System.getProperty("java.vm.version"));
        json.put("seconds", settings.seconds());
        json.put("rounds", settings.rounds());
        json.put("interpreter", settings.interpreter());
        json.putAll(report.json());
        return json;
    }
}
