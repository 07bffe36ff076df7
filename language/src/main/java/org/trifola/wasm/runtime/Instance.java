// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.interop.Reflective;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.validation.ModuleContext;

/**
 * An instance of a module: what its indices stand for.
 *
 * <p>Nodes get it as an argument and read its arrays; imports come first in each. Specification: 4.2.5 "Module Instances".
 */
public final class Instance extends Reflective {
    private static final MemberTable<Instance> MEMBERS =
            new MemberTable<Instance>().attribute("exports", Instance::exports).attribute("module", Instance::module);

    private final WasmModule module;

    @CompilationFinal(dimensions = 1)
    private final @Nullable Function[] functions;

    @CompilationFinal(dimensions = 1)
    private final Table[] tables;

    @CompilationFinal(dimensions = 1)
    private final Memory[] memories;

    @CompilationFinal(dimensions = 1)
    private final Global[] globals;

    @CompilationFinal(dimensions = 1)
    private final Tag[] tags;

    @CompilationFinal(dimensions = 1)
    private final ElementSegment[] elements;

    @CompilationFinal(dimensions = 1)
    private final DataSegment[] data;

    /** Memory 0, one load less away than {@link #memories}; set once, before any code runs. */
    @CompilationFinal
    private @Nullable Memory memory0;

    /** Counts the calls of compiled methods down to the next poll; threads may lose some counts, which does no harm. */
    private int pollCountdown = Polling.INTERVAL;

    private final Exports exports;

    /** Told when a call from another language ends in a trap. */
    private volatile @Nullable Consumer<Trap> trapListener;

    /** Makes an instance whose arrays {@link Instantiator} completes. */
    Instance(WasmModule module, Memory[] memories) {
        this.module = module;
        ModuleContext context = module.context();
        functions = new Function[context.functionCount()];
        tables = new Table[context.tableCount()];
        this.memories = memories;
        globals = new Global[context.globalCount()];
        tags = new Tag[context.tagCount()];
        elements = new ElementSegment[module.def().elements().size()];
        data = new DataSegment[module.def().data().size()];
        exports = new Exports(this);
    }

    /** The array of memories is complete. */
    void memoriesAreReady() {
        memory0 = memories.length > 0 ? memories[0] : null;
    }

    /** The module. */
    public WasmModule module() {
        return module;
    }

    /** What the module exports. */
    public Exports exports() {
        return exports;
    }

    /** Sets who is told when a call from another language, or the start function, ends in a trap; set before any code runs. */
    public void setTrapListener(Consumer<Trap> listener) {
        trapListener = listener;
    }

    /** Tells that a call from another language ended in a trap. */
    @TruffleBoundary
    void trapped(Trap trap) {
        Consumer<Trap> listener = trapListener;
        if (listener != null) {
            listener.accept(trap);
        }
    }

    /** Counts a call of a compiled method; whether it is time to poll. */
    public boolean isPollDue() {
        return --pollCountdown < 0;
    }

    /** Begins to count the calls until the next poll. */
    public void restartPollCountdown() {
        pollCountdown = Polling.INTERVAL;
    }

    /** The function with this index; its object is made at the first request. */
    public Function function(int functionIndex) {
        Function function = functions[functionIndex];
        return function != null ? function : makeFunction(functionIndex);
    }

    /** An imported function. */
    @SuppressWarnings("NullAway")
    public Function importedFunction(int functionIndex) {
        return functions[functionIndex];
    }

    @TruffleBoundary
    private synchronized Function makeFunction(int functionIndex) {
        Function function = functions[functionIndex];
        if (function == null) {
            FunctionCode code = module.code(functionIndex);
            function = new Function(code.type(), code, this);
            functions[functionIndex] = function;
        }
        return function;
    }

    /** Memory 0; there is one wherever code asks for it. */
    @SuppressWarnings("NullAway")
    public Memory memory0() {
        return memory0;
    }

    /** The memory with this index. */
    public Memory memory(int memoryIndex) {
        return memories[memoryIndex];
    }

    /** The table with this index. */
    public Table table(int tableIndex) {
        return tables[tableIndex];
    }

    /** The global with this index. */
    public Global global(int globalIndex) {
        return globals[globalIndex];
    }

    /** The tag with this index. */
    public Tag tag(int tagIndex) {
        return tags[tagIndex];
    }

    /** The element segment with this index. */
    public ElementSegment element(int elementIndex) {
        return elements[elementIndex];
    }

    /** The data segment with this index. */
    public DataSegment data(int dataIndex) {
        return data[dataIndex];
    }

    /** The function, table, memory, global or tag with this index. */
    public Extern extern(ExternKind kind, int index) {
        return switch (kind) {
            case FUNC -> function(index);
            case TABLE -> tables[index];
            case MEMORY -> memories[index];
            case GLOBAL -> globals[index];
            case TAG -> tags[index];
        };
    }

    void setFunction(int index, Function function) {
        functions[index] = function;
    }

    void setTable(int index, Table table) {
        tables[index] = table;
    }

    void setGlobal(int index, Global global) {
        globals[index] = global;
    }

    void setTag(int index, Tag tag) {
        tags[index] = tag;
    }

    void setElement(int index, ElementSegment segment) {
        elements[index] = segment;
    }

    void setData(int index, DataSegment segment) {
        data[index] = segment;
    }

    @Override
    protected Kind kind() {
        return Kind.INSTANCE;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "instance of module " + module.name();
    }
}
