// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.IndirectCallNode;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.interop.Kind;
import org.trifola.wasm.interop.MemberTable;
import org.trifola.wasm.interop.NullValue;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FuncType;

/**
 * A function of an instance or of the host; one object per function instance, wherever it shows up.
 *
 * <p>Specification: 4.2.7 "Function Instances". Other languages can execute it and read its
 * {@code name}, {@code type} and {@code index}.
 */
@ExportLibrary(InteropLibrary.class)
public final class Function extends Extern {
    private static final MemberTable<Function> MEMBERS = new MemberTable<Function>()
            .attribute("name", Function::name)
            .attribute("type", function -> TypeObjects.of(function.funcType()))
            .attribute("index", function -> function.index() < 0 ? NullValue.INSTANCE : function.index());

    private final DefType type;
    private final Code code;
    private final Object closure;

    /**
     * Makes a function.
     *
     * @param closure what the code gets as first argument: the {@link Instance} of a WebAssembly function, whatever the
     *     code of a host function needs
     */
    public Function(DefType type, Code code, Object closure) {
        this.type = type;
        this.code = code;
        this.closure = closure;
    }

    /** The type, canonical. */
    public DefType type() {
        return type;
    }

    /** The type's parameters and results. */
    public FuncType funcType() {
        return type.funcType();
    }

    /** What the function runs. */
    public Code code() {
        return code;
    }

    /** The first argument of the code. */
    public Object closure() {
        return closure;
    }

    /** Calls the function from the slow path, with arguments and results in their boxed form (see {@link Code}). */
    @TruffleBoundary
    public @Nullable Object call(@Nullable Object... arguments) {
        @Nullable Object[] all = new Object[arguments.length + 1];
        all[0] = closure;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Polling polling = polling();
        return TailCall.complete(
                polling != null && polling.isWatching()
                        ? polling.call(null, values -> code.callTarget().call(values), all)
                        : code.callTarget().call(all));
    }

    /** What calls of the function from outside have to go through, null for a function of the host. */
    @Nullable
    Polling polling() {
        return code instanceof FunctionCode functionCode
                ? functionCode.module().upcalls().polling()
                : null;
    }

    /** The function index in the module that defines it; -1 for a function of the host. */
    public int index() {
        return code instanceof FunctionCode functionCode ? functionCode.index() : -1;
    }

    /** The name in its module, or one made of its index. */
    @TruffleBoundary
    public String name() {
        return code instanceof FunctionCode functionCode ? functionCode.name() : "host function";
    }

    /** The name of a parameter from the name section, null without one. */
    @Nullable
    String parameterName(int index) {
        return code instanceof FunctionCode functionCode
                ? functionCode.module().names().name(NameSection.Kind.LOCAL, functionCode.index(), index)
                : null;
    }

    /** How messages call the function. */
    @TruffleBoundary
    public String displayName() {
        return code instanceof FunctionCode ? "function " + name() : name();
    }

    @Override
    protected Kind kind() {
        return Kind.FUNCTION;
    }

    @Override
    protected MemberTable<?> memberTable() {
        return MEMBERS;
    }

    @Override
    protected String displayString() {
        return displayName();
    }

    /** Calls the function as another language does. */
    @TruffleBoundary
    public Object callWithoutArguments() {
        return code().hostEntry(this).call(this, new Object[0]);
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    Object getExecutableName() {
        return name();
    }

    @ExportMessage
    static final class Execute {
        @Specialization(guards = "function.code() == cachedCode", limit = "3")
        static Object cached(
                Function function,
                Object[] arguments,
                @Cached("function.code()") Code cachedCode,
                @Cached("create(function)") FunctionCallNode callNode) {
            return callNode.execute(function, arguments);
        }

        @Specialization(replaces = "cached")
        static Object megamorphic(Function function, Object[] arguments, @Cached IndirectCallNode callNode) {
            return callNode.call(function.code().hostEntry(function), function, arguments);
        }
    }
}
