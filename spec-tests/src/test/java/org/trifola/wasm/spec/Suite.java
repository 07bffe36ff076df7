// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    private static @Nullable Path root;

    private Suite() {}

    /** The folder of the suite. */
    static synchronized Path root() {
        if (root == null) {
            Path given = Path.of(System.getProperty("spec.testsuite", "no folder given"));
            root = locate(given, Path.of("target", "testsuite").toAbsolutePath(), REPOSITORY, COMMIT);
        }
        return root;
    }

    /** The name of a script: its path in the suite, with slashes. */
    static String name(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }

    /** All scripts, in the order of their names. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(root())) {
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

    /** The given folder if the suite is there, otherwise a clone, which is made unless there is one. */
    static Path locate(Path given, Path clone, String repository, String commit) {
        if (Files.isRegularFile(given.resolve("i32.wast"))) {
            return given;
        }
        if (!isClone(clone, commit)) {
            clone(given, clone, repository, commit);
        }
        return clone;
    }

    /** Git names the commit when all files of it are there. */
    private static boolean isClone(Path folder, String commit) {
        try {
            return Files.readString(folder.resolve(".git").resolve("HEAD"))
                    .strip()
                    .equals(commit);
        } catch (IOException _) {
            return false;
        }
    }

    private static void clone(Path given, Path clone, String repository, String commit) {
        System.out.println("The official test suite is not at " + given.toAbsolutePath() + ": cloning " + repository);
        try {
            Files.createDirectories(clone);
            git(clone, "init", "--quiet");
            git(clone, "fetch", "--quiet", "--depth", "1", repository, commit);
            git(clone, "checkout", "--quiet", "--force", "--detach", commit);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The official test suite is neither at " + given.toAbsolutePath()
                            + " nor could it be cloned. Clone " + repository + ", check out " + commit
                            + ", and run the build with -Dspec.testsuite=FOLDER.",
                    e);
        }
    }

    private static void git(Path folder, String... arguments) throws IOException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
