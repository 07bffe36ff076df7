// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.interop.Reflective;
import org.trifola.wasm.runtime.Aggregate;
import org.trifola.wasm.runtime.AggregateView;
import org.trifola.wasm.runtime.Arguments;
import org.trifola.wasm.runtime.Global;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.ModuleError;
import org.trifola.wasm.runtime.Struct;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.runtime.Tag;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.validation.TypeCanon;

/**
 * The bindings of the language: what a host uses to make its own memories, tables, globals, tags and functions with a declared
 * type, and to look at modules without instantiating them.
 */
@ExportLibrary(InteropLibrary.class)
final class Bindings extends Reflective {
    private static final MemberTable<Bindings> MEMBERS = new MemberTable<Bindings>()
            .attribute("Memory", bindings -> new Constructor(Kind.MEMORY, bindings::memory))
            .attribute("Table", bindings -> new Constructor(Kind.TABLE, bindings::table))
            .attribute("Global", bindings -> new Constructor(Kind.GLOBAL, Bindings::global))
            .attribute("Tag", bindings -> new Constructor(Kind.TAG, Bindings::tag))
            .attribute("Function", bindings -> new Constructor(Kind.FUNCTION, bindings::function))
            .method("fields", (_, values) -> fields(values))
            .method("descriptor", (_, values) -> descriptor(values))
            .method("byteBuffer", Bindings::byteBuffer)
            .method("validate", Bindings::validate);

    private final WasmContext context;

    Bindings(WasmContext context) {
        this.context = context;
    }

    private Object memory(Object[] values) {
        Arguments arguments = Arguments.of("Memory", values, 1, 1);
        MemoryType type = new TypeReader("Memory").memory(arguments.get(0));
        return context.newMemory(type);
    }

    private Object table(Object[] values) {
        Arguments arguments = Arguments.of("Table", values, 1, 2);
        TableType type = new TypeReader("Table").table(arguments.get(0));
        return new Table(type, initial(arguments, type.elementType()));
    }

    private static Object global(Object[] values) {
        Arguments arguments = Arguments.of("Global", values, 1, 2);
        GlobalType type = new TypeReader("Global").global(arguments.get(0));
        return Global.create(type, initial(arguments, type.valType()));
    }

    /** The second argument, without which an initial value is null; numbers need one. */
    private static @Nullable Object initial(Arguments arguments, ValType type) {
        if (arguments.has(1)) {
            return arguments.wasmValue(1, type);
        }
        if (!(type instanceof RefType reference && reference.nullable())) {
            throw arguments.error("a value of type " + type + " is needed as second argument");
        }
        return null;
    }

    private static Object tag(Object[] values) {
        FuncType type =
                new TypeReader("Tag").function(Arguments.of("Tag", values, 1, 1).get(0));
        return new Tag(TypeCanon.of(type));
    }

    private Object function(Object[] values) {
        Arguments arguments = Arguments.of("Function", values, 2, 2);
        FuncType type = new TypeReader("Function").function(arguments.get(0));
        Object executable = arguments.get(1);
        if (!InteropLibrary.getUncached().isExecutable(executable)) {
            throw arguments.wrong(1, "executable");
        }
        return context.language().hostFunction(TypeCanon.of(type), executable);
    }

    /** The fields of a structure, or the elements of an array. */
    private static Object fields(Object[] values) {
        Arguments arguments = Arguments.of("fields", values, 1, 1);
        if (!(arguments.get(0) instanceof Aggregate aggregate)) {
            throw arguments.wrong(0, "a structure or an array");
        }
        return new AggregateView(aggregate);
    }

    /** The descriptor of a structure, null when it has none. */
    private static Object descriptor(Object[] values) {
        Arguments arguments = Arguments.of("descriptor", values, 1, 1);
        if (!(arguments.get(0) instanceof Struct struct)) {
            throw arguments.wrong(0, "a structure");
        }
        return HostValues.toHost(struct.descriptor());
    }

    /** The present contents of a memory as a direct buffer of Java; null where there can be none. */
    private Object byteBuffer(Object[] values) {
        Arguments arguments = Arguments.of("byteBuffer", values, 1, 1);
        if (!(arguments.get(0) instanceof Memory memory)) {
            throw arguments.wrong(0, "a memory");
        }
        ByteBuffer buffer = memory.asByteBuffer();
        return buffer == null ? NullValue.INSTANCE : context.env().asGuestValue(buffer);
    }

    private Object validate(Object[] values) {
        byte[] bytes = Arguments.of("validate", values, 1, 1).bytes(0);
        try {
            context.language().load("module", bytes);
            return true;
        } catch (ModuleError _) {
            return false;
        }
    }

    @Override
    protected Kind kind() {
        return Kind.BINDINGS;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return "bindings of WebAssembly";
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }
}
