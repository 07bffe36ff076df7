// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes what stands around the methods with {@linkplain VectorObjects vectors that are objects}, which are in a class of their
 * own that is made when the first of them is hot.
 *
 * <p>As long as HotSpot's last tier has not compiled such a method, each operator is a call that makes objects, and takes some
 * hundred times as long as lane by lane. So it is executed a few times only, from which the compiler learns what it does, and
 * else the work is still done lane by lane. That it is compiled the method itself can tell, see
 * {@link ObjectOperators#isCompiled}; for the methods of loops another one asks it, so often that HotSpot compiles it.
 */
final class ObjectClass {
    /** Added to the name of the method of a part, that of the one with objects. */
    static final String METHOD = "_objects";

    /** Added to the name of the method of a part, that of the one that tells whether the one with objects is ready. */
    private static final String IS_READY = "_isReady";

    /** Added to the name of the method of a part, the count of how often it was asked whether it is ready. */
    private static final String ASKED = "_asked";

    /** How often a method of a function was called. */
    private static final String CALLS = "calls";

    private static final MethodTypeDesc QUESTION = MethodTypeDesc.of(ConstantDescs.CD_boolean);
    private static final ClassDesc OBJECTS = MethodBody.describe(VectorObjects.class);
    private static final ClassDesc INT = ConstantDescs.CD_int;

    private final ClassDesc self;
    private final ClassDesc lanes;
    private final Signature signature;

    /** Writes into the class of a function. */
    ObjectClass(int functionIndex, Signature signature) {
        self = ModuleClasses.objectClass(functionIndex);
        lanes = ModuleClasses.functionClass(functionIndex);
        this.signature = signature;
    }

    /** Adds the method of a loop, and the one that tells whether it is ready. */
    void addLoop(ClassBuilder builder, Cut cut, Consumer<CodeBuilder> body) {
        builder.withField(cut.name() + ASKED, INT, ACC_PRIVATE | ACC_STATIC);
        builder.withField(cut.counter(), INT, ACC_PRIVATE | ACC_STATIC);
        builder.withMethodBody(cut.name() + IS_READY, QUESTION, ACC_PUBLIC | ACC_STATIC, code -> isReady(code, cut));
        builder.withMethodBody(cut.name(), PartFrame.METHOD, ACC_PUBLIC | ACC_STATIC, code -> {
            beginLoop(code);
            body.accept(code);
        });
    }

    /** Says of a loop that it is never ready. */
    void addLoopInLanes(ClassBuilder builder, Cut cut) {
        builder.withMethodBody(
                cut.name() + IS_READY,
                QUESTION,
                ACC_PUBLIC | ACC_STATIC,
                code -> code.iconst_0().ireturn());
    }

    /** Adds the method of a function. */
    void addWhole(ClassBuilder builder, Consumer<CodeBuilder> body) {
        builder.withField(CALLS, INT, ACC_PRIVATE | ACC_STATIC);
        builder.withMethodBody(Part.OBJECTS, signature.staticType(), ACC_PUBLIC | ACC_STATIC, code -> {
            beginWhole(code);
            body.accept(code);
        });
    }

    /** Adds the method of a function that is always done lane by lane. */
    void addWholeInLanes(ClassBuilder builder) {
        builder.withMethodBody(
                Part.OBJECTS, signature.staticType(), ACC_PUBLIC | ACC_STATIC, code -> call(code, lanes, Part.LANES));
    }

    /**
     * Adds an initializer that loads the constants of all methods: where one was not loaded yet, the compiler leaves out what
     * follows, and discards its code when it gets there.
     */
    static void addInitializer(ClassBuilder builder) {
        List<ConstantDynamicEntry> constants = new ArrayList<>();
        for (PoolEntry entry : builder.constantPool()) {
            if (entry instanceof ConstantDynamicEntry constant && VectorFallbacks.makes(constant.asSymbol())) {
                constants.add(constant);
            }
        }
        builder.withMethodBody(ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ACC_STATIC, code -> {
            constants.forEach(constant -> code.ldc(constant).pop());
            code.return_();
        });
    }

    private void isReady(CodeBuilder code, Cut cut) {
        Label ready = code.newLabel();
        Label ask = code.newLabel();
        int count = code.allocateLocal(TypeKind.INT);
        Label answer = code.newLabel();
        ask(code, cut);
        code.ifne(ready);
        increment(code, cut.name() + ASKED);
        code.dup().loadConstant(VectorObjects.MAX_ASKED).if_icmpgt(answer);
        code.loadConstant(VectorObjects.QUESTIONS).istore(count);
        code.labelBinding(ask);
        ask(code, cut);
        code.pop().iinc(count, -1).iload(count).ifgt(ask);
        code.labelBinding(answer).getstatic(self, cut.counter(), INT);
        code.invokestatic(OBJECTS, "isLoopTried", MethodTypeDesc.of(ConstantDescs.CD_boolean, INT, INT));
        code.ireturn();
        code.labelBinding(ready).iconst_1().ireturn();
    }

    private void ask(CodeBuilder code, Cut cut) {
        code.aconst_null().aconst_null().aconst_null().invokestatic(self, cut.name(), PartFrame.METHOD);
    }

    /** Adds one to a count, which is left on the machine's stack. */
    private void increment(CodeBuilder code, String counter) {
        code.getstatic(self, counter, INT).iconst_1().iadd().dup().putstatic(self, counter, INT);
    }

    /** Begins the method of a loop: without an instance it is asked whether it is compiled. */
    private static void beginLoop(CodeBuilder code) {
        Label begin = code.newLabel();
        code.aload(0).ifnonnull(begin);
        new ObjectOperators(code).isCompiled();
        code.ireturn().labelBinding(begin);
    }

    /**
     * Begins the method of a function: as long as it is not compiled, most calls are done lane by lane. One branch asks for both,
     * since the compiler would leave out the way behind one that has never been taken, and discard its code at the first call.
     */
    private void beginWhole(CodeBuilder code) {
        Label begin = code.newLabel();
        new ObjectOperators(code).isCompiled();
        increment(code, CALLS);
        code.invokestatic(OBJECTS, "isCallTried", MethodTypeDesc.of(ConstantDescs.CD_boolean, INT));
        code.iadd().ifne(begin);
        call(code, lanes, Part.LANES);
        code.labelBinding(begin);
    }

    /** The code of a function that has a method with objects and one without: changes over when there were many calls. */
    void changeOver(CodeBuilder code, String counter, int limit) {
        Label inLanes = code.newLabel();
        code.getstatic(lanes, counter, INT).loadConstant(limit).if_icmplt(inLanes);
        call(code, self, Part.OBJECTS);
        code.labelBinding(inLanes);
        code.getstatic(lanes, counter, INT).iconst_1().iadd().putstatic(lanes, counter, INT);
        call(code, lanes, Part.LANES);
    }

    /** Calls a method with the same parameters and returns what it does. */
    private void call(CodeBuilder code, ClassDesc owner, String method) {
        signature.loadParams(code);
        code.aload(code.parameterSlot(signature.params().size()));
        code.invokestatic(owner, method, signature.staticType());
        signature.result().returnFrom(code);
    }

    /** In the method of a loop without objects: lets the one with objects do it, if that is ready. */
    static void leaveIfReady(CodeBuilder code, int functionIndex, Cut cut) {
        ClassDesc owner = ModuleClasses.objectClass(functionIndex);
        String name = cut.name() + METHOD;
        Label begin = code.newLabel();
        code.getstatic(ModuleClasses.functionClass(functionIndex), cut.counter(), INT);
        code.loadConstant(VectorObjects.hotLoop(cut.operators())).if_icmplt(begin);
        code.invokestatic(owner, name + IS_READY, QUESTION).ifeq(begin);
        code.aload(0)
                .aload(1)
                .aload(2)
                .invokestatic(owner, name, PartFrame.METHOD)
                .ireturn();
        code.labelBinding(begin);
    }
}
