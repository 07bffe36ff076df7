// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Polling;
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

    /** What the names of classes with vectors that are objects begin with. */
    private static final String OBJECTS_PREFIX = "wasm.V";

    /** Tells the loaders of an engine apart in stack traces. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        registerAsParallelCapable();
    }

    private final WasmModule module;

    /** The lines of the functions that became methods; written before the class is defined, read after it was loaded. */
    private final @Nullable LineNumbers[] lines;

    /** The classes of structures that methods mention, by name; Truffle's loader does not find them by name. */
    private final Map<String, Class<?>> structClasses = new ConcurrentHashMap<>();

    private final Map<StructLayout, ClassDesc> structDescs = new ConcurrentHashMap<>();

    private final ConstantTables constantTables;

    private final boolean mayHaveVectorObjects;

    /** What writes the classes of methods with vectors that are objects, by function. */
    private final Map<Integer, Supplier<byte[]>> withObjects = new ConcurrentHashMap<>();

    private final Map<Integer, CallFacts> callFacts = new ConcurrentHashMap<>();

    ModuleClasses(WasmModule module, SignatureClasses signatures) {
        super("wasm module " + COUNT.incrementAndGet(), signatures);
        this.module = module;
        lines = new LineNumbers[module.context().functionCount()];
        constantTables = new ConstantTables(module.context());
        SignatureClasses.export(this);
        mayHaveVectorObjects = VectorObjects.areAccessible(this);
    }

    /** Which functions are in tables that never change. */
    ConstantTables constantTables() {
        return constantTables;
    }

    /** Whether vectors may be objects. */
    boolean mayHaveVectorObjects() {
        return mayHaveVectorObjects;
    }

    /** The function that became the method of a class, null when it stayed with the nodes. */
    @Nullable
    FunctionCode compiledFunction(String className) {
        int index = functionIndex(className);
        return lines[index] != null ? module.code(index) : null;
    }

    /** The offset in the module of the instruction with a line of a method. */
    int offset(String className, String method, int line) {
        return Objects.requireNonNull(lines[functionIndex(className)]).offset(method, line);
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

    /** The class of a function's methods with vectors that are objects. */
    static ClassDesc objectClass(int functionIndex) {
        return ClassDesc.of(OBJECTS_PREFIX + functionIndex);
    }

    /** The function of a class with such a name, -1 for other classes. */
    private static int functionIndex(String className) {
        return className.startsWith(PREFIX) || className.startsWith(OBJECTS_PREFIX)
                ? Integer.parseInt(className.substring(PREFIX.length()))
                : -1;
    }

    /** The constant that is a type of the module. */
    static DynamicConstantDesc<?> typeConstant(int typeIndex) {
        return constant("type", DefType.class, typeIndex);
    }

    /** The constant that is the layout of structures of a type of the module. */
    static DynamicConstantDesc<?> layoutConstant(int typeIndex) {
        return constant("layout", StructLayout.class, typeIndex);
    }

    /** The constant that is the place of an instruction of the function, given by its offset in the module, as a node. */
    static DynamicConstantDesc<?> placeConstant(int offset) {
        return constant("place", Object.class, offset);
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
    public static Object place(MethodHandles.Lookup lookup, String name, Class<?> constantType, int offset) {
        return Backtrace.place(
                module(lookup).code(functionIndex(lookup.lookupClass().getName())), offset);
    }

    /** How functions of the module to which a caller belongs notice that something is wanted of their thread. */
    static Polling polling(MethodHandles.Lookup caller) {
        return module(caller).upcalls().polling();
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
            return lines[function.index()] != null
                    ? (Entry) type.getDeclaredConstructor().newInstance()
                    : null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asks no parent for the class of a function: each of them would look through all of the class path in vain. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (functionIndex(name) < 0) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
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
        if (name.startsWith(OBJECTS_PREFIX)) {
            byte[] bytes = Objects.requireNonNull(withObjects.get(index)).get();
            return defineClass(name, bytes, 0, bytes.length);
        }
        FunctionCode function = module.code(index);
        FunctionClass functionClass = new FunctionClass(this, function);
        boolean staysWithNodes = module.isObserved() || HostLoops.isIn(function);
        FunctionClass.Written written = staysWithNodes ? null : functionClass.compile();
        if (written != null) {
            lines[index] = written.lines();
            if (written.hasObjects()) {
                withObjects.put(index, () -> functionClass.writeObjects(written));
            }
        }
        byte[] bytes = written == null ? functionClass.callNodes() : written.bytes();
        return defineClass(name, bytes, 0, bytes.length);
    }
}
