// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program of the suite, with what it gets and what it must do.
 *
 * @param module the file
 * @param setting what it gets
 * @param exitCode with which code it must end
 * @param stdout what it must write, null when that does not matter
 * @param stderr what it must write, null when that does not matter
 */
record WasiProgram(
        Path module,
        Setting setting,
        int exitCode,
        @Nullable String stdout,
        @Nullable String stderr) {
    /**
     * What a program gets.
     *
     * @param args its arguments
     * @param env its environment
     * @param root the directory that it sees as {@code /}
     */
    record Setting(
            List<String> args,
            Map<String, String> env,
            @Nullable Path root) {}

    /** A program with its description in the file of the same name with the ending {@code json}, if there is one. */
    static WasiProgram read(Path module) throws IOException {
        Path description = module.resolveSibling(module.getFileName().toString().replaceFirst("\\.wasm$", ".json"));
        String text = Files.exists(description) ? Files.readString(description) : "{}";
        Map<?, ?> members = (Map<?, ?>) JsonReader.read(text);
        return new Reader(module).read(members == null ? Map.of() : members);
    }

    /** The last part of the file's name. */
    String name() {
        return module.getFileName().toString();
    }

    /** Reads descriptions of both kinds: plain ones, and ones that list operations. */
    private static final class Reader {
        private final Path module;
        private Setting setting = new Setting(List.of(), Map.of(), null);
        private int exitCode;
        private final Map<String, String> output = new TreeMap<>();

        Reader(Path module) {
            this.module = module;
        }

        WasiProgram read(Map<?, ?> members) {
            if (members.get("operations") instanceof List<?> operations) {
                for (Object operation : operations) {
                    perform((Map<?, ?>) operation);
                }
            } else {
                run(members);
                await(members);
                for (String stream : List.of("stdout", "stderr")) {
                    if (members.get(stream) instanceof String expected) {
                        output.put(stream, expected);
                    }
                }
            }
            return new WasiProgram(module, setting, exitCode, output.get("stdout"), output.get("stderr"));
        }

        private void perform(Map<?, ?> operation) {
            String type = String.valueOf(operation.get("type"));
            switch (type) {
                case "run" -> run(operation);
                case "wait" -> await(operation);
                case "read" ->
                    output.merge(
                            operation.get("id") instanceof String id ? id : "stdout",
                            operation.get("payload") instanceof String payload ? payload : "",
                            String::concat);
                default ->
                    throw new IllegalArgumentException(
                            module + ": the operation \"" + type + "\" does not exist for preview 1");
            }
        }

        private void run(Map<?, ?> members) {
            List<String> args = members.get("args") instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
            Map<String, String> env = new LinkedHashMap<>();
            if (members.get("env") instanceof Map<?, ?> variables) {
                variables.forEach((name, value) -> env.put(String.valueOf(name), String.valueOf(value)));
            }
            Path root = members.get("root") instanceof String name ? module.resolveSibling(name) : null;
            setting = new Setting(args, env, root);
        }

        private void await(Map<?, ?> members) {
            exitCode = members.get("exit_code") instanceof Number number ? number.intValue() : 0;
        }
    }
}
