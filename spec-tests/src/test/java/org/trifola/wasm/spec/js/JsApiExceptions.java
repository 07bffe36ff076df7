// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.js;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tests that fail because of GraalJS, each with its reason: the file {@code js-api-exceptions.txt}.
 *
 * <p>They run like all others. An entry of which a test passes, or that names no test, fails the build.
 */
final class JsApiExceptions {
    /** A line of the file. */
    static final class Entry {
        private final String text;
        private final Pattern tests;
        private boolean needed;

        private Entry(String text, String pattern) {
            this.text = text;
            // Everything but the star stands for itself.
            tests = Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
        }

        /** Notes that a test of this entry has failed. */
        void setNeeded() {
            needed = true;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final String FILE = "js-api-exceptions.txt";
    private static final String SEPARATOR = " :: ";

    private final List<Entry> entries = new ArrayList<>();

    /** Reads the file: lines {@code FILE :: TEST :: REASON} where a star stands for any text, comments after {@code #}. */
    static JsApiExceptions read() {
        try {
            JsApiExceptions exceptions = new JsApiExceptions();
            Files.readAllLines(Path.of(FILE)).forEach(exceptions::add);
            return exceptions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        int end = line.lastIndexOf(SEPARATOR);
        if (end < 0 || line.indexOf(SEPARATOR) == end) {
            throw new IllegalArgumentException(FILE + ": file, test and reason are expected in: " + line);
        }
        entries.add(new Entry(line, line.substring(0, end)));
    }

    /** The entry for a test, null without one. */
    @Nullable
    Entry find(String file, String test) {
        String name = file + SEPARATOR + test;
        return entries.stream()
                .filter(entry -> entry.tests.matcher(name).matches())
                .findFirst()
                .orElse(null);
    }

    /** The entries for which no test failed. */
    List<Entry> unneeded() {
        return entries.stream().filter(entry -> !entry.needed).toList();
    }
}
