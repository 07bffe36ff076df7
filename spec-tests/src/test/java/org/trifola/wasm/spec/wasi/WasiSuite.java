// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs of the suite in the folder that the property {@code spec.wasi} names. */
final class WasiSuite {
    private static final Path ROOT =
            Path.of(System.getProperty("spec.wasi", "")).toAbsolutePath();

    private WasiSuite() {}

    /** The folder. */
    static Path root() {
        return ROOT;
    }

    /** Whether there are programs. */
    static boolean exists() {
        return !System.getProperty("spec.wasi", "").isEmpty() && Files.isRegularFile(ROOT.resolve("SPECIFICATION.md"));
    }

    /**
     * The programs, copied to a place where they may write.
     *
     * @param copy an empty folder
     */
    static List<WasiProgram> copyTo(Path copy) throws IOException {
        List<WasiProgram> programs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.sorted().toList()) {
                if (!file.equals(ROOT) && !file.toString().endsWith(".cleanup")) {
                    Files.copy(file, copy.resolve(ROOT.relativize(file).toString()));
                }
            }
        }
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".wasm"))
                    .sorted()
                    .toList()) {
                programs.add(WasiProgram.read(file));
            }
        }
        return programs;
    }
}
