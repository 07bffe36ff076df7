// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.trifola.wasm.benchmarks.worker.Worker;

/** An engine of the comparison: how to start a process that runs a program on it. */
enum Contender {
    TRIFOLA {
        @Override
        List<String> command(Job job, Installation installation) {
            return polyglot(job, installation, installation.classPath());
        }
    },
    GRAALWASM {
        // Both languages have the id wasm: Trifola leaves the class path for GraalWasm.
        @Override
        List<String> command(Job job, Installation installation) {
            List<String> classPath = new ArrayList<>(installation.classPath());
            classPath.removeIf(Contender::isTrifola);
            classPath.add(installation.peers().resolve("*").toString());
            return polyglot(job, installation, classPath);
        }
    },
    CHICORY {
        @Override
        List<String> command(Job job, Installation installation) {
            return java(job, installation.classPath(), List.of(), "chicory");
        }
    },
    NODE {
        @Override
        boolean hasInterpreter() {
            return false;
        }

        // Node 20 crashes after some runs of a WASI program when V8 compiles fast calls to its WASI functions.
        @Override
        List<String> command(Job job, Installation installation) {
            List<String> command = new ArrayList<>(List.of("node", "--no-warnings", "--no-turbo-fast-api-calls"));
            command.addAll(job.engineArguments());
            command.add(installation.nodeWorker().toString());
            command.addAll(job.programArguments());
            return command;
        }
    };

    /** Enough for every program of the corpus; the default is too small for interpreters of deep recursion. */
    private static final String STACK = "-Xss16m";

    abstract List<String> command(Job job, Installation installation);

    boolean hasInterpreter() {
        return true;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> polyglot(Job job, Installation installation, List<String> classPath) {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "--upgrade-module-path=" + installation.graalCompiler(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        if (job.program().needs() == Program.Needs.SIMD) {
            flags.add("--add-modules=jdk.incubator.vector");
            flags.add("--add-exports=java.base/jdk.internal.vm.vector=ALL-UNNAMED");
        }
        return java(job, classPath, flags, "polyglot");
    }

    private static List<String> java(Job job, List<String> classPath, List<String> flags, String runner) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(STACK);
        // Engines that make methods of functions need them for large ones.
        command.addAll(List.of("-XX:-DontCompileHugeMethods", "-XX:-ClipInlining", "-XX:-UseFPUForSpilling"));
        command.addAll(flags);
        command.addAll(job.engineArguments());
        command.addAll(List.of("--class-path", String.join(File.pathSeparator, classPath), Worker.class.getName()));
        command.addAll(List.of(runner, job.interpreterOnly() ? "interpreter" : "compiler"));
        command.addAll(job.programArguments());
        return command;
    }

    private static boolean isTrifola(String entry) {
        return entry.contains("trifola-language") || Path.of(entry).endsWith(Path.of("language", "target", "classes"));
    }

    /**
     * One program to run on one engine.
     *
     * @param program the program
     * @param interpreterOnly whether the engine must not compile
     * @param seconds how long to repeat the program
     * @param workingDirectory the folder with the program's inputs
     * @param output the folder for what the program prints
     * @param engineArguments more arguments for {@code java} or {@code node}
     */
    record Job(
            Program program,
            boolean interpreterOnly,
            double seconds,
            Path workingDirectory,
            Path output,
            List<String> engineArguments) {
        private List<String> programArguments() {
            return List.of(
                    program.module().toString(),
                    workingDirectory.toString(),
                    output.toString(),
                    Double.toString(seconds));
        }
    }

    /**
     * Where the engines are.
     *
     * @param classPath this comparison, Trifola, Chicory and the Truffle runtime
     * @param graalCompiler the folder with the Graal compiler's modules
     * @param peers the folder with GraalWasm
     * @param nodeWorker the script for Node
     */
    record Installation(List<String> classPath, Path graalCompiler, Path peers, Path nodeWorker) {
        static Installation of(Path target, Path nodeWorker) {
            List<String> classPath =
                    Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
            return new Installation(
                    classPath, target.resolve("graal-compiler"), target.resolve("graalwasm"), nodeWorker);
        }
    }
}
