// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import org.trifola.wasm.WasmLanguage;

/**
 * The way of other languages into functions of one code, where a call site meets too many codes to remember them all: takes the
 * function and the array of arguments.
 */
final class HostEntry extends RootNode {
    @Child
    private FunctionCallNode callNode;

    private HostEntry(WasmLanguage language, Function function) {
        super(language);
        callNode = FunctionCallNode.create(function);
    }

    static CallTarget create(Function function) {
        RootNode code = ((RootCallTarget) function.code().callTarget()).getRootNode();
        return new HostEntry(code.getLanguage(WasmLanguage.class), function).getCallTarget();
    }

    @Override
    public Object execute(VirtualFrame frame) {
        Object[] arguments = frame.getArguments();
        return callNode.execute((Function) arguments[0], (Object[]) arguments[1]);
    }

    @Override
    public String getName() {
        return "call of a function";
    }

    @Override
    public boolean isInternal() {
        return true;
    }
}
