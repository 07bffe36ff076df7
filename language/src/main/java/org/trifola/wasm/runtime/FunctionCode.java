// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ValType;

/** The body of a function of a module; it is translated at the first call and shared by all instances. */
public final class FunctionCode extends Code {
    private final WasmModule module;
    private final FunctionDef def;

    @CompilationFinal
    private volatile @Nullable CallTarget callTarget;

    FunctionCode(WasmModule module, FunctionDef def) {
        this.module = module;
        this.def = def;
    }

    /** The module that holds the body. */
    public WasmModule module() {
        return module;
    }

    /** The definition: index, type, place of the body. */
    public FunctionDef def() {
        return def;
    }

    /** The function index. */
    public int index() {
        return def.index();
    }

    /** The type. */
    public DefType type() {
        return module.context().functionType(def.index());
    }

    /** The types of the parameters and locals. */
    public List<ValType> localTypes() {
        List<ValType> types = new ArrayList<>(type().funcType().params());
        reader().locals().stream().map(module.context()::close).forEach(types::add);
        return types;
    }

    /** A reader of the body, which begins with its locals. */
    public InstructionReader reader() {
        return new InstructionReader(module.def().bytes(), def.code());
    }

    /** The place of the body, see {@link WasmModule#instructionSection}. */
    public SourceSection section() {
        return module.functionSection(def);
    }

    /** How stack traces and other languages call the function: by its name, or by its index when it has none. */
    public String name() {
        String name = module.functionName(index());
        return name != null ? name : "wasm-function[" + index() + "]";
    }

    /** The name of the module and that of the function. */
    public String qualifiedName() {
        return module.name() + "." + name();
    }

    @Override
    public CallTarget callTarget() {
        CallTarget result = callTarget;
        if (result == null) {
            CompilerDirectives.transferToInterpreterAndInvalidate();
            result = translate();
        }
        return result;
    }

    @Override
    public boolean mayTailCall() {
        return callTarget() instanceof RootCallTarget target
                && target.getRootNode() instanceof StackFrame.OfRoot root
                && root.mayTailCall();
    }

    private synchronized CallTarget translate() {
        CallTarget result = callTarget;
        if (result == null) {
            result = module.upcalls().translate(this);
            callTarget = result;
        }
        return result;
    }
}
