// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.ContextPolicy;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags.CallTag;
import com.oracle.truffle.api.instrumentation.StandardTags.RootBodyTag;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.StandardTags.StatementTag;
import com.oracle.truffle.api.nodes.ExecutableNode;
import com.oracle.truffle.api.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.Baseline;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.debug.InlineExpression;
import org.trifola.wasm.nodes.call.HostCode;
import org.trifola.wasm.runtime.Code;
import org.trifola.wasm.runtime.Entry;
import org.trifola.wasm.runtime.Function;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.ModuleError;
import org.trifola.wasm.runtime.Polling;
import org.trifola.wasm.runtime.Stacks;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.Upcalls;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.WatParser;
import org.trifola.wasm.translate.FunctionTranslator;
import org.trifola.wasm.validation.InvalidException;
import org.trifola.wasm.validation.ModuleContext;
import org.trifola.wasm.validation.ModuleValidator;
import org.trifola.wasm.wasi.WasiModule;

/**
 * The Truffle language {@code wasm}.
 *
 * <p>The tour: {@link #parse} encodes text ({@link WatParser}), decodes ({@link ModuleDecoder}) and validates ({@link ModuleValidator}) a source; evaluating
 * it gives a {@link WasmModule}, or runs it ({@link ProgramRootNode}). Its {@code newInstance} links an {@link Instance}
 * ({@link org.trifola.wasm.runtime.Instantiator}). The first call of a function translates its body into nodes
 * ({@link FunctionTranslator}), which Truffle runs and compiles ({@link org.trifola.wasm.nodes.DispatchNode}).
 */
@TruffleLanguage.Registration(
        id = WasmLanguage.ID,
        name = "WebAssembly",
        implementationName = "Trifola",
        defaultMimeType = WasmLanguage.MIME_TYPE,
        byteMimeTypes = WasmLanguage.MIME_TYPE,
        characterMimeTypes = WasmLanguage.TEXT_MIME_TYPE,
        contextPolicy = ContextPolicy.SHARED,
        sandbox = SandboxPolicy.CONSTRAINED,
        fileTypeDetectors = WasmFileDetector.class,
        website = "https://webassembly.org/")
@ProvidedTags({RootTag.class, RootBodyTag.class, StatementTag.class, CallTag.class})
public final class WasmLanguage extends TruffleLanguage<WasmContext> {
    /** The id of the language. */
    public static final String ID = "wasm";

    /** The media type of modules in binary format. */
    public static final String MIME_TYPE = "application/wasm";

    /** The media type of modules in text format. */
    public static final String TEXT_MIME_TYPE = "application/wasm-text";

    private final Map<DefType, HostCode> hostCodes = new ConcurrentHashMap<>();
    private final Map<DefType, StructLayout> structLayouts = new HashMap<>();
    private final Baseline baseline = new Baseline(this);
    private final Upcalls upcalls = new LanguageUpcalls();
    private final WasiModule wasiPreview1 = WasiModule.preview1(this);
    private final WasiModule wasiUnstable = WasiModule.unstable(this);

    @Override
    protected WasmContext createContext(Env env) {
        return new WasmContext(this, env);
    }

    @Override
    protected void finalizeContext(WasmContext context) {
        context.endThreads();
    }

    @Override
    protected void disposeContext(WasmContext context) {
        context.dispose();
    }

    @Override
    protected boolean areOptionsCompatible(OptionValues firstOptions, OptionValues newOptions) {
        // Contexts share code, and with it what decides how it is made.
        return firstOptions.get(WasmOptions.Baseline).equals(newOptions.get(WasmOptions.Baseline))
                && WasmOptions.features(firstOptions).equals(WasmOptions.features(newOptions));
    }

    @Override
    protected Object getScope(WasmContext context) {
        return context.bindings();
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Source source = request.getSource();
        WasmModule module = load(source.getName(), bytes(source));
        return request.getOptionValues().get(WasmSourceOptions.Run)
                ? new ProgramRootNode(this, module).getCallTarget()
                : module.root();
    }

