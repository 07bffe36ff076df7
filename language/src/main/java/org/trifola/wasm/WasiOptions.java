// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleFile;
import com.oracle.truffle.api.TruffleLanguage.Env;
import java.util.ArrayList;
import java.util.List;
import org.trifola.wasm.wasi.WasiConfig;
import org.trifola.wasm.wasi.WasiConfig.Preopen;

/** Turns the options of a context into what its WASI programs get. */
final class WasiOptions {
    private WasiOptions() {}

    /** What a program of a context gets. */
    static WasiConfig config(Env env) {
        return new WasiConfig(
                List.of(env.getApplicationArguments()),
                env.getEnvironment(),
                env.in(),
                env.out(),
                env.err(),
                preopens(env));
    }

    /** A context without access to files has no directories to give. */
    private static List<Preopen> preopens(Env env) {
        List<Preopen> preopens = new ArrayList<>();
        String option = env.getOptions().get(WasmOptions.WasiMapDirs);
        if (!env.isFileIOAllowed() || option.isEmpty()) {
            return preopens;
        }
        for (String entry : option.split(",", -1)) {
            int separator = entry.indexOf("::");
            String host = separator < 0 ? entry : entry.substring(separator + 2);
            TruffleFile file = env.getPublicTruffleFile(host);
            preopens.add(new Preopen(file, separator < 0 ? entry : entry.substring(0, separator)));
        }
        return preopens;
    }
}
