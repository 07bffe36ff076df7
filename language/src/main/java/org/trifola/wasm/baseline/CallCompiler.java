// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * Calls.
 *
 * <p>A function of the same module is called as a static method, whose class the virtual machine loads at the first call.
 * All others are called through their {@link Entry}, a virtual method of which HotSpot notes at each place which one it was,
 * so that it can inline it; but where a table never changes and has few functions of the type, {@code call_indirect} chooses among
 * static methods.
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
        if (index < body.module.importedFunctions()) {
            callFunction(importedFunction(index));
        } else {
            Signature signature = takeArguments(index);
            invokeStatic(index, signature);
            pushResults(body.context.functionType(index).funcType(), signature);
        }
    }

    void callIndirect() {
        Map<Integer, Integer> callees =
                body.classes.constantTables().callees(body.reader.secondIndex(), body.reader.index());
        if (callees.isEmpty()) {
            callFunction(indirectFunction());
        } else {
            callOneOf(callees);
        }
    }

    /** Calls the function of the module that the index chooses, and what is elsewhere in the table as any other function. */
    private void callOneOf(Map<Integer, Integer> callees) {
        FuncType type = body.context.type(body.reader.index()).funcType();
        Signature signature = signature(type);
        operands.require(signature.params().size() + 1);
        int slot = operands.slot(operands.size() - 1, Kind.I32);
        code.dup().istore(slot);
        Label otherwise = code.newLabel();
        Label end = code.newLabel();
        List<SwitchCase> cases = callees.keySet().stream()
                .map(index -> SwitchCase.of(index, code.newLabel()))
                .toList();
        code.lookupswitch(otherwise, cases);
        for (SwitchCase chosen : cases) {
            code.labelBinding(chosen.target());
            body.loadInstance();
            invokeStatic(Objects.requireNonNull(callees.get(chosen.caseValue())), signature);
            code.goto_(end);
        }
        code.labelBinding(otherwise);
        code.iload(slot);
        invokeVirtual(Signature.of(indirectFunction()));
        code.labelBinding(end);
        pushResults(type, signature);
    }

    private void invokeStatic(int functionIndex, Signature signature) {
        code.invokestatic(ModuleClasses.functionClass(functionIndex), ModuleClasses.CALL, signature.staticType());
    }

    void callRef() {
        callFunction(referencedFunction());
    }

    /** Brings the arguments of a function of the module, and the instance, to the machine's stack. */
    Signature takeArguments(int functionIndex) {
        Signature signature = signature(body.context.functionType(functionIndex).funcType());
        operands.take(signature.params().size());
        body.loadInstance();
        return signature;
    }

    /** Brings an imported function to the machine's stack, above its arguments. */
    FuncType importedFunction(int functionIndex) {
        takeArguments(functionIndex);
        code.loadConstant(functionIndex);
        body.call(Calls.class, "imported", FUNCTION, Signature.INSTANCE, INT);
        return body.context.functionType(functionIndex).funcType();
    }

    /** Brings the function of {@code call_indirect} to the machine's stack, above its arguments. */
    FuncType indirectFunction() {
        int typeIndex = body.reader.index();
        int table = body.reader.secondIndex();
        FuncType type = body.context.type(typeIndex).funcType();
        int params = signature(type).params().size();
        operands.require(params + 1);
        operands.takeWidened(1);
        operands.take(params);
        body.loadInstance();
        code.loadConstant(table);
        code.loadConstant(ModuleClasses.typeConstant(typeIndex));
        body.call(Calls.class, "indirect", FUNCTION, ConstantDescs.CD_long, Signature.INSTANCE, INT, DEF_TYPE);
        return type;
    }

    /** Brings the function of {@code call_ref} to the machine's stack, above its arguments. */
    FuncType referencedFunction() {
        FuncType type = body.context.type(body.reader.index()).funcType();
        operands.take(signature(type).params().size() + 1);
        body.call(Calls.class, "nonNull", FUNCTION, ConstantDescs.CD_Object);
        return type;
    }

    private static Signature signature(FuncType type) {
        if (!Signature.isSupported(type)) {
            throw new Unsupported("parameters");
        }
        return Signature.of(type);
    }

    /** Calls the function on top of the machine's stack with the arguments below it. */
    private void callFunction(FuncType type) {
        Signature signature = Signature.of(type);
        invokeVirtual(signature);
        pushResults(type, signature);
    }

    private void invokeVirtual(Signature signature) {
        prepareCall(signature);
        code.invokevirtual(signature.classDesc(), "invoke", signature.virtualType());
    }

    /** Replaces the function on top of the machine's stack by its entry and closure, around the arguments. */
    void prepareCall(Signature signature) {
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
    }

    private void pushResults(FuncType type, Signature signature) {
        if (signature.isTuple()) {
            body.unpack(type.results());
        } else if (signature.result() != Kind.NONE) {
            operands.push(signature.result());
        }
    }
}
