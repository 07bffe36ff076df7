// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.debug;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.InlineParsingRequest;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExecutableNode;
import com.oracle.truffle.api.source.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.nodes.FrameLayout;
import org.trifola.wasm.nodes.FunctionRootNode;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Instantiator;
import org.trifola.wasm.runtime.ModuleError;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.text.ExpressionModule;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.validation.InvalidException;
import org.trifola.wasm.validation.ModuleValidator;

/**
 * Instructions in text format that are executed at a place where a program has stopped: they read and write the locals there, and
 * use all that the instance has.
 *
 * <p>They become the function of a module of their own, which imports what they may use: see {@link ExpressionModule}. So they are
 * parsed, validated and executed as everything else. Specification: 6.5 "Instructions".
 */
public final class InlineExpression extends ExecutableNode {
    /** Decodes and validates modules. */
    @FunctionalInterface
    public interface Loader {
        /** Loads a module. */
        WasmModule load(String name, byte[] bytes);
    }

    private final FrameLayout layout;
    private final WasmModule module;
    private final int locals;
    private final int results;

    private @Nullable Instance lastInstance;
    private @Nullable Function lastFunction;

    private InlineExpression(
            TruffleLanguage<?> language, FrameLayout layout, WasmModule module, int locals, int results) {
        super(language);
        this.layout = layout;
        this.module = module;
        this.locals = locals;
        this.results = results;
    }

    /**
     * Parses instructions.
     *
     * @return null where no function of a module has stopped
     * @throws ModuleError when they are malformed or invalid at their place
     */
    public static @Nullable InlineExpression parse(
            TruffleLanguage<?> language, InlineParsingRequest request, Set<Feature> features, Loader loader) {
        return request.getLocation().getRootNode() instanceof FunctionRootNode root
                ? parse(language, request.getSource(), root, features, loader)
                : null;
    }

    private static InlineExpression parse(
            TruffleLanguage<?> language, Source source, FunctionRootNode root, Set<Feature> features, Loader loader) {
        FunctionCode code = root.code();
        ExpressionModule text = new ExpressionModule(code.module().def(), code.def());
        byte[] untyped = encode(source, text.before(List.of()), text.after(false));
        List<ValType> results = results(source, untyped, features);
        byte[] typed = encode(source, text.before(results), text.after(true));
        WasmModule module = loader.load(source.getName(), typed);
        return new InlineExpression(language, root.layout(), module, text.locals(), results.size());
    }

    private static byte[] encode(Source source, String before, String after) {
        try {
            return WatParser.parse(before + source.getCharacters() + after);
        } catch (SyntaxException e) {
            int linesBefore = (int) before.lines().count();
            int line = Math.clamp(e.line() - linesBefore, 1, Math.max(1, source.getLineCount()));
            throw ModuleError.malformed(new SyntaxException(line, e.column(), String.valueOf(e.getMessage())), source);
        }
    }

    private static List<ValType> results(Source source, byte[] bytes, Set<Feature> features) {
        try {
            ModuleDef module = ModuleDecoder.decode(bytes, features);
            if (module.functions().size() != 1) {
                SyntaxException e = new SyntaxException(1, 1, "unexpected token: expected instructions alone");
                throw ModuleError.malformed(e, source);
            }
            return ModuleValidator.resultsOfOnlyFunction(module, features);
        } catch (InvalidException e) {
            throw ModuleError.invalid(source.getName(), bytes, e);
        }
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return evaluate(frame.materialize());
    }

    @TruffleBoundary
    private Object evaluate(MaterializedFrame frame) {
        @Nullable Object[] arguments = new Object[locals];
        for (int i = 0; i < locals; i++) {
            arguments[i] = layout.readLocal(frame, i);
        }
        @Nullable Object[] all = several(function(FrameLayout.instanceOf(frame)).call(arguments));
        for (int i = 0; i < locals; i++) {
            layout.writeLocal(frame, i, all[results + i]);
        }
        return HostValues.resultToHost(
                switch (results) {
                    case 0 -> null;
                    case 1 -> all[0];
                    default -> Arrays.copyOf(all, results);
                });
    }

    private @Nullable Object[] several(@Nullable Object result) {
        return result instanceof Object[] several ? several : new Object[] {result};
    }

    private synchronized Function function(Instance instance) {
        Function function = lastFunction;
        if (function == null || lastInstance != instance) {
            Imports all = wanted -> instance.extern(wanted.type().kind(), Integer.parseInt(wanted.name()));
            Instance own = Instantiator.instantiate(module, all, _ -> {
                throw new IllegalStateException("memories are imported");
            });
            function = (Function) own.extern(ExternKind.FUNC, module.importedFunctions());
            lastFunction = function;
            lastInstance = instance;
        }
        return function;
    }
}
