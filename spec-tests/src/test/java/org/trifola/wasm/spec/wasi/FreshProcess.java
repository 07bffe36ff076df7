// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program by the command {@code trifola run} in a process of its own, on the module path of a stock JDK without the
 * Graal compiler: these programs end before they would be compiled.
 */
final class FreshProcess {
    private static final int TIMEOUT_SECONDS = 120;

    /** The first is what embedders on a module path need, the others are for a fast start. */
    private static final List<String> FLAGS = List.of(
            "--enable-native-access=org.graalvm.truffle,org.trifola.wasm",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpolyglot.engine.WarnInterpreterOnly=false",
            "--limit-modules=org.trifola.wasm.launcher,org.trifola.wasm,org.graalvm.truffle.runtime",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");

    private static final String MAIN = "org.trifola.wasm.launcher/org.trifola.wasm.launcher.Launcher";

    private FreshProcess() {}

    /** Runs a program to its end. */
    static Outcome run(WasiProgram program) throws IOException, InterruptedException {
        return run(program.name(), List.of(), arguments(program));
    }

    /**
     * Runs the command with arguments to its end.
     *
     * @param flags of the virtual machine, in addition
     */
    static Outcome run(String name, List<String> flags, List<String> arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("wasi", ".out");
        Path err = Files.createTempFile("wasi", ".err");
        try {
            Process process = new ProcessBuilder(command(flags, arguments))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not end within " + TIMEOUT_SECONDS + " seconds");
            }
            return new Outcome(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static List<String> command(List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-p", System.getProperty("java.class.path"), "-m", MAIN, "run"));
        command.addAll(arguments);
        return command;
    }

    private static List<String> arguments(WasiProgram program) {
        List<String> arguments = new ArrayList<>();
        program.setting().env().forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        if (program.setting().root() != null) {
            arguments.addAll(List.of("--dir", program.setting().root() + "::/"));
        }
        arguments.add(program.module().toString());
        arguments.addAll(program.setting().args());
        return arguments;
    }
}
