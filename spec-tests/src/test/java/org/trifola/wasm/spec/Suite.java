// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the official test suite is.
 *
 * <p>It is not part of this repository: the property {@code spec.testsuite} names its folder, and where that is missing,
 * the pinned commit is cloned into the build's own folder.
 */
final class Suite {
    private static final String REPOSITORY = "https://github.com/WebAssembly/testsuite.git";
    private static final String COMMIT = "193e551ff22663995b1ac95dc62344133669e14b";

    /** The number of scripts in the pinned commit; finding fewer means that something is wrong with the copy. */
    static final int FILES = 288;

    private static final Path ROOT = locate();

    private Suite() {}

    /** The folder of the suite. */
    static Path root() {
        return ROOT;
    }

    /** The name of a script: its path in the suite, with slashes. */
    static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** All scripts, in the order of their names. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".wast"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The scripts whose name matches the pattern in the property {@code spec.filter}, all without one. */
    static List<Path> selectedFiles() {
        String filter = System.getProperty("spec.filter", "");
        if (filter.isEmpty()) {
            return files();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + filter);
        return files().stream()
                .filter(file -> matcher.matches(Path.of(name(file))))
                .toList();
    }

    private static Path locate() {
        Path given = Path.of(System.getProperty("spec.testsuite", ""));
        if (!given.toString().isEmpty() && Files.isRegularFile(given.resolve("i32.wast"))) {
            return given;
        }
        Path clone = Path.of("target", "testsuite").toAbsolutePath();
        if (!Files.isRegularFile(clone.resolve("i32.wast"))) {
            clone(given, clone);
        }
        return clone;
    }

    private static void clone(Path given, Path clone) {
        try {
            git(Path.of("."), "clone", "--quiet", REPOSITORY, clone.toString());
            git(clone, "checkout", "--quiet", COMMIT);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The official test suite is neither at " + given.toAbsolutePath()
                            + " nor could it be cloned. Clone " + REPOSITORY + ", check out " + COMMIT
                            + ", and run the build with -Dspec.testsuite=FOLDER.",
                    e);
        }
    }

    private static void git(Path folder, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
