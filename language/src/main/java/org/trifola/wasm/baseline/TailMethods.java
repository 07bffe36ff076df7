// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;
import org.trifola.wasm.runtime.FunctionCode;

/**
 * The methods of a function that may end in a tail call.
 *
 * <p>The one that holds the code takes a {@link TailChain} as last parameter. If that is not complete when it returns, its
 * result means nothing. Callers know of nothing: the method for them starts a chain and completes it.
 */
final class TailMethods {
    static final ClassDesc CHAIN = MethodBody.describe(TailChain.class);

    /** The virtual method that makes a call part of a chain. */
    static final String TAIL = "tail";

    private TailMethods() {}

    /** Adds the methods around the one that holds the code, which comes first. */
    static void add(ClassBuilder builder, ClassDesc self, Signature signature, Consumer<CodeBuilder> body) {
        builder.withMethodBody(ModuleClasses.CALL, signature.staticTailType(), ACC_PUBLIC | ACC_STATIC, body);
        builder.withMethodBody(
                ModuleClasses.CALL,
                signature.staticType(),
                ACC_PUBLIC | ACC_STATIC,
                code -> complete(code, self, signature));
        builder.withMethodBody(TAIL, signature.virtualTailType(), ACC_PUBLIC, code -> tail(code, self, signature));
        builder.withMethodBody(
                "callBoxed", SignatureClasses.BOXED, ACC_PUBLIC, code -> callBoxed(code, self, signature));
    }

    private static void complete(CodeBuilder code, ClassDesc self, Signature signature) {
        code.lineNumber(LineNumbers.LEFT);
        int chain = newChain(code);
        signature.loadParams(code);
        code.aload(code.parameterSlot(signature.params().size())).aload(chain);
        code.invokestatic(self, ModuleClasses.CALL, signature.staticTailType());
        Label rest = code.newLabel();
        unlessComplete(code, chain, rest);
        signature.result().returnFrom(code);
        code.labelBinding(rest).aload(chain);
        code.invokestatic(SignatureClasses.CALLS, "complete", MethodTypeDesc.of(ConstantDescs.CD_Object, CHAIN));
        SignatureClasses.returnUnboxed(code, signature);
    }

    private static int newChain(CodeBuilder code) {
        int slot = Kind.REF.allocate(code);
        code.new_(CHAIN).dup().invokespecial(CHAIN, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
        code.astore(slot);
        return slot;
    }

    private static void unlessComplete(CodeBuilder code, int chain, Label label) {
        code.aload(chain).invokevirtual(CHAIN, "isComplete", MethodTypeDesc.of(ConstantDescs.CD_boolean));
        code.ifeq(label);
    }

    private static void tail(CodeBuilder code, ClassDesc self, Signature signature) {
        int closure = code.parameterSlot(signature.params().size());
        signature.loadParams(code);
        code.aload(closure).checkcast(Signature.INSTANCE).aload(closure + 1);
        code.invokestatic(self, ModuleClasses.CALL, signature.staticTailType());
        signature.result().returnFrom(code);
    }

    private static void callBoxed(CodeBuilder code, ClassDesc self, Signature signature) {
        int chain = newChain(code);
        code.aload(chain);
        SignatureClasses.unboxArguments(code, signature);
        code.aload(chain);
        code.invokestatic(self, ModuleClasses.CALL, signature.staticTailType());
        SignatureClasses.box(code, signature.result());
        code.invokevirtual(CHAIN, "resultOrNext", MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object));
        code.areturn();
    }

    /** Leaves the function itself, with its arguments, to the start of the chain when that is full. */
    static void leaveIfFull(CodeBuilder code, FunctionCode function, Signature signature) {
        int instance = code.parameterSlot(signature.params().size());
        Label begin = code.newLabel();
        code.aload(instance + 1).invokevirtual(CHAIN, "isFull", MethodTypeDesc.of(ConstantDescs.CD_boolean));
        code.ifeq(begin);
        call(code, function, signature, "leave");
        code.pop();
        returnNothing(code, signature);
        code.labelBinding(begin);
    }

    /** The code of a function that stays with the nodes. */
    static void callNodes(CodeBuilder code, FunctionCode function, Signature signature) {
        call(code, function, signature, "callNodes");
        returnUnlessLeft(code, signature);
    }

    /** Calls a static method with the boxed arguments, the function and the chain. */
    private static void call(CodeBuilder code, FunctionCode function, Signature signature, String name) {
        int instance = code.parameterSlot(signature.params().size());
        SignatureClasses.boxArguments(code, signature, instance);
        code.aload(instance).loadConstant(function.index()).aload(instance + 1);
        code.invokestatic(
                SignatureClasses.CALLS,
                name,
                MethodTypeDesc.of(
                        ConstantDescs.CD_Object,
                        ConstantDescs.CD_Object.arrayType(),
                        Signature.INSTANCE,
                        ConstantDescs.CD_int,
                        CHAIN));
    }

    /** Returns what a call target has returned, if the chain, which is the last parameter, is complete. */
    static void returnUnlessLeft(CodeBuilder code, Signature signature) {
        Label rest = code.newLabel();
        unlessComplete(code, code.parameterSlot(signature.params().size()) + 1, rest);
        SignatureClasses.returnUnboxed(code, signature);
        code.labelBinding(rest);
        returnNothing(code, signature);
    }

    private static void returnNothing(CodeBuilder code, Signature signature) {
        signature.result().pushZero(code);
        signature.result().returnFrom(code);
    }
}
