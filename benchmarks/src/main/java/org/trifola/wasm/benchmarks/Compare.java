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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs programs on Trifola and on other engines, each pair in a process of its own and the engines in turn, and prints
 * how long they take.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Compares the speed of WebAssembly engines, each in its own process.")
public final class Compare implements Callable<Integer> {
    @Option(
            names = "--programs",
            split = ",",
            paramLabel = "NAME|FILE",
            description = "Names from the corpus, or .wasm files; default: all of --set.")
    private List<String> programNames = List.of();

    @Option(
            names = "--set",
            split = ",",
            defaultValue = "SCALAR",
            paramLabel = "SET",
            description = "Programs by what they need: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private List<Program.Needs> sets = List.of();

    @Option(
            names = "--engines",
            split = ",",
            defaultValue = "TRIFOLA,GRAALWASM,CHICORY,NODE",
            paramLabel = "ENGINE",
            description = "Engines, the reference first: ${COMPLETION-CANDIDATES} (default: all).")
    private List<Contender> engines = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long a process repeats its program, warm-up included (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            defaultValue = "1",
            description = "Processes for each pair (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--timeout",
            defaultValue = "900",
            description = "Seconds after which a process is stopped; what it had measured counts"
                    + " (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @Option(
            names = "--interpreter",
            description = "Engines must not compile; engines without an interpreter are left out.")
    private boolean interpreter;

    @Option(names = "--out", paramLabel = "JSON", description = "Where to write the results.")
    private @Nullable Path out;

    @Option(names = "--corpus", paramLabel = "DIR", description = "The corpus (default: the property wasm.corpus).")
    private Path corpus = Path.of(System.getProperty("wasm.corpus", "../shared/wasm-corpus"));

    @Option(
            names = "--engine-arg",
            paramLabel = "ARG",
            description = "An argument for the java of the first engine, such as"
                    + " --engine-arg=-Dpolyglot.engine.TraceCompilation=true; its standard error is shown.")
    private List<String> engineArguments = List.of();

    private final PrintStream console;
    private final Path target;

    Compare(PrintStream console, Path target) {
        this.console = console;
        this.target = target;
    }

    /** The property {@code benchmarks.target} names the build folder of this module. */
    public static void main(String[] args) {
        Path target = Path.of(System.getProperty("benchmarks.target", "target"));
        System.exit(run(System.out, target, args));
    }

    static int run(PrintStream console, Path target, String... args) {
        return new CommandLine(new Compare(console, target))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args);
    }

    /** Returns 1 when some program did not end correctly on some engine. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        if (interpreter) {
            engines = engines.stream().filter(Contender::hasInterpreter).toList();
        }
        Contender reference = engines.getFirst();
        List<Result> results = new ArrayList<>();
        console.println(Report.header());
        for (Program program : programs()) {
            List<Result> row = measure(program);
            results.addAll(row);
            Report report = new Report(row, reference);
            row.forEach(result -> console.println(report.row(result)));
        }
        Report report = new Report(results, reference);
        report.printGeometricMeans(console);
        if (out != null) {
            Files.writeString(out, Json.of(json(report)) + "\n");
        }
        return results.stream().anyMatch(result -> result.problem().isPresent()) ? 1 : 0;
    }

    private List<Program> programs() throws IOException {
        List<Program> known = Files.isDirectory(corpus) ? Program.corpus(corpus) : List.of();
        if (programNames.isEmpty()) {
            return known.stream()
                    .filter(program -> sets.contains(program.needs()))
                    .toList();
        }
        return programNames.stream().map(name -> program(name, known)).toList();
    }

    private Program program(String name, List<Program> known) {
        if (name.endsWith(".wasm")) {
            return Program.of(Path.of(name));
        }
        return known.stream()
                .filter(program -> program.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no program " + name + " in " + corpus));
    }

    /** The engines take turns, so that a slow moment of the machine does not hit one of them only. */
    private List<Result> measure(Program program) throws IOException, InterruptedException {
        Map<Contender, List<Run>> runs = new EnumMap<>(Contender.class);
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : engines) {
                runs.computeIfAbsent(contender, key -> new ArrayList<>()).add(run(program, contender));
            }
        }
        return engines.stream()
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
        boolean observed = contender == engines.getFirst() && !engineArguments.isEmpty();
        Contender.Job job = new Contender.Job(
                program, interpreter, seconds, workingDirectory, folder, observed ? engineArguments : List.of());
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
                if (!process.waitFor(timeout, TimeUnit.SECONDS)) {
                    run.problem("stopped after " + timeout + " s");
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
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
        json.put("seconds", seconds);
        json.put("rounds", rounds);
        json.put("interpreter", interpreter);
        json.putAll(report.json());
        return json;
    }
}