    @Override
    protected @Nullable ExecutableNode parse(InlineParsingRequest request) {
        OptionValues options = WasmContext.get(null).options();
        return InlineExpression.parse(this, request, WasmOptions.features(options), this::load);
    }

    /** The binary format of a source. */
    private static byte[] bytes(Source source) {
        if (source.hasBytes()) {
            return source.getBytes().toByteArray();
        }
        try {
            return WatParser.parse(source.getCharacters().toString());
        } catch (SyntaxException e) {
            throw ModuleError.malformed(e, source);
        }
    }

    /** The module {@code wasi_snapshot_preview1}. */
    WasiModule wasiPreview1() {
        return wasiPreview1;
    }

    /** The module {@code wasi_unstable}. */
    WasiModule wasiUnstable() {
        return wasiUnstable;
    }

    /** A function that runs an executable of the host. */
    Function hostFunction(DefType type, Object executable) {
        return new Function(type, upcalls.hostCode(type), executable);
    }

    /** Decodes and validates a module. */
    WasmModule load(String name, byte[] bytes) {
        try {
            Set<Feature> features =
                    WasmOptions.features(WasmContext.get(null).env().getOptions());
            ModuleDef def = ModuleDecoder.decode(bytes, features);
            ModuleContext context = ModuleValidator.validate(def, features);
            BranchHints hints = features.contains(Feature.BRANCH_HINTING) ? BranchHints.of(def) : BranchHints.none();
            WasmModule module = new WasmModule(name, def, context, hints, upcalls);
            CallTarget root = new ModuleRootNode(this, module).getCallTarget();
            module.setRoot(root);
            return module;
        } catch (MalformedException e) {
            throw ModuleError.malformed(name, bytes, e);
        } catch (InvalidException e) {
            throw ModuleError.invalid(name, bytes, e);
        }
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return WasmOptions.descriptors();
    }

    @Override
    protected OptionDescriptors getSourceOptionDescriptors() {
        return WasmSourceOptions.descriptors();
    }

    private StructLayout structLayout(DefType type) {
        synchronized (structLayouts) {
            StructLayout layout = structLayouts.get(type);
            if (layout == null) {
                List<HeapType> supertypes = type.subType().supertypes();
                StructLayout parent = supertypes.isEmpty() ? null : structLayout((DefType) supertypes.getFirst());
                layout = new StructLayout(this, type, parent);
                structLayouts.put(type, layout);
            }
            return layout;
        }
    }

    private final class LanguageUpcalls implements Upcalls {
        @Override
        public CallTarget translate(FunctionCode code) {
            if (Baseline.isSupported()
                    && !code.module().isObserved()
                    && WasmContext.get(null).options().get(WasmOptions.Baseline)) {
                CallTarget method = baseline.compile(code);
                if (method != null) {
                    return method;
                }
            }
            return translateToNodes(code);
        }

        @Override
        public CallTarget translateToNodes(FunctionCode code) {
            return FunctionTranslator.translate(WasmLanguage.this, code).getCallTarget();
        }

        @Override
        public Entry entry(Function function) {
            return baseline.entry(function);
        }

        @Override
        public Polling polling() {
            return baseline.polling();
        }

        @Override
        public Code hostCode(DefType type) {
            return hostCodes.computeIfAbsent(
                    type, key -> new HostCode(WasmLanguage.this, key, WasmContext::isStackOverflow));
        }

        @Override
        public StructLayout structLayout(DefType type) {
            return WasmLanguage.this.structLayout(type);
        }

        @Override
        public Instance instantiate(WasmModule module, Object[] arguments) {
            return WasmContext.get(null).instantiate(module, arguments);
        }

        @Override
        public Stacks stacks() {
            return WasmContext.get(null).stacks();
        }
    }
}
