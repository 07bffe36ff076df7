// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts how the assertions of each file went, and writes the table. */
final class SuiteReport {
    /** The counts of one file. */
    static final class Row {
        private final String mode;
        private final String file;
        private final StringBuilder failures = new StringBuilder();
        private int passed;
        private int failed;
        private int excluded;
        private int messages;
        private int matchingMessages;

        Row(String mode, String file) {
            this.mode = mode;
            this.file = file;
        }

        String mode() {
            return mode;
        }

        String file() {
            return file;
        }

        void addPassed() {
            passed++;
        }

        void addFailed(int line, Throwable failure) {
            failed++;
            addFailure(line, failure);
        }

        /** Counts a failure that is expected; the list of failures has it too. */
        void addExcluded(int line, Throwable failure) {
            excluded++;
            addFailure(line, failure);
        }

        /** Adds modules that were rejected as they should be, and those of them with the message of the suite. */
        void addMessages(int rejected, int matching) {
            messages += rejected;
            matchingMessages += matching;
        }

        private void addFailure(int line, Throwable failure) {
            String message = String.valueOf(failure.getMessage()).replace('\n', ' ');
            failures.append(file)
                    .append(':')
                    .append(line)
                    .append(": ")
                    .append(message)
                    .append('\n');
        }

        private void add(Row other) {
            passed += other.passed;
            failed += other.failed;
            excluded += other.excluded;
            messages += other.messages;
            matchingMessages += other.matchingMessages;
        }
    }

    private final String mode;
    private final Map<String, Row> rows = new TreeMap<>();

    SuiteReport(String mode) {
        this.mode = mode;
    }

    /** The counts of a file. */
    Row row(String file) {
        return rows.computeIfAbsent(file, _ -> new Row(mode, file));
    }

    /** Prints the table, and writes it and the failures to the build's folder. */
    void write() {
        String name = "spec-" + System.getProperty("spec.report", "") + mode;
        String table = table();
        try {
            Files.writeString(Path.of("target", name + ".txt"), table);
            Files.writeString(Path.of("target", name + "-failures.txt"), failures());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.print(table);
    }

    /** A line for each file, then the sums. */
    String table() {
        Row total = new Row(mode, "total (" + mode + ")");
        rows.values().forEach(total::add);
        StringBuilder table = new StringBuilder();
        table.append(line("file (" + mode + ")", "passed", "failed", "excluded"));
        rows.values().forEach(row -> table.append(line(row)));
        table.append(line(total));
        table.append("messages of malformed and invalid modules that are those of the suite: ")
                .append(total.matchingMessages)
                .append(" of ")
                .append(total.messages)
                .append('\n');
        return table.toString();
    }

    private String failures() {
        return rows.values().stream().map(row -> row.failures).collect(Collectors.joining());
    }

    private static String line(Row row) {
        return line(
                row.file, Integer.toString(row.passed), Integer.toString(row.failed), Integer.toString(row.excluded));
    }

    private static String line(String file, String passed, String failed, String excluded) {
        return String.format(Locale.ROOT, "%-64s %8s %8s %8s%n", file, passed, failed, excluded);
    }
}
