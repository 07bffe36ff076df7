// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.Option;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.polyglot.SandboxPolicy;

/** The options of a single source, as opposed to those of a context. */
@Option.Group(WasmLanguage.ID)
final class WasmSourceOptions {
    @Option(
            help =
                    "Evaluating the source runs the module as a program: it is instantiated with the modules of wasm.Builtins, its "
                            + "exports _initialize and _start are called, and the value is 0 (default: false).",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            sandbox = SandboxPolicy.UNTRUSTED,
            usageSyntax = "true|false")
    static final OptionKey<Boolean> Run = new OptionKey<>(false);

    private WasmSourceOptions() {}

    /** All options. */
    static OptionDescriptors descriptors() {
        return new WasmSourceOptionsOptionDescriptors();
    }
}
