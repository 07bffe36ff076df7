// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleLanguage.ContextReference;
import com.oracle.truffle.api.TruffleLanguage.Env;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.nodes.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Instantiator;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.Import;

/** What belongs to one context: its environment, and what has to be cleaned up when it ends. */
public final class WasmContext {
    private static final ContextReference<WasmContext> REFERENCE = ContextReference.create(WasmLanguage.class);

    private final Env env;

    /** The memories made in this context that are still reachable. */
    private final Set<Memory> memories = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** The instances made in this context that are still reachable. */
    private final Set<Instance> instances = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    WasmContext(Env env) {
        this.env = env;
    }

    /** The context of the current thread. */
    public static WasmContext get(@Nullable Node node) {
        return REFERENCE.get(node);
    }

    /** The environment. */
    public Env env() {
        return env;
    }

    /** Makes an instance with the imports that the host gave: nothing, or one object of objects. */
    Instance instantiate(WasmModule module, Object[] arguments) {
        if (arguments.length > 1) {
            throw new ArgumentError("newInstance takes one import object but got " + arguments.length + " arguments");
        }
        Imports imports = arguments.length == 0 ? _ -> null : wanted -> member(arguments[0], wanted);
        Instance instance = Instantiator.instantiate(module, imports, memories::add);
        instances.add(instance);
        return instance;
    }

    private static @Nullable Object member(Object importObject, Import wanted) {
        Object module = readMember(importObject, wanted.module());
        return module == null ? null : readMember(module, wanted.name());
    }

    private static @Nullable Object readMember(Object object, String name) {
        InteropLibrary library = InteropLibrary.getUncached(object);
        try {
            if (library.isMemberReadable(object, name)) {
                return library.readMember(object, name);
            }
            if (library.hasHashEntries(object) && library.isHashEntryReadable(object, name)) {
                return library.readHashValue(object, name);
            }
            return null;
        } catch (UnsupportedMessageException
                | UnknownIdentifierException
                | com.oracle.truffle.api.interop.UnknownKeyException _) {
            return null;
        }
    }

    /** Frees what the garbage collector would free later. */
    void dispose() {
        for (Instance instance : snapshot(instances)) {
            instance.module().remove(instance);
        }
        for (Memory memory : snapshot(memories)) {
            memory.free();
        }
    }

    private static <T extends TruffleObject> List<T> snapshot(Set<T> set) {
        synchronized (set) {
            return new ArrayList<>(set);
        }
    }
}
