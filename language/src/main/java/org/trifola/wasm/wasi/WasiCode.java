// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.DirectRootNode;
import org.trifola.wasm.syntax.FuncType;

/** The code of a WASI function, shared by all instances; the closure is the {@link Wasi} state of the importing instance. */
final class WasiCode extends Code {
    private final FuncType type;
    private final Root root;

    WasiCode(TruffleLanguage<?> language, String name, WasiFunction function, Abi abi) {
        type = function.type();
        root = new Root(language, name, function, abi);
    }

    /** The type of the function. */
    FuncType type() {
        return type;
    }

    @Override
    public CallTarget callTarget() {
        return root.getCallTarget();
    }

    /** Calls the Java method itself: compiling its call target never pays. */
    @Override
    public @Nullable Object callFromMethod(Object[] arguments) {
        return root.callDirectly(arguments);
    }

    private static final class Root extends DirectRootNode {
        private final String name;
        private final WasiFunction function;
        private final Abi abi;

        Root(TruffleLanguage<?> language, String name, WasiFunction function, Abi abi) {
            super(language);
            this.name = name;
            this.function = function;
            this.abi = abi;
        }

        @Override
        protected @Nullable Object call(Object[] arguments) {
            Errno errno = run(arguments);
            return function.type().results().isEmpty() ? null : (Object) errno.code();
        }

        @TruffleBoundary
        private Errno run(Object[] arguments) {
            try {
                function.body().run((Wasi) arguments[0], new Arguments(arguments, abi));
                return Errno.SUCCESS;
            } catch (WasiError e) {
                return e.errno();
            } catch (IOException e) {
                return HostErrors.errno(e);
            } catch (RuntimeException e) {
                Errno errno = HostErrors.errno(e);
                if (errno == null) {
                    throw e;
                }
                return errno;
            }
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isInternal() {
            return true;
        }
    }
}
