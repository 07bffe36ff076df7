// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.validation.ModuleContext;

/**
 * A decoded and validated module with the code of its functions, shared by all instances in all contexts of an engine.
 *
 * <p>While only one instance exists, compiled code treats it as a constant ({@link #onlyInstance}). Specification: 2.5
 * "Modules".
 */
@ExportLibrary(InteropLibrary.class)
public final class WasmModule implements TruffleObject {
    private static final MemberNames MEMBERS = new MemberNames("newInstance");

    private final String sourceName;
    private final ModuleDef def;
    private final ModuleContext context;
    private final Upcalls upcalls;
    private final FunctionCode[] codes;

    private volatile @Nullable NameSection names;

    /** The loader of the classes of compiled functions. */
    private @Nullable ClassLoader methodClasses;

    private final Assumption singleInstance = Truffle.getRuntime().createAssumption("single instance");

    @CompilationFinal
    private @Nullable Instance onlyInstance;

    private boolean instantiated;

    /**
     * Makes a module.
     *
     * @param sourceName what to call the module when it has no name of its own
     */
    public WasmModule(String sourceName, ModuleDef def, ModuleContext context, Upcalls upcalls) {
        this.sourceName = sourceName;
        this.def = def;
        this.context = context;
        this.upcalls = upcalls;
        codes = new FunctionCode[def.functions().size()];
        for (FunctionDef function : def.functions()) {
            codes[function.index() - importedFunctions()] = new FunctionCode(this, function);
        }
    }

    /** The definitions. */
    public ModuleDef def() {
        return def;
    }

    /** The types of everything the module defines and imports. */
    public ModuleContext context() {
        return context;
    }

    /** The layers above. */
    public Upcalls upcalls() {
        return upcalls;
    }

    /** The number of imported functions, which is the index of the first function with a body. */
    public int importedFunctions() {
        return context.importedFunctionCount();
    }

    /** The code of a function that the module defines, by function index. */
    public FunctionCode code(int functionIndex) {
        return codes[functionIndex - importedFunctions()];
    }

    /** The loader of the classes of the module's compiled functions; made when it is first asked for. */
    public synchronized ClassLoader methodClasses(Supplier<ClassLoader> maker) {
        ClassLoader result = methodClasses;
        if (result == null) {
            result = maker.get();
            methodClasses = result;
        }
        return result;
    }

    /** The name of the module: from its name section, else that of its source. */
    @TruffleBoundary
    public String name() {
        String name = names().module();
        return name != null ? name : sourceName;
    }

    /** The name of a function from the name section or, failing that, its first export. */
    @TruffleBoundary
    public @Nullable String functionName(int functionIndex) {
        return names().function(functionIndex);
    }

    /** The names of the name section. */
    public NameSection names() {
        NameSection result = names;
        if (result == null) {
            result = NameSection.of(def);
            names = result;
        }
        return result;
    }

    /** The only instance there is, as a constant of compiled code; null when there are several. */
    public @Nullable Instance onlyInstance() {
        return singleInstance.isValid() ? onlyInstance : null;
    }

    /** Takes note of a new instance, before any of its code runs. */
    synchronized void add(Instance instance) {
        if (!instantiated) {
            instantiated = true;
            onlyInstance = instance;
        } else if (singleInstance.isValid()) {
            singleInstance.invalidate("a second instance");
            onlyInstance = null;
        }
    }

    /**
     * Forgets an instance whose context has ended. Code that was compiled for it stays, until there is another instance.
     */
    public synchronized void remove(Instance instance) {
        if (onlyInstance == instance) {
            onlyInstance = null;
        }
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    Object getMembers(boolean includeInternal) {
        return MEMBERS;
    }

    @ExportMessage
    boolean isMemberInvocable(String member) {
        return MEMBERS.contains(member);
    }

    @ExportMessage
    boolean isInstantiable() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object instantiate(Object[] arguments) {
        return upcalls.instantiate(this, arguments);
    }

    @ExportMessage
    @TruffleBoundary
    Object invokeMember(String member, Object[] arguments) throws UnknownIdentifierException {
        if (!isMemberInvocable(member)) {
            throw UnknownIdentifierException.create(member);
        }
        return upcalls.instantiate(this, arguments);
    }
}
