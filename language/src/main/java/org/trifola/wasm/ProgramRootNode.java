// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.trifola.wasm.runtime.Extern;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.LinkError;
import org.trifola.wasm.runtime.WasmModule;

/**
 * Runs a module as a program, each time anew: what the source option {@code wasm.Run} asks for.
 *
 * <p>It gives a number, not an object: for its first object of a language the polyglot API makes some eighty call targets, which
 * takes longer than a small program.
 */
final class ProgramRootNode extends RootNode {
    private static final int SUCCESS = 0;

    private final WasmModule module;

    ProgramRootNode(WasmLanguage language, WasmModule module) {
        super(language);
        this.module = module;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        run();
        return SUCCESS;
    }

    @TruffleBoundary
    private void run() {
        // By its root instruments find the module.
        module.root().call();
        Instance instance = WasmContext.get(this).instantiate(module, new Object[0]);
        callIfPresent("_initialize", instance);
        callIfPresent("_start", instance);
    }

    private static void callIfPresent(String name, Instance instance) {
        Extern export = instance.exports().find(name);
        if (export == null) {
            return;
        }
        if (!(export instanceof Function function)
                || !function.funcType().params().isEmpty()) {
            throw LinkError.notAProgram("the export '" + name + "' must be a function without parameters");
        }
        function.callWithoutArguments();
    }

    @Override
    public String getName() {
        return "program " + module.name();
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
