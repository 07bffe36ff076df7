// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.trifola.wasm.numeric.I32;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.syntax.DefType;

/** The classes that functions of all modules share: for each signature one of entries, and one that calls other codes. */
public final class SignatureClasses extends ClassLoader {
    static final ClassDesc CALLS = MethodBody.describe(Calls.class);
    private static final String ENTRY_PREFIX = "wasm.Entry_";
    private static final String ADAPTER_PREFIX = "wasm.Adapter_";
    private static final ClassDesc ENTRY = MethodBody.describe(Entry.class);
    static final MethodTypeDesc BOXED = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object.arrayType());
    private static final ClassDesc CODE = MethodBody.describe(Code.class);

    static {
        registerAsParallelCapable();
    }

    SignatureClasses() {
        super("wasm signatures", SignatureClasses.class.getClassLoader());
        export(this);
    }

    /** Lets the classes of a loader see what generated code needs. */
    static void export(ClassLoader loader) {
        Module self = SignatureClasses.class.getModule();
        for (Class<?> type : List.of(Calls.class, Code.class, I32.class, DefType.class)) {
            self.addExports(type.getPackageName(), loader.getUnnamedModule());
        }
    }

    /** An entry that calls the call target of a code. */
    Entry adapter(Code code, Signature signature) {
        try {
            return (Entry) loadClass(ADAPTER_PREFIX + signature.letters())
                    .getDeclaredConstructor(Code.class)
                    .newInstance(code);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes;
        if (name.startsWith(ENTRY_PREFIX)) {
            bytes = entryClass(Signature.parse(name.substring(ENTRY_PREFIX.length())));
        } else if (name.startsWith(ADAPTER_PREFIX)) {
            bytes = adapterClass(ClassDesc.of(name), Signature.parse(name.substring(ADAPTER_PREFIX.length())));
        } else {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static byte[] entryClass(Signature signature) {
        return ClassFile.of().build(signature.classDesc(), builder -> {
            builder.withFlags(ACC_PUBLIC | ACC_ABSTRACT).withSuperclass(ENTRY);
            constructor(builder, ENTRY);
            builder.withMethod("invoke", signature.virtualType(), ACC_PUBLIC | ACC_ABSTRACT, _ -> {});
            // What makes no tail calls completes every chain.
            builder.withMethodBody(TailMethods.TAIL, signature.virtualTailType(), ACC_PUBLIC, code -> {
                code.aload(0);
                signature.loadParams(code);
                code.aload(code.parameterSlot(signature.params().size()));
                code.invokevirtual(signature.classDesc(), "invoke", signature.virtualType());
                signature.result().returnFrom(code);
            });
        });
    }

    private static byte[] adapterClass(ClassDesc self, Signature signature) {
        return ClassFile.of().build(self, builder -> {
            builder.withFlags(ACC_PUBLIC | ACC_FINAL).withSuperclass(signature.classDesc());
            builder.withField("code", CODE, ACC_PRIVATE | ACC_FINAL);
            builder.withMethodBody(
                    ConstantDescs.INIT_NAME,
                    MethodTypeDesc.of(ConstantDescs.CD_void, CODE),
                    ACC_PUBLIC,
                    c -> c.aload(0)
                            .invokespecial(signature.classDesc(), ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                            .aload(0)
                            .aload(1)
                            .putfield(self, "code", CODE)
                            .return_());
            builder.withMethodBody("invoke", signature.virtualType(), ACC_PUBLIC, c -> {
                boxArguments(c, signature, c.parameterSlot(signature.params().size()));
                callCode(c, self, "callCode");
                returnUnboxed(c, signature);
            });
            builder.withMethodBody(TailMethods.TAIL, signature.virtualTailType(), ACC_PUBLIC, c -> {
                int closure = c.parameterSlot(signature.params().size());
                boxArguments(c, signature, closure);
                c.aload(0).getfield(self, "code", CODE).aload(closure + 1);
                c.invokestatic(
                        CALLS,
                        "callCode",
                        MethodTypeDesc.of(
                                ConstantDescs.CD_Object, ConstantDescs.CD_Object.arrayType(), CODE, TailMethods.CHAIN));
                TailMethods.returnUnlessLeft(c, signature);
            });
            builder.withMethodBody("callBoxed", BOXED, ACC_PUBLIC, c -> {
                c.aload(1);
                callCode(c, self, "callTarget");
                c.areturn();
            });
        });
    }

    private static void callCode(CodeBuilder code, ClassDesc self, String method) {
        code.aload(0).getfield(self, "code", CODE);
        code.invokestatic(
                CALLS, method, MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object.arrayType(), CODE));
    }

    /** Adds a constructor that does nothing. */
    static void constructor(ClassBuilder builder, ClassDesc superclass) {
        builder.withMethodBody(
                ConstantDescs.INIT_NAME,
                ConstantDescs.MTD_void,
                ACC_PUBLIC,
                c -> c.aload(0)
                        .invokespecial(superclass, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .return_());
    }

    /** Leaves an array of the closure and the boxed parameters. */
    static void boxArguments(CodeBuilder code, Signature signature, int closureSlot) {
        int count = signature.params().size();
        code.loadConstant(count + 1).anewarray(ConstantDescs.CD_Object);
        code.dup().iconst_0().aload(closureSlot).aastore();
        for (int i = 0; i < count; i++) {
            Kind kind = signature.params().get(i);
            code.dup().loadConstant(i + 1);
            kind.load(code, code.parameterSlot(i));
            box(code, kind);
            code.aastore();
        }
    }

    /** Leaves the unboxed parameters and the instance from the array that is the only parameter. */
    static void unboxArguments(CodeBuilder code, Signature signature) {
        int array = code.parameterSlot(0);
        for (int i = 0; i < signature.params().size(); i++) {
            code.aload(array).loadConstant(i + 1).aaload();
            unbox(code, signature.params().get(i));
        }
        code.aload(array).iconst_0().aaload().checkcast(Signature.INSTANCE);
    }

    /** Returns what a call target has left on the stack. */
    static void returnUnboxed(CodeBuilder code, Signature signature) {
        if (signature.isTuple()) {
            code.checkcast(ConstantDescs.CD_Object.arrayType()).areturn();
        } else if (signature.result() == Kind.NONE) {
            code.pop().return_();
        } else {
            unbox(code, signature.result());
            signature.result().returnFrom(code);
        }
    }

    /** Makes the value on top of the stack what a call target takes or returns; no value becomes null. */
    static void box(CodeBuilder code, Kind kind) {
        switch (kind) {
            case NONE -> code.aconst_null();
            case REF, V128 -> {}
            default -> {
                ClassDesc boxed = boxed(kind);
                code.invokestatic(boxed, "valueOf", MethodTypeDesc.of(boxed, kind.type()));
            }
        }
    }

    /** The opposite of {@link #box}. */
    static void unbox(CodeBuilder code, Kind kind) {
        if (kind != Kind.REF) {
            ClassDesc owner = MethodBody.describe(kind.support(Calls.class));
            code.invokestatic(owner, "unbox" + kind.suffix(), MethodTypeDesc.of(kind.type(), ConstantDescs.CD_Object));
        }
    }

    private static ClassDesc boxed(Kind kind) {
        return switch (kind) {
            case I32 -> ConstantDescs.CD_Integer;
            case I64 -> ConstantDescs.CD_Long;
            case F32 -> ConstantDescs.CD_Float;
            case F64 -> ConstantDescs.CD_Double;
            default -> throw new IllegalArgumentException(kind.toString());
        };
    }
}
