// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.worker;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.ValType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs a module on Chicory, compiled to Java bytecode at load time or interpreted. */
final class ChicoryRunner implements Runner {
    private final Setup setup;
    private final byte[] bytes;
    private @Nullable WasmModule module;
    private @Nullable Function<Instance, Machine> compiled;

    ChicoryRunner(Setup setup) throws IOException {
        this.setup = setup;
        this.bytes = Files.readAllBytes(setup.module());
    }

    @Override
    public String engine() {
        return setup.interpreterOnly() ? "Chicory interpreter" : "Chicory compiler";
    }

    @Override
    public void load() {
        module = Parser.parse(bytes);
        if (!setup.interpreterOnly()) {
            compiled = MachineFactoryCompiler.builder(module)
                    .withInterpreterFallback(InterpreterFallback.WARN)
                    .compile();
        }
    }

    @Override
    public Outcome run() {
        try (WasiPreview1 wasi = wasi()) {
            Instance instance = instance(wasi);
            if (exportsFunction(instance, "_start")) {
                instance.export("_start").apply();
                return new Outcome(0, 0);
            }
            ExportFunction run = instance.export("run");
            return Outcome.measured(Float.intBitsToFloat((int) run.apply()[0]));
        } catch (WasiExitException e) {
            return new Outcome(e.exitCode(), 0);
        }
    }

    private Instance instance(WasiPreview1 wasi) {
        ImportValues imports = ImportValues.builder()
                .addFunction(wasi.toHostFunctions())
                .addFunction(mark("start", setup.marks()::start), mark("end", setup.marks()::end), clock())
                .build();
        Instance.Builder builder = Instance.builder(module)
                .withImportValues(imports)
                .withMemoryFactory(ByteArrayMemory::new)
                .withStart(false);
        if (compiled != null) {
            builder.withMachineFactory(compiled);
        }
        return builder.build();
    }

    private static HostFunction mark(String name, Runnable action) {
        return new HostFunction("bench", name, FunctionType.empty(), (instance, arguments) -> {
            action.run();
            return new long[0];
        });
    }

    private static HostFunction clock() {
        return new HostFunction("env", "clock_ms", FunctionType.of(List.of(), List.of(ValType.I64)), (i, arguments) ->
                new long[] {System.nanoTime() / 1_000_000});
    }

    private static boolean exportsFunction(Instance instance, String name) {
        var section = instance.module().exportSection();
        return IntStream.range(0, section.exportCount())
                .mapToObj(section::getExport)
                .anyMatch(export -> export.exportType() == ExternalType.FUNCTION
                        && export.name().equals(name));
    }

    private WasiPreview1 wasi() {
        WasiOptions options = WasiOptions.builder()
                .withStdout(setup.out(), false)
                .withStderr(setup.err(), false)
                .withArguments(List.of(setup.module().getFileName().toString()))
                .withDirectory(".", setup.directory())
                .build();
        return WasiPreview1.builder().withOptions(options).build();
    }
}
