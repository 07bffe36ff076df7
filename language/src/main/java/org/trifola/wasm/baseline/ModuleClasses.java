// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.DefType;

/**
 * The classes of a module's functions, one each; instances share them.
 *
 * <p>The virtual machine asks for a class when a method first calls the function. That is when it is compiled; a function
 * that this tier does not know becomes a method that calls the nodes.
 */
public final class ModuleClasses extends ClassLoader {
    static final String CALL = "call";

    private static final String PREFIX = "wasm.F";

    /** Tells the loaders of an engine apart in stack traces. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Where types of values meet, the verifier is told that they are objects: only one loader knows structures' classes. */
    private static final ClassFile CLASS_FILE = ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(type -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(
                    type.equals(ConstantDescs.CD_Object) ? null : ConstantDescs.CD_Object)));

    static {
        registerAsParallelCapable();
    }

    private final WasmModule module;
    private final int maxCodeSize;

    /** Which functions became methods; written before the class is defined, read after it was loaded. */
    private final boolean[] isCompiled;

    /** The classes of structures that methods mention, by name; Truffle's loader does not find them by name. */
    private final Map<String, Class<?>> structClasses = new ConcurrentHashMap<>();

    private final Map<StructLayout, ClassDesc> structDescs = new ConcurrentHashMap<>();

    private final Map<Integer, CallFacts> callFacts = new ConcurrentHashMap<>();

    ModuleClasses(WasmModule module, SignatureClasses signatures, int maxCodeSize) {
        super("wasm module " + COUNT.incrementAndGet(), signatures);
        this.module = module;
        this.maxCodeSize = maxCodeSize;
        isCompiled = new boolean[module.context().functionCount()];
        SignatureClasses.export(this);
    }

    /** The function that became the method of a class, null when it stayed with the nodes. */
    @Nullable
    FunctionCode compiledFunction(String className) {
        int index = functionIndex(className);
        return isCompiled[index] ? module.code(index) : null;
    }

    /** Which calls a function of the module contains. */
    CallFacts callFacts(int functionIndex) {
        return callFacts.computeIfAbsent(functionIndex, index -> CallFacts.of(module.code(index)));
    }

    /** Whether a function may leave a tail call to its callers, see {@link TailMethods}. */
    boolean mayTailCall(int functionIndex) {
        CallFacts facts = callFacts(functionIndex);
        return facts.isOpen()
                || facts.tailCallees().stream()
                        .anyMatch(callee -> callFacts(callee).hasTailCalls());
    }

    /** The class of a function. */
    static ClassDesc functionClass(int functionIndex) {
        return ClassDesc.of(PREFIX + functionIndex);
    }

    /** The function of a class with such a name, -1 for other classes. */
    private static int functionIndex(String className) {
        return className.startsWith(PREFIX) ? Integer.parseInt(className.substring(PREFIX.length())) : -1;
    }

    /** The constant that is a type of the module. */
    static DynamicConstantDesc<?> typeConstant(int typeIndex) {
        return constant("type", DefType.class, typeIndex);
    }

    /** The constant that is the layout of structures of a type of the module. */
    static DynamicConstantDesc<?> layoutConstant(int typeIndex) {
        return constant("layout", StructLayout.class, typeIndex);
    }

    /** The constant that is the place of an instruction of the function, given by its line, as a node. */
    static DynamicConstantDesc<?> placeConstant(int line) {
        return constant("place", Object.class, line);
    }

    /** A constant that a method of this class makes from a number. */
    private static DynamicConstantDesc<?> constant(String name, Class<?> constantType, int number) {
        ClassDesc desc = MethodBody.describe(constantType);
        DirectMethodHandleDesc bootstrap = ConstantDescs.ofConstantBootstrap(
                MethodBody.describe(ModuleClasses.class), name, desc, ConstantDescs.CD_int);
        return DynamicConstantDesc.ofNamed(bootstrap, name, desc, number);
    }

    /** Bootstraps {@link #typeConstant}. */
    public static DefType type(MethodHandles.Lookup lookup, String name, Class<?> constantType, int typeIndex) {
        return module(lookup).context().type(typeIndex);
    }

    /** Bootstraps {@link #layoutConstant}. */
    public static StructLayout layout(MethodHandles.Lookup lookup, String name, Class<?> constantType, int typeIndex) {
        return module(lookup).upcalls().structLayout(module(lookup).context().type(typeIndex));
    }

    /** Bootstraps {@link #placeConstant}. */
    public static Object place(MethodHandles.Lookup lookup, String name, Class<?> constantType, int line) {
        return Backtrace.place(
                module(lookup).code(functionIndex(lookup.lookupClass().getName())), line);
    }

    private static WasmModule module(MethodHandles.Lookup lookup) {
        return ((ModuleClasses) lookup.lookupClass().getClassLoader()).module;
    }

    /**
     * The class of structures of a layout.
     *
     * @throws Unsupported when they do not have one of their own
     */
    ClassDesc structClass(StructLayout layout) {
        return structDescs.computeIfAbsent(layout, this::addStructClass);
    }

    private ClassDesc addStructClass(StructLayout layout) {
        Class<?> type = layout.structClass();
        if (type == null) {
            throw new Unsupported("structures without a class of their own");
        }
        structClasses.put(type.getName(), type);
        return MethodBody.describe(type);
    }

    /** The entry of a function, null when it stays with the nodes. */
    @Nullable
    Entry entry(FunctionCode function) {
        if (!Signature.isSupported(function.type().funcType())) {
            return null;
        }
        try {
            Class<?> type = loadClass(PREFIX + function.index());
            return isCompiled[function.index()]
                    ? (Entry) type.getDeclaredConstructor().newInstance()
                    : null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> structClass = structClasses.get(name);
        if (structClass != null) {
            return structClass;
        }
        int index = functionIndex(name);
        if (index < 0) {
            throw new ClassNotFoundException(name);
        }
        FunctionCode function = module.code(index);
        byte[] bytes = compile(function);
        if (bytes == null) {
            bytes = build(function, code -> callNodes(function, code));
        } else {
            isCompiled[index] = true;
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte @Nullable [] compile(FunctionCode function) {
        try {
            byte[] bytes = build(function, code -> FunctionCompiler.compile(this, function, code));
            return paysAsMethod(function, codeSize(bytes)) ? bytes : null;
        } catch (Unsupported _) {
            return null;
        } catch (IllegalArgumentException _) {
            // The method exceeds a limit of the class file format.
            return null;
        }
    }

    /** Whether HotSpot compiles a method of such a size, and in a time that pays. */
    private boolean paysAsMethod(FunctionCode function, int codeSize) {
        return codeSize <= maxCodeSize
                && (codeSize <= Baseline.MAX_SIZE_WITH_LOOPS
                        || callFacts(function.index()).loopCount() <= Baseline.MANY_LOOPS);
    }

    private static int codeSize(byte[] bytes) {
        if (bytes.length <= Baseline.HUGE_METHOD_LIMIT) {
            return bytes.length;
        }
        return ClassFile.of().parse(bytes).methods().stream()
                .filter(method -> method.methodName().equalsString(CALL))
                .map(method -> (CodeAttribute) method.code().orElseThrow())
                .mapToInt(CodeAttribute::codeLength)
                .findFirst()
                .orElseThrow();
    }

    private byte[] build(FunctionCode function, Consumer<CodeBuilder> body) {
        Signature signature = Signature.of(function.type().funcType());
        ClassDesc self = functionClass(function.index());
        return CLASS_FILE.build(self, builder -> {
            builder.withFlags(ACC_PUBLIC | ACC_FINAL).withSuperclass(signature.classDesc());
            SignatureClasses.constructor(builder, signature.classDesc());
            if (mayTailCall(function.index())) {
                TailMethods.add(builder, self, signature, body);
            } else {
                builder.withMethodBody(CALL, signature.staticType(), ACC_PUBLIC | ACC_STATIC, body);
                builder.withMethodBody(
                        "callBoxed", SignatureClasses.BOXED, ACC_PUBLIC, code -> callBoxed(code, self, signature));
            }
            builder.withMethodBody(
                    "invoke", signature.virtualType(), ACC_PUBLIC, code -> invoke(code, self, signature));
        });
    }

    private static void invoke(CodeBuilder code, ClassDesc self, Signature signature) {
        signature.loadParams(code);
        code.aload(code.parameterSlot(signature.params().size())).checkcast(Signature.INSTANCE);
        code.invokestatic(self, CALL, signature.staticType());
        signature.result().returnFrom(code);
    }

    private static void callBoxed(CodeBuilder code, ClassDesc self, Signature signature) {
        SignatureClasses.unboxArguments(code, signature);
        code.invokestatic(self, CALL, signature.staticType());
        SignatureClasses.box(code, signature.result());
        code.areturn();
    }

    private void callNodes(FunctionCode function, CodeBuilder code) {
        Signature signature = Signature.of(function.type().funcType());
        if (mayTailCall(function.index())) {
            TailMethods.callNodes(code, function, signature);
            return;
        }
        int instance = code.parameterSlot(signature.params().size());
        SignatureClasses.boxArguments(code, signature, instance);
        code.aload(instance).loadConstant(function.index());
        code.invokestatic(
                SignatureClasses.CALLS,
                "callNodes",
                MethodTypeDesc.of(
                        ConstantDescs.CD_Object,
                        ConstantDescs.CD_Object.arrayType(),
                        Signature.INSTANCE,
                        ConstantDescs.CD_int));
        SignatureClasses.returnUnboxed(code, signature);
    }
}
