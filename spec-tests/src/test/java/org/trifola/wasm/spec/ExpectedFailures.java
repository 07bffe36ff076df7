// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The assertions that are known to fail, each with its reason: the file {@code expected-failures.txt}.
 *
 * <p>They run like all others. An entry whose assertion holds fails the build until it is removed.
 */
final class ExpectedFailures {
    /** A line of the file. */
    static final class Entry {
        private final String text;
        private final String mode;
        private final PathMatcher files;
        private final int line;
        private boolean needed;

        private Entry(String text, String mode, String pattern, int line) {
            this.text = text;
            this.mode = mode;
            this.files = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            this.line = line;
        }

        private boolean isFor(String otherMode, String file) {
            return (mode.equals(ALL) || mode.equals(otherMode)) && files.matches(Path.of(file));
        }

        /** Notes that an assertion of this entry has failed. */
        void setNeeded() {
            needed = true;
        }

        /** Whether the entry names one assertion, which then must fail; otherwise some of its files must. */
        boolean isExact() {
            return line > 0;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final String ALL = "all";

    private final List<Entry> entries = new ArrayList<>();

    /** Reads the file: lines {@code MODE PATTERN[:LINE] REASON} and comments after {@code #}. */
    static ExpectedFailures read() {
        try {
            ExpectedFailures failures = new ExpectedFailures();
            Files.readAllLines(Path.of("expected-failures.txt")).forEach(failures::add);
            return failures;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String text) {
        if (text.isBlank() || text.startsWith("#")) {
            return;
        }
        String[] parts = text.split(" ", 3);
        if (parts.length < 3) {
            throw new IllegalArgumentException("expected-failures.txt: expected mode, place and reason in: " + text);
        }
        String place = parts[1];
        int colon = place.lastIndexOf(':');
        int line = colon < 0 ? 0 : Integer.parseInt(place.substring(colon + 1));
        entries.add(new Entry(text, parts[0], colon < 0 ? place : place.substring(0, colon), line));
    }

    /** The entry for an assertion, null without one. */
    @Nullable
    Entry find(String mode, String file, int line) {
        for (Entry entry : entries) {
            if ((entry.line == 0 || entry.line == line) && entry.isFor(mode, file)) {
                return entry;
            }
        }
        return null;
    }

    /** The entries that none of the given files needed in any of the given modes although they name them. */
    List<Entry> unneeded(Set<String> modes, List<String> files) {
        return entries.stream()
                .filter(entry -> !entry.needed)
                .filter(entry ->
                        modes.stream().anyMatch(mode -> files.stream().anyMatch(file -> entry.isFor(mode, file))))
                .toList();
    }
}
