// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;

/**
 * Tail calls.
 *
 * <p>That of the function itself is a jump to its start. A function that makes no tail calls but such is called and its
 * result returned: it needs stack, but does not hand it on. All others become part of a {@link TailChain}. Specification:
 * {@code exec-return_call} and following.
 */
final class TailCallCompiler {
    private final MethodBody body;
    private final CodeBuilder code;
    private final ControlCompiler control;
    private final CallCompiler calls;
    private final ExceptionCompiler exceptions;

    TailCallCompiler(MethodBody body, ControlCompiler control, CallCompiler calls, ExceptionCompiler exceptions) {
        this.body = body;
        this.control = control;
        this.calls = calls;
        this.exceptions = exceptions;
        code = body.code;
    }

    void compile(ControlOpcode opcode) {
        switch (opcode) {
            case RETURN_CALL -> call(body.reader.index());
            case RETURN_CALL_INDIRECT -> callFunction(calls.indirectFunction());
            case RETURN_CALL_REF -> callFunction(calls.referencedFunction());
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
        control.setReachable(false);
    }

    private void call(int functionIndex) {
        if (functionIndex == body.function.index()) {
            callItself();
        } else if (functionIndex < body.module.importedFunctions()) {
            callFunction(calls.importedFunction(functionIndex));
        } else {
            callMethod(functionIndex);
        }
    }

    private void callItself() {
        int params = body.signature.params().size();
        body.operands.require(params);
        body.operands.dropBetween(0, params);
        for (int i = params - 1; i >= 0; i--) {
            body.storeLocal(i);
        }
        control.restart();
    }

    private void callMethod(int functionIndex) {
        Signature signature = calls.takeArguments(functionIndex);
        leave();
        if (body.classes.mayTailCall(functionIndex)) {
            body.loadChain();
            code.invokestatic(
                    ModuleClasses.functionClass(functionIndex), ModuleClasses.CALL, signature.staticTailType());
        } else {
            code.invokestatic(ModuleClasses.functionClass(functionIndex), ModuleClasses.CALL, signature.staticType());
        }
        returnResult();
    }

    private void callFunction(FuncType type) {
        Signature signature = Signature.of(type);
        calls.prepareCall(signature);
        body.loadChain();
        leave();
        code.invokevirtual(signature.classDesc(), TailMethods.TAIL, signature.virtualTailType());
        returnResult();
    }

    /** From here on, neither handlers nor backtraces find the function. */
    private void leave() {
        exceptions.leaveBodies();
        // The instruction's own line may start right here, and the first of two lines would win.
        code.nop().lineNumber(LineNumbers.LEFT);
    }

    private void returnResult() {
        body.signature.result().returnFrom(code);
        exceptions.enterBodies();
    }
}
