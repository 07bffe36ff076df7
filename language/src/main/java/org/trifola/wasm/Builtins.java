// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.wasi.Wasi;
import org.trifola.wasm.wasi.WasiModule;

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
    Imports forNewInstance() {
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

    /** A WASI program is one instance: its state is made with its first import. */
    private final class NewInstance implements Imports {
        private @Nullable Wasi wasi;

        @Override
        public @Nullable Object find(Import wanted) {
            String module = moduleByImportName.get(wanted.module());
            if (module == null) {
                return null;
            }
            return switch (module) {
                case WASI_PREVIEW1 -> wasiFunction(context.language().wasiPreview1(), wanted.name());
                case WASI_UNSTABLE -> wasiFunction(context.language().wasiUnstable(), wanted.name());
                default -> spectest().find(wanted.name());
            };
        }

        private @Nullable Object wasiFunction(WasiModule module, String name) {
            Wasi state = wasi;
            if (state == null) {
                state = context.newWasi();
                wasi = state;
            }
            return module.function(name, state);
        }

        @Override
        public void linked(Instance instance) {
            if (wasi != null) {
                wasi.attach(instance);
            }
        }
    }
}
