// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.Global;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.Table;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.validation.TypeCanon;

/**
 * The module {@code spectest} that the scripts of the official test suite import: functions that print their arguments to
 * the output of the context, globals, tables and a memory.
 */
final class Spectest {
    private final WasmContext context;
    private final Map<String, Object> exports = new HashMap<>();

    Spectest(WasmContext context) {
        this.context = context;
        addFunctions();
        exports.put("global_i32", global(NumType.I32, 666));
        exports.put("global_i64", global(NumType.I64, 666L));
        exports.put("global_f32", global(NumType.F32, 666.6f));
        exports.put("global_f64", global(NumType.F64, 666.6));
        exports.put("table", table(AddressType.I32));
        exports.put("table64", table(AddressType.I64));
        exports.put("memory", memory(false));
        exports.put("shared_memory", memory(true));
    }

    /** What the module exports under a name. */
    @Nullable
    Object find(String name) {
        return exports.get(name);
    }

    private void addFunctions() {
        print("print");
        print("print_i32", NumType.I32);
        print("print_i64", NumType.I64);
        print("print_f32", NumType.F32);
        print("print_f64", NumType.F64);
        print("print_i32_f32", NumType.I32, NumType.F32);
        print("print_f64_f64", NumType.F64, NumType.F64);
    }

    private void print(String name, ValType... params) {
        FuncType type = new FuncType(List.of(params), List.of());
        exports.put(name, new Function(TypeCanon.of(type), new PrintCode(context.language(), type), context));
    }

    private static Global global(NumType type, Object value) {
        return Global.create(new GlobalType(type, false), value);
    }

    private static Table table(AddressType addressType) {
        return new Table(
                new TableType(addressType, new Limits(10, true, 20), new RefType(true, AbsHeapType.FUNC)), null);
    }

    private Memory memory(boolean shared) {
        return context.newMemory(new MemoryType(AddressType.I32, new Limits(1, true, 2), shared, 16));
    }

    /** Prints every argument on a line of its own, as value and type; the closure is the context. */
    private static final class PrintCode extends Code {
        private final CallTarget callTarget;

        PrintCode(WasmLanguage language, FuncType type) {
            callTarget = new Root(language, type).getCallTarget();
        }

        @Override
        public CallTarget callTarget() {
            return callTarget;
        }

        private static final class Root extends RootNode {
            private final FuncType type;

            Root(WasmLanguage language, FuncType type) {
                super(language);
                this.type = type;
            }

            @Override
            public @Nullable Object execute(VirtualFrame frame) {
                print(frame.getArguments());
                return null;
            }

            @TruffleBoundary
            private void print(Object[] arguments) {
                StringBuilder lines = new StringBuilder();
                for (int i = 1; i < arguments.length; i++) {
                    lines.append(arguments[i])
                            .append(" : ")
                            .append(type.params().get(i - 1))
                            .append('\n');
                }
                OutputStream out = ((WasmContext) arguments[0]).env().out();
                try {
                    out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
                    out.flush();
                } catch (IOException _) {
                    // Nobody listens: the module is for tests.
                }
            }
        }
    }
}
