// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program to compare engines with. Its folder holds what it reads, and what it must print in files named after it
 * ({@code program.stdout.expected}).
 *
 * @param name how the comparison calls it
 * @param module the binary module
 */
record Program(String name, Path module) {
    /** What a program needs of an engine beyond WebAssembly 2.0 without vectors. */
    enum Needs {
        SCALAR,
        SIMD,
        GC
    }

    private static final Map<String, Needs> NEEDS =
            Map.of("blake3-simd", Needs.SIMD, "meshoptimizer", Needs.SIMD, "splay", Needs.GC);

    /** What CoreMark prints when it has checked its own results; the number is iterations per second. */
    private static final Pattern SCORE = Pattern.compile("^CoreMark 1\\.0 : ([0-9.]+)", Pattern.MULTILINE);

    Needs needs() {
        return NEEDS.getOrDefault(name, Needs.SCALAR);
    }

    /** The programs that the settings name. */
    static List<Program> chosen(Settings settings) throws IOException {
        List<Program> known = Files.isDirectory(settings.corpus()) ? corpus(settings.corpus()) : List.of();
        if (settings.programs().isEmpty()) {
            return known.stream()
                    .filter(program -> settings.sets().contains(program.needs()))
                    .toList();
        }
        return settings.programs().stream().map(name -> find(name, known)).toList();
    }

    private static Program find(String name, List<Program> known) {
        if (name.endsWith(".wasm")) {
            return of(Path.of(name));
        }
        return known.stream()
                .filter(program -> program.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no program " + name + " in the corpus"));
    }

    /** The programs of a corpus: one folder each, or several to a folder. */
    private static List<Program> corpus(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .map(Program::of)
                    .toList();
        }
    }

    static Program of(Path module) {
        Path file = module.toAbsolutePath().normalize();
        String base = baseName(file);
        return new Program(
                base.equals("benchmark") ? file.getName(file.getNameCount() - 2).toString() : base, file);
    }

    private static String baseName(Path file) {
        return file.getFileName().toString().replaceFirst("\\.wasm$", "");
    }

    /** Copies what the program may read to the folder that becomes its working directory. */
    void copyInputs(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(module.getParent())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".input")).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
    }

    /** What is wrong with the output of some iterations, if anything. */
    Optional<String> complaint(int iterations, String stdout, String stderr) {
        return differs("stdout", iterations, stdout).or(() -> differs("stderr", iterations, stderr));
    }

    private Optional<String> differs(String stream, int iterations, String actual) {
        Path expected = module.resolveSibling(baseName(module) + "." + stream + ".expected");
        try {
            boolean equal = !Files.exists(expected)
                    || Files.readString(expected).repeat(iterations).equals(actual);
            return equal ? Optional.empty() : Optional.of(stream + " differs from " + expected.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scores that a program which measures itself has printed, one for each iteration. */
    static List<Double> scores(String stdout) {
        return SCORE.matcher(stdout)
                .results()
                .map(match -> Double.valueOf(match.group(1)))
                .toList();
    }
}
