// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.Option;
import com.oracle.truffle.api.TruffleOptionDescriptors;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.Feature;

/** Every option of the language, in one place. */
@Option.Group(WasmLanguage.ID)
final class WasmOptions {
    @Option(
            help = "Modules that the engine provides, as a list of [importName:]module; known are "
                    + "wasi_snapshot_preview1 and spectest.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "[<name>:]<module>,[<name>:]<module>,...")
    static final OptionKey<String> Builtins = new OptionKey<>("");

    @Option(
            help = "Directories that WASI programs may use, as a list of [guestPath::]hostPath.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "[<virtual>::]<host>,...")
    static final OptionKey<String> WasiMapDirs = new OptionKey<>("");

    @Option(
            help = "Directories that WASI programs may use, as a list of host[::guest][:ro].",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "<host>[::<guest>][:ro],...")
    static final OptionKey<String> WasiDir = new OptionKey<>("");

    @Option(
            help = "The arguments of WASI programs, the first of which is the program's name; by default those of the "
                    + "context.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "<name>,<argument>,...")
    static final OptionKey<String> WasiArgs = new OptionKey<>("");

    @Option(
            help = "Environment variables of WASI programs, as a list of name=value.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "<name>=<value>,...")
    static final OptionKey<String> WasiEnv = new OptionKey<>("");

    @Option(
            help = "Whether WASI programs see the environment variables of the context.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "true|false")
    static final OptionKey<Boolean> WasiInheritEnv = new OptionKey<>(true);

    @Option(
            help = "The standard input of WASI programs: inherit (that of the context), none, or a file.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "inherit|none|<path>")
    static final OptionKey<String> WasiStdin = new OptionKey<>("inherit");

    @Option(
            help = "The standard output of WASI programs: inherit (that of the context), none, or a file.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "inherit|none|<path>")
    static final OptionKey<String> WasiStdout = new OptionKey<>("inherit");

    @Option(
            help = "The standard error output of WASI programs: inherit (that of the context), none, or a file.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "inherit|none|<path>")
    static final OptionKey<String> WasiStderr = new OptionKey<>("inherit");

    @Option(
            help = "Addresses on which WASI programs accept connections, if the context allows sockets.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.CONSTRAINED,
            usageSyntax = "<host>:<port>,...")
    static final OptionKey<String> WasiTcpListen = new OptionKey<>("");

    @Option(
            help =
                    "How many bytes the linear memories of a context may have together; by default as many as there are.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.UNTRUSTED,
            usageSyntax = "<bytes>")
    static final OptionKey<Long> MaxMemoryBytes = new OptionKey<>(Long.MAX_VALUE);

    @Option(
            help =
                    "Run functions as methods of the Java virtual machine from their first call on (default: true). Has no "
                            + "effect in a native image.",
            category = OptionCategory.EXPERT,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.UNTRUSTED,
            usageSyntax = "true|false")
    static final OptionKey<Boolean> Baseline = new OptionKey<>(true);

    private WasmOptions() {}

    /** One option for each feature that can be switched off. */
    private static final Map<Feature, OptionKey<Boolean>> FEATURES = new EnumMap<>(Feature.class);

    static {
        for (Feature feature : Feature.values()) {
            if (feature != Feature.CORE) {
                FEATURES.put(feature, new OptionKey<>(feature.isOnByDefault()));
            }
        }
    }

    /** All options. */
    static OptionDescriptors descriptors() {
        List<OptionDescriptor> features = new ArrayList<>();
        FEATURES.forEach((feature, key) ->
                features.add(OptionDescriptor.newBuilder(key, WasmLanguage.ID + "." + feature.optionName())
                        .help("Allows modules to use " + feature.description() + ".")
                        .usageSyntax("true|false")
                        .category(OptionCategory.USER)
                        .stability(OptionStability.STABLE)
                        .build()));
        return new AllDescriptors(new WasmOptionsOptionDescriptors(), OptionDescriptors.create(features));
    }

    /** The options above with their sandbox policies, and those for features, which any context may set. */
    private record AllDescriptors(TruffleOptionDescriptors named, OptionDescriptors features)
            implements TruffleOptionDescriptors {
        @Override
        public @Nullable OptionDescriptor get(String name) {
            OptionDescriptor descriptor = named.get(name);
            return descriptor != null ? descriptor : features.get(name);
        }

        @Override
        public SandboxPolicy getSandboxPolicy(String name) {
            return named.get(name) != null ? named.getSandboxPolicy(name) : SandboxPolicy.UNTRUSTED;
        }

        @Override
        public Iterator<OptionDescriptor> iterator() {
            return OptionDescriptors.createUnion(named, features).iterator();
        }
    }

    /** The features that the options leave on. */
    static Set<Feature> features(OptionValues values) {
        EnumSet<Feature> features = EnumSet.of(Feature.CORE);
        FEATURES.forEach((feature, key) -> {
            if (values.get(key)) {
                features.add(feature);
            }
        });
        return features;
    }
}
