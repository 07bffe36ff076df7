// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.wasi.Wasi;
import org.trifola.wasm.wasi.WasiModule;
import org.trifola.wasm.wasi.WasiThreads;

/** The modules of the engine itself that a context offers, by the name under which they are imported. */
final class Builtins {
    private static final String WASI_PREVIEW1 = "wasi_snapshot_preview1";
    private static final String WASI_UNSTABLE = "wasi_unstable";
    private static final String SPECTEST = "spectest";

    private final WasmContext context;
    private final Map<String, String> moduleByImportName = new HashMap<>();
    private @Nullable Spectest spectest;

    /**
     * The modules of an option.
     *
     * @param option {@code [importName:]module,…}
     * @throws ArgumentError when there is no module of a name
     */
    Builtins(WasmContext context, String option) {
        this.context = context;
        for (String entry : option.isEmpty() ? new String[0] : option.split(",", -1)) {
            int colon = entry.lastIndexOf(':');
            String module = entry.substring(colon + 1).strip();
            moduleByImportName.put(
                    colon < 0 ? module : entry.substring(0, colon).strip(), checked(module));
        }
    }

    private static String checked(String module) {
        return switch (module) {
            case WASI_PREVIEW1, WASI_UNSTABLE, SPECTEST -> module;
            default ->
                throw new ArgumentError("wasm.Builtins: there is no module \"" + module + "\"; known are "
                        + WASI_PREVIEW1 + ", " + WASI_UNSTABLE + " and " + SPECTEST);
        };
    }

    /** What the modules offer to one new instance. */
    NewInstance forNewInstance() {
        return new NewInstance();
    }

    private synchronized Spectest spectest() {
        Spectest result = spectest;
        if (result == null) {
            result = new Spectest(context);
            spectest = result;
        }
        return result;
    }

    /**
     * A WASI program is one instance, and one more for each of its threads: the state that they share is made with the first
     * import.
     */
    final class NewInstance implements Imports {
        private @Nullable Wasi wasi;
        private @Nullable Supplier<WasiThreads> newThreads;
        private @Nullable WasiThreads threads;
        private @Nullable Memory sharedMemory;

        /** Sets what makes the threads of the program, if it wants some. */
        void setThreads(Supplier<WasiThreads> maker) {
            newThreads = maker;
        }

        @Override
        public synchronized @Nullable Object find(Import wanted) {
            String module = moduleByImportName.get(wanted.module());
            if (module == null) {
                return hasThreads() ? findForThreads(wanted) : null;
            }
            return switch (module) {
                case WASI_PREVIEW1 -> wasiFunction(context.language().wasiPreview1(), wanted.name());
                case WASI_UNSTABLE -> wasiFunction(context.language().wasiUnstable(), wanted.name());
                default -> spectest().find(wanted.name());
            };
        }

        private @Nullable Object wasiFunction(WasiModule module, String name) {
            return module.function(name, wasi());
        }

        private Wasi wasi() {
            Wasi state = wasi;
            if (state == null) {
                state = context.newWasi();
                wasi = state;
            }
            return state;
        }

        private boolean hasThreads() {
            return moduleByImportName.containsValue(WASI_PREVIEW1) && context.has(Feature.THREADS);
        }

        /** What programs with threads import besides WASI: the function that starts one, and the memory that all share. */
        private @Nullable Object findForThreads(Import wanted) {
            if (wanted.module().equals("wasi") && wanted.name().equals("thread-spawn")) {
                return context.language().wasiPreview1().threadSpawn(threads());
            }
            boolean isMemory = wanted.module().equals("env") && wanted.name().equals("memory");
            return isMemory && wanted.type() instanceof MemoryType type && type.shared() ? sharedMemory(type) : null;
        }

        private WasiThreads threads() {
            WasiThreads result = threads;
            if (result == null) {
                result = Objects.requireNonNull(newThreads).get();
                context.add(result);
                wasi().setThreads(result);
                threads = result;
            }
            return result;
        }

        private Memory sharedMemory(MemoryType type) {
            Memory result = sharedMemory;
            if (result == null) {
                result = context.newMemory(type);
                sharedMemory = result;
            }
            return result;
        }

        @Override
        public void linked(Instance instance) {
            if (wasi != null) {
                wasi.attach(instance);
            }
        }
    }
}
