// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.interop.Values;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.validation.ModuleContext;

/** Modules and instances. GraalJS decodes modules by parsing a source, other languages may do it here. */
final class ModuleFunctions {
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    private ModuleFunctions() {}

    /** The module that a buffer or an array of bytes holds. */
    static Object decode(WebAssemblyObject object, Arguments arguments) {
        return object.store().load("module", bytes(arguments));
    }

    /** Whether a buffer or an array of bytes holds a module. */
    static Object validate(WebAssemblyObject object, Arguments arguments) {
        byte[] bytes = bytes(arguments);
        try {
            object.store().load("module", bytes);
            return true;
        } catch (AbstractTruffleException _) {
            return false;
        }
    }

    private static byte[] bytes(Arguments arguments) {
        Object value = arguments.get(0);
        try {
            if (INTEROP.hasBufferElements(value)) {
                byte[] bytes = new byte[Math.toIntExact(INTEROP.getBufferSize(value))];
                INTEROP.readBuffer(value, 0, bytes, 0, bytes.length);
                return bytes;
            }
            return elements(value);
        } catch (InteropException | ArithmeticException _) {
            throw arguments.wrong(0, "a buffer or an array of bytes");
        }
    }

    private static byte[] elements(Object array) throws UnsupportedMessageException, InvalidArrayIndexException {
        byte[] bytes = new byte[Math.toIntExact(INTEROP.getArraySize(array))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) INTEROP.asInt(INTEROP.readArrayElement(array, i));
        }
        return bytes;
    }

    /** What the module imports, in its order. */
    static Object imports(WebAssemblyObject object, Arguments arguments) {
        WasmModule module = arguments.get(0, WasmModule.class);
        List<Descriptor> descriptors = new ArrayList<>();
        int[] next = new int[ExternKind.values().length];
        for (Import wanted : module.def().imports()) {
            ExternKind kind = wanted.type().kind();
            Map<String, String> members = new LinkedHashMap<>();
            members.put("module", wanted.module());
            members.put("name", wanted.name());
            members.put("kind", kindName(kind));
            members.put("type", importType(object.typeNames(), module.context(), kind, next[kind.ordinal()]++));
            descriptors.add(new Descriptor(members));
        }
        return new Values(descriptors.toArray());
    }

    /** Whether an imported global is mutable is none of GraalJS's business. */
    private static String importType(TypeNames names, ModuleContext context, ExternKind kind, int index) {
        return context.externType(kind, index) instanceof GlobalType global
                ? names.of(global.valType())
                : names.ofExtern(index, context.externType(kind, index));
    }

    /** What the module exports, in its order; without tags for a release that does not know them and fails on them. */
    static Object exports(WebAssemblyObject object, Arguments arguments) {
        WasmModule module = arguments.get(0, WasmModule.class);
        List<Descriptor> descriptors = new ArrayList<>();
        for (Export export : module.def().exports()) {
            if (export.kind() == ExternKind.TAG && !Release.CURRENT.hasAllReferences()) {
                continue;
            }
            Map<String, String> members = new LinkedHashMap<>();
            members.put("name", export.name());
            members.put("kind", kindName(export.kind()));
            members.put(
                    "type",
                    object.typeNames()
                            .ofExtern(export.index(), module.context().externType(export.kind(), export.index())));
            descriptors.add(new Descriptor(members));
        }
        return new Values(descriptors.toArray());
    }

    private static String kindName(ExternKind kind) {
        return kind == ExternKind.FUNC ? "function" : kind.toString();
    }

    /** The contents of all custom sections with a name. */
    static Object customSections(WebAssemblyObject object, Arguments arguments) {
        WasmModule module = arguments.get(0, WasmModule.class);
        String name = arguments.string(1);
        List<ByteArray> sections = new ArrayList<>();
        for (CustomSection section : module.def().customSections()) {
            if (section.name().equals(name)) {
                sections.add(new ByteArray(module.def().bytes(), section.start(), section.length()));
            }
        }
        return new Values(sections.toArray());
    }

    /** A new instance; only the import object counts, no module of the engine fills its gaps. */
    static Object instantiate(WebAssemblyObject object, Arguments arguments) {
        Store store = object.store();
        return store.instantiate(arguments.get(0, WasmModule.class), store.imports(arguments.get(1)));
    }

    /** What an instance exports under a name. */
    static Object instanceExport(WebAssemblyObject object, Arguments arguments) {
        String name = arguments.string(1);
        Object export = arguments.get(0, Instance.class).exports().find(name);
        if (export == null) {
            throw new ArgumentError("the instance exports no \"" + name + "\"");
        }
        return export;
    }
}
