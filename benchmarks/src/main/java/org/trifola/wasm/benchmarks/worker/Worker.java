// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Runs one module on one engine again and again until the time is over, and reports each event as one line of
 * tab-separated fields on standard output:
 *
 * <pre>
 * engine     name
 * load       milliseconds
 * iteration  milliseconds  exit code  score
 * memory     peak resident memory in KiB
 * </pre>
 *
 * <p>The program's own output goes to the files {@code stdout} and {@code stderr} of the given folder, one iteration
 * after the other. Node's counterpart of this class is {@code worker.mjs}.
 */
public final class Worker {
    /** Enough for any program, and few enough for systems that allow few open files. */
    private static final int MOST_ITERATIONS = 1000;

    private Worker() {}

    /** How often a program may find its own measurement invalid. */
    private static final int MOST_TRIALS = 3;

    /** Arguments: polyglot or chicory, interpreter or compiler, module, working directory, folder for output, seconds. */
    public static void main(String[] args) throws IOException {
        Path output = Path.of(args[4]);
        BenchMarks marks = new BenchMarks();
        try (OutputStream out = Files.newOutputStream(output.resolve("stdout"));
                OutputStream err = Files.newOutputStream(output.resolve("stderr"))) {
            Setup setup = new Setup(Path.of(args[2]), Path.of(args[3]), args[1].equals("interpreter"), out, err, marks);
            Runner runner = args[0].equals("polyglot") ? new PolyglotRunner(setup) : new ChicoryRunner(setup);
            report("engine", runner.engine());
            measure(runner, marks, (long) (Double.parseDouble(args[5]) * 1e9));
        }
        System.exit(0); // compiler threads are of no use any more
    }

    private static void measure(Runner runner, BenchMarks marks, long budget) throws IOException {
        long start = System.nanoTime();
        runner.load();
        report("load", millis(System.nanoTime() - start));
        long begin = System.nanoTime();
        int iterations = 0;
        Runner.Outcome outcome;
        do {
            marks.reset();
            long before = System.nanoTime();
            outcome = runner.run();
            long nanos = marks.nanosOr(System.nanoTime() - before);
            report("iteration", millis(nanos), outcome.exitCode(), outcome.score());
            reportMemory();
            iterations++;
        } while (iterations < MOST_ITERATIONS && System.nanoTime() - begin < budget
                || outcome.score() == Runner.Outcome.INVALID && iterations < MOST_TRIALS);
    }

    /** Reports the peak so far where the system tells it (Linux). */
    private static void reportMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("VmHWM:")) {
                    report("memory", line.replaceAll("\\D", ""));
                }
            }
        }
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.6f", nanos / 1e6);
    }

    private static void report(String event, Object... fields) {
        StringBuilder line = new StringBuilder(event);
        for (Object field : fields) {
            line.append('\t').append(field);
        }
        System.out.println(line);
    }
}
