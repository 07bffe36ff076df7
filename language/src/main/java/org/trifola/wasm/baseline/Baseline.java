// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleOptions;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Polling;
import org.trifola.wasm.runtime.WasmModule;

/** The baseline tier of an engine. */
public final class Baseline {
    private final @Nullable TruffleLanguage<?> language;
    private final SignatureClasses signatures = new SignatureClasses();
    private final Polling polling = new Polling(HotSpot::stopsLoopsSoon);

    /** A tier for the modules of a language. */
    public Baseline(@Nullable TruffleLanguage<?> language) {
        this.language = language;
    }

    /** Whether classes can be made while the program runs; not in a native image. */
    public static boolean isSupported() {
        return !TruffleOptions.AOT;
    }

    /** How methods notice that something is wanted of their thread. */
    public Polling polling() {
        return polling;
    }

    /** Compiles a function; null when it stays with the nodes. */
    public @Nullable CallTarget compile(FunctionCode function) {
        ModuleClasses classes = classes(function.module());
        Entry entry = classes.entry(function);
        if (entry == null) {
            return null;
        }
        if (!function.module().isObserved()) {
            function.setEntry(entry);
        }
        return new EntryRootNode(language, function, entry, classes.mayTailCall(function.index())).getCallTarget();
    }

    private ModuleClasses classes(WasmModule module) {
        return (ModuleClasses) module.methodClasses(() -> new ModuleClasses(module, signatures));
    }

    /** Where compiled methods enter a function: its own method, or one that calls its call target. */
    public Entry entry(Function function) {
        Code code = function.code();
        // A function of a module becomes a method now, if it can.
        code.callTarget();
        Entry entry = code.entry();
        if (entry == null) {
            entry = signatures.adapter(code, Signature.of(function.funcType()));
            code.setEntry(entry);
        }
        return entry;
    }
}
