// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * Calls.
 *
 * <p>A function of the same module is called as a static method, whose class the virtual machine loads at the first call.
 * All others are called through their {@link Entry}, a virtual method of which HotSpot notes at each place which one it was,
 * so that it can inline it.
 */
final class CallCompiler {
    private static final ClassDesc FUNCTION = MethodBody.describe(Function.class);
    private static final ClassDesc ENTRY = MethodBody.describe(Entry.class);
    private static final ClassDesc DEF_TYPE = MethodBody.describe(DefType.class);
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;

    CallCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
    }

    void call() {
        int index = body.reader.index();
        FuncType type = body.context.functionType(index).funcType();
        Signature signature = signature(type);
        operands.take(signature.params().size());
        body.loadInstance();
        if (index < body.module.importedFunctions()) {
            code.loadConstant(index);
            body.call(Calls.class, "imported", FUNCTION, Signature.INSTANCE, INT);
            callFunction(signature);
        } else {
            code.invokestatic(ModuleClasses.functionClass(index), "call", signature.staticType());
        }
        pushResults(type, signature);
    }

    void callIndirect() {
        int typeIndex = body.reader.index();
        int table = body.reader.secondIndex();
        FuncType type = body.context.type(typeIndex).funcType();
        Signature signature = signature(type);
        operands.require(signature.params().size() + 1);
        operands.takeWidened(1);
        operands.take(signature.params().size());
        body.loadInstance();
        code.loadConstant(table);
        code.loadConstant(ModuleClasses.typeConstant(typeIndex));
        body.call(Calls.class, "indirect", FUNCTION, ConstantDescs.CD_long, Signature.INSTANCE, INT, DEF_TYPE);
        callFunction(signature);
        pushResults(type, signature);
    }

    void callRef() {
        FuncType type = body.context.type(body.reader.index()).funcType();
        Signature signature = signature(type);
        operands.take(signature.params().size() + 1);
        body.call(Calls.class, "nonNull", FUNCTION, ConstantDescs.CD_Object);
        callFunction(signature);
        pushResults(type, signature);
    }

    private static Signature signature(FuncType type) {
        if (!Signature.isSupported(type)) {
            throw new Unsupported("parameters");
        }
        return Signature.of(type);
    }

    /** Calls the function on top of the machine's stack with the arguments below it. */
    private void callFunction(Signature signature) {
        int first = operands.size();
        List<Kind> params = signature.params();
        int functionSlot = operands.slot(first + params.size(), Kind.REF);
        code.astore(functionSlot);
        for (int i = params.size() - 1; i >= 0; i--) {
            params.get(i).store(code, operands.slot(first + i, params.get(i)));
        }
        code.aload(functionSlot);
        body.loadInstance();
        body.call(Calls.class, "entry", ENTRY, FUNCTION, Signature.INSTANCE);
        code.checkcast(signature.classDesc());
        for (int i = 0; i < params.size(); i++) {
            params.get(i).load(code, operands.slot(first + i, params.get(i)));
        }
        code.aload(functionSlot);
        code.invokevirtual(FUNCTION, "closure", MethodTypeDesc.of(ConstantDescs.CD_Object));
        code.invokevirtual(signature.classDesc(), "invoke", signature.virtualType());
    }

    private void pushResults(FuncType type, Signature signature) {
        if (signature.isTuple()) {
            body.unpack(type.results());
        } else if (signature.result() != Kind.NONE) {
            operands.push(signature.result());
        }
    }
}
