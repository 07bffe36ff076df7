// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.js;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of the JavaScript API tests, in the folder that the property {@code spec.jsapi} names. */
final class JsApiSuite {
    private static final Path FOLDER = Path.of(System.getProperty("spec.jsapi", "no folder given"));

    /** A file asks for others by lines such as {@code // META: script=/wasm/jsapi/assertions.js}. */
    private static final Pattern META_SCRIPT = Pattern.compile("^// META: script=(.+)$", Pattern.MULTILINE);

    /** Where the tests' web server has {@link #FOLDER}. */
    private static final String ROOT = "/wasm/jsapi/";

    /** What marks the files that take gigabytes and minutes; they run when the property {@code spec.jsapi.long} is set. */
    private static final String META_LONG = "// META: timeout=long";

    private JsApiSuite() {}

    /** Whether the tests are there: they are not part of this repository. */
    static boolean exists() {
        return Files.isDirectory(FOLDER);
    }

    /** The test files to run now. */
    static List<Path> selectedFiles() {
        boolean runsLong = Boolean.getBoolean("spec.jsapi.long");
        return files().stream().filter(file -> runsLong || !isLong(file)).toList();
    }

    private static boolean isLong(Path file) {
        try {
            return Files.readString(file).contains(META_LONG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test files, sorted. */
    static List<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".any.js"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of a file in reports: its path below the folder. */
    static String name(Path file) {
        return FOLDER.relativize(file).toString().replace('\\', '/');
    }

    /** The scripts that a test file needs, then itself. */
    static List<Path> scripts(Path file) throws IOException {
        List<Path> scripts = new ArrayList<>();
        Matcher matcher = META_SCRIPT.matcher(Files.readString(file));
        while (matcher.find()) {
            String script = matcher.group(1).strip();
            scripts.add(
                    script.startsWith(ROOT)
                            ? FOLDER.resolve(script.substring(ROOT.length()))
                            : file.resolveSibling(script));
        }
        scripts.add(file);
        return scripts;
    }
}
