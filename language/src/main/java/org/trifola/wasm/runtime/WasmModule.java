// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.Assumption;
import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Truffle;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.source.SourceSection;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.interop.Bytes;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.interop.Members;
import org.trifola.wasm.interop.Reflective;
import org.trifola.wasm.interop.Values;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.text.Listing;
import org.trifola.wasm.validation.ModuleContext;

/**
 * A decoded and validated module with the code of its functions, shared by all instances in all contexts of an engine.
 *
 * <p>While only one instance exists, compiled code treats it as a constant ({@link #onlyInstance}). Specification: 2.5
 * "Modules".
 */
@ExportLibrary(InteropLibrary.class)
public final class WasmModule extends Reflective {
    private static final MemberTable<WasmModule> MEMBERS = new MemberTable<WasmModule>()
            .attribute("name", WasmModule::name)
            .attribute("imports", WasmModule::importObjects)
            .attribute("exports", WasmModule::exportObjects)
            .method("customSections", WasmModule::customSections)
            .method("newInstance", WasmModule::instantiate);

    private final String sourceName;
    private final ModuleDef def;
    private final ModuleContext context;
    private final BranchHints branchHints;
    private final Upcalls upcalls;
    private final FunctionCode[] codes;
    private final ByteText text;

    /** By function index; what the last instance imported decides. */
    private final boolean[] hostImports;

    private volatile @Nullable NameSection names;

    /** What instruments see; made when one asks. */
    private @Nullable ListingText listingText;

    /** Whether instruments look at the module, see {@link #observe}. */
    private volatile boolean observed;

    /** Keeps the root by which instruments find the module as long as the module lives. */
    private @Nullable CallTarget root;

    /** The loader of the classes of compiled functions. */
    private @Nullable ClassLoader methodClasses;

    private final Assumption singleInstance = Truffle.getRuntime().createAssumption("single instance");

    /** Weak, so that an instance that nobody uses any more does not live as long as its module. */
    @CompilationFinal
    private @Nullable WeakReference<Instance> onlyInstance;

    private boolean instantiated;

    /**
     * Makes a module.
     *
     * @param sourceName what to call the module when it has no name of its own
     */
    public WasmModule(
            String sourceName, ModuleDef def, ModuleContext context, BranchHints branchHints, Upcalls upcalls) {
        this.sourceName = sourceName;
        this.def = def;
        this.context = context;
        this.branchHints = branchHints;
        this.upcalls = upcalls;
        text = new ByteText(sourceName, def.bytes());
        hostImports = new boolean[context.importedFunctionCount()];
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

    /** What the module says about its branches. */
    public BranchHints branchHints() {
        return branchHints;
    }

    /** The layers above. */
    public Upcalls upcalls() {
        return upcalls;
    }

    /** The number of imported functions, which is the index of the first function with a body. */
    public int importedFunctions() {
        return context.importedFunctionCount();
    }

    /** Whether a function is imported, and is an executable of the host; a guess once there are several instances. */
    public boolean isHostImport(int functionIndex) {
        return functionIndex < hostImports.length && hostImports[functionIndex];
    }

    /** Notes what an instance imports. */
    void setHostImport(int functionIndex, boolean isOfHost) {
        hostImports[functionIndex] = isOfHost;
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

    /**
     * The place of the instruction at an offset of the module. The character index of the section is the offset, unless
     * instruments look at the module: for them it is a place in a text that people can read.
     */
    public SourceSection instructionSection(int offset) {
        return observed ? listingText().instruction(offset) : text.section(offset, 1);
    }

    /** The place of the statement whose execution begins at an offset of the module, as instruments see it. */
    public SourceSection statementSection(int offset) {
        return listingText().statement(offset);
    }

    /** The place of a function, in the same text as that of its instructions. */
    SourceSection functionSection(FunctionDef function) {
        return observed
                ? listingText().function(function.index())
                : text.section(function.code().start(), function.code().length());
    }

    /** The module as instruments see it. */
    public SourceSection listingSection() {
        return listingText().whole();
    }

    /** The text that instruments see. */
    public Listing listing() {
        return listingText().listing();
    }

    @TruffleBoundary
    private synchronized ListingText listingText() {
        ListingText result = listingText;
        if (result == null) {
            result = new ListingText(sourceName, def);
            listingText = result;
        }
        return result;
    }

    /** Whether instruments look at the module: its functions are to run as nodes that tell what they do. */
    public boolean isObserved() {
        return observed;
    }

    /** Says that instruments look at the module. Methods that already run go on until they return. */
    @TruffleBoundary
    public void observe() {
        if (!observed) {
            observed = true;
            for (FunctionCode code : codes) {
                code.setEntry(null);
            }
        }
    }

    /** Sets {@link #root}. */
    public void setRoot(CallTarget newRoot) {
        root = newRoot;
    }

    /** A call target that gives the module, by which instruments find it; set before anyone else sees the module. */
    @SuppressWarnings("NullAway")
    public CallTarget root() {
        return root;
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
        WeakReference<Instance> reference = onlyInstance;
        return singleInstance.isValid() && reference != null ? reference.get() : null;
    }

    /** Takes note of a new instance, before any of its code runs. */
    synchronized void add(Instance instance) {
        if (!instantiated) {
            instantiated = true;
            onlyInstance = new WeakReference<>(instance);
        } else if (singleInstance.isValid()) {
            singleInstance.invalidate("a second instance");
            onlyInstance = null;
        }
    }

    /**
     * Forgets an instance whose context has ended. Code that was compiled for it stays, until there is another instance.
     */
    public synchronized void remove(Instance instance) {
        WeakReference<Instance> reference = onlyInstance;
        if (reference != null && reference.refersTo(instance)) {
            onlyInstance = null;
        }
    }

    private Values importObjects() {
        int[] next = new int[ExternKind.values().length];
        return new Values(def.imports().stream()
                .map(wanted -> {
                    ExternKind kind = wanted.type().kind();
                    return new Members(wanted.module() + "." + wanted.name())
                            .with("module", wanted.module())
                            .with("name", wanted.name())
                            .with("kind", kindName(kind))
                            .with("type", TypeObjects.of(context.externType(kind, next[kind.ordinal()]++)));
                })
                .toArray());
    }

    private Values exportObjects() {
        return new Values(def.exports().stream()
                .map(export -> new Members(export.name())
                        .with("name", export.name())
                        .with("kind", kindName(export.kind()))
                        .with("type", TypeObjects.of(context.externType(export.kind(), export.index()))))
                .toArray());
    }

    private static String kindName(ExternKind kind) {
        return kind == ExternKind.FUNC ? "function" : kind.toString();
    }

    private Object customSections(Object[] values) {
        String name = Arguments.of("customSections", values, 1, 1).string(0);
        return new Values(def.customSections().stream()
                .filter(section -> section.name().equals(name))
                .map(section -> new Bytes(def.bytes(), section.start(), section.length()))
                .toArray());
    }

    @Override
    protected Kind kind() {
        return Kind.MODULE;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "module " + name();
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
}
