// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.WasmModule;

/**
 * Gives a module, however often it is called. It is also how an instrument that looks at code finds the module, even before any
 * of its functions runs.
 */
final class ModuleRootNode extends RootNode {
    /** What GraalJS asks a parsed source for. */
    private static final String DECODE = "module_decode";

    private final WasmModule module;

    ModuleRootNode(WasmLanguage language, WasmModule module) {
        super(language);
        this.module = module;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        if (arguments.length > 0 && !DECODE.equals(arguments[0])) {
            throw unknownRequest(arguments[0]);
        }
        return module;
    }

    @TruffleBoundary
    private static ArgumentError unknownRequest(Object request) {
        return new ArgumentError(
                "a module expects no argument or \"" + DECODE + "\" but got " + HostValues.describe(request));
    }

    @Override
    protected void prepareForInstrumentation(Set<Class<?>> tags) {
        module.observe();
    }

    @Override
    public @Nullable SourceSection getSourceSection() {
        return module.isObserved() ? module.listingSection() : null;
    }

    @Override
    public String getName() {
        return "module " + module.name();
    }
}
