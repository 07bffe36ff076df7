// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleLanguage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.validation.TypeCanon;

/**
 * The module {@code wasi_snapshot_preview1} or {@code wasi_unstable}: its functions by name, their code shared by all
 * contexts of an engine. A function is made when the first module imports it.
 */
public final class WasiModule {
    private final TruffleLanguage<?> language;
    private final Abi abi;
    private final Map<String, WasiCode> codes = new ConcurrentHashMap<>();
    private WasiThreads.@Nullable SpawnCode spawnCode;

    private WasiModule(TruffleLanguage<?> language, Abi abi) {
        this.language = language;
        this.abi = abi;
    }

    /** The module {@code wasi_snapshot_preview1}. */
    public static WasiModule preview1(TruffleLanguage<?> language) {
        return new WasiModule(language, Abi.PREVIEW1);
    }

    /** The module {@code wasi_unstable}. */
    public static WasiModule unstable(TruffleLanguage<?> language) {
        return new WasiModule(language, Abi.UNSTABLE);
    }

    /** A function that works on a state, null when there is none of this name. */
    public @Nullable Function function(String name, Wasi wasi) {
        WasiCode code = codes.get(name);
        if (code == null) {
            WasiFunction function = find(name);
            if (function == null) {
                return null;
            }
            code = new WasiCode(language, name, function, abi);
            WasiCode earlier = codes.putIfAbsent(name, code);
            code = earlier != null ? earlier : code;
        }
        return new Function(TypeCanon.of(code.type()), code, wasi);
    }

    /** The function {@code thread-spawn} of the module {@code wasi}, for a program. */
    public synchronized Function threadSpawn(WasiThreads threads) {
        WasiThreads.SpawnCode code = spawnCode;
        if (code == null) {
            code = new WasiThreads.SpawnCode(language);
            spawnCode = code;
        }
        return new Function(TypeCanon.of(WasiThreads.SPAWN_TYPE), code, threads);
    }

    private @Nullable WasiFunction find(String name) {
        int topicEnd = name.indexOf('_');
        return switch (topicEnd < 0 ? name : name.substring(0, topicEnd)) {
            case "args" -> ArgsFunctions.find(name);
            case "clock" -> ClockFunctions.find(name);
            case "environ" -> EnvironFunctions.find(name);
            case "fd" -> FdFunctions.find(name);
            case "path" -> PathFunctions.find(name);
            case "poll" -> PollFunctions.find(name);
            case "proc" -> ProcFunctions.find(name);
            case "random" -> RandomFunctions.find(name);
            case "sched" -> SchedFunctions.find(name);
            case "sock" -> SockFunctions.find(name, abi);
            default -> null;
        };
    }
}
