// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.nodes.Node;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.graalvm.options.OptionValues;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.js.Store;
import org.trifola.wasm.js.WebAssemblyObject;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Instantiator;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.MemoryBudget;
import org.trifola.wasm.runtime.Stacks;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.wasi.Wasi;
import org.trifola.wasm.wasi.WasiThreads;

/** What belongs to one context: its environment, and what has to be cleaned up when it ends. */
public final class WasmContext {
    private static final ContextReference<WasmContext> REFERENCE = ContextReference.create(WasmLanguage.class);

    private final WasmLanguage language;
    private final Env env;

    /** The memories made or imported in this context that are still reachable; it has retained each of them. */
    private final Set<Memory> memories = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The instances made in this context that are still reachable. */
    private final Set<Instance> instances = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The WASI states of this context that are still reachable. */
    private final Set<Wasi> wasis = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The programs of this context with threads. */
    private final Stacks stacks = new Stacks(this::newStackThread);

    private final Set<WasiThreads> wasiThreads =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final MemoryBudget memoryBudget;
    private final WebAssemblyObject webAssembly;
    private final Bindings bindings = new Bindings(this);
    private @Nullable Builtins builtins;
    private @Nullable WasiHost wasiHost;

    WasmContext(WasmLanguage language, Env env) {
        this.language = language;
        this.env = env;
        memoryBudget = new MemoryBudget(env.getOptions().get(WasmOptions.MaxMemoryBytes));
        webAssembly = new WebAssemblyObject(new JavaScriptStore());
        if (env.isPolyglotBindingsAccessAllowed()) {
            env.exportSymbol("WebAssembly", webAssembly);
        }
    }

    /** The context of the current thread. */
    public static WasmContext get(@Nullable Node node) {
        return REFERENCE.get(node);
    }

    /** The language. */
    WasmLanguage language() {
        return language;
    }

    /** The options of the context. */
    OptionValues options() {
        return env.getOptions();
    }

    /** What the host finds under the name of the language. */
    Bindings bindings() {
        return bindings;
    }

    /** The environment. */
    public Env env() {
        return env;
    }

    private synchronized WasiHost wasiHost() {
        WasiHost result = wasiHost;
        if (result == null) {
            result = new WasiHost(env);
            wasiHost = result;
        }
        return result;
    }

    /** Whether an exception is the host's way to say that there is no stack left. */
    static boolean isStackOverflow(AbstractTruffleException e) {
        Env env = get(null).env;
        return env.isHostException(e) && env.asHostException(e) instanceof StackOverflowError;
    }

    /** The array behind an array of bytes of Java, which other languages see element by element; null of all other values. */
    public static byte @Nullable [] javaBytes(Object value) {
        Env env = get(null).env;
        return env.isHostObject(value) && env.asHostObject(value) instanceof byte[] bytes ? bytes : null;
    }

    private synchronized Builtins builtins() {
        Builtins result = builtins;
        if (result == null) {
            result = new Builtins(this, env.getOptions().get(WasmOptions.Builtins));
            builtins = result;
        }
        return result;
    }

    /** Makes an instance with the imports that the host gave: objects of objects. */
    Instance instantiate(WasmModule module, Object[] arguments) {
        List<Object> importObjects = HostImports.importObjects(arguments);
        Builtins.NewInstance program = builtins().forNewInstance();
        Imports imports = new HostImports(importObjects, program);
        program.setThreads(() -> new WasiThreads(env, () -> instantiate(module, imports)));
        return instantiate(module, imports);
    }

    private Instance instantiate(WasmModule module, Imports imports) {
        Instance instance = Instantiator.instantiate(module, new RetainingImports(imports), this::newMemory);
        instances.add(instance);
        return instance;
    }

    /** Makes the WASI state of a new instance. */
    Wasi newWasi() {
        Wasi wasi = new Wasi(wasiHost().config());
        wasis.add(wasi);
        return wasi;
    }

    /** Takes note of a program that may start threads; they end with the context. */
    void add(WasiThreads threads) {
        wasiThreads.add(threads);
    }

    /** Whether modules may use a feature. */
    boolean has(Feature feature) {
        return WasmOptions.features(options()).contains(feature);
    }

    /** Makes a memory that is freed at the end. */
    Memory newMemory(MemoryType type) {
        Memory memory = Memory.create(type, memoryBudget);
        use(memory);
        memory.setHost(() -> get(null).webAssembly.callbacks());
        return memory;
    }

    /** Keeps a memory, perhaps of another context, until this context ends. */
    private void use(Memory memory) {
        if (memories.add(memory)) {
            memory.retain();
        }
    }

    /** The stacks of continuations. */
    Stacks stacks() {
        return stacks;
    }

    private Thread newStackThread(Runnable body) {
        if (!env.isCreateThreadAllowed()) {
            throw new ArgumentError(
                    "continuations run on threads of their own: the context must allow to create threads");
        }
        try {
            return env.newTruffleThreadBuilder(body).virtual(true).build();
        } catch (IllegalStateException e) {
            throw new ArgumentError("continuations run on threads of their own: " + e.getMessage());
        }
    }

    /** Ends the threads of programs and continuations. */
    void endThreads() {
        stacks.close();
        snapshot(wasiThreads).forEach(WasiThreads::close);
    }

    /** Frees what the garbage collector would free later. */
    void dispose() {
        for (Instance instance : snapshot(instances)) {
            instance.module().remove(instance);
        }
        for (Wasi wasi : snapshot(wasis)) {
            wasi.close();
        }
        if (wasiHost != null) {
            wasiHost.close();
        }
        for (Memory memory : snapshot(memories)) {
            memory.release();
        }
    }

    private static <T> List<T> snapshot(Set<T> set) {
        synchronized (set) {
            return new ArrayList<>(set);
        }
    }

    /** Imports whose memories this context uses from before any code of the new instance runs. */
    private final class RetainingImports implements Imports {
        private final Imports imports;

        RetainingImports(Imports imports) {
            this.imports = imports;
        }

        @Override
        public @Nullable Object find(Import wanted) {
            Object found = imports.find(wanted);
            if (found instanceof Memory memory) {
                use(memory);
            }
            return found;
        }

        @Override
        public void linked(Instance instance) {
            imports.linked(instance);
        }
    }

    private final class JavaScriptStore implements Store {
        @Override
        public WasmModule load(String name, byte[] bytes) {
            // By the root, so that instruments find the module.
            return (WasmModule) language.load(name, bytes).root().call();
        }

        @Override
        public Instance instantiate(WasmModule module, Imports imports) {
            return WasmContext.this.instantiate(module, imports);
        }

        @Override
        public Imports imports(Object importObject) {
            return new HostImports(List.of(importObject), _ -> null);
        }

        @Override
        public Memory newMemory(MemoryType type) {
            return WasmContext.this.newMemory(type);
        }

        @Override
        public Object asGuestValue(ByteBuffer buffer) {
            return env.asGuestValue(buffer);
        }
    }
}
