// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.Option;
import java.util.EnumSet;
import java.util.Set;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;
import org.graalvm.options.OptionValues;
import org.trifola.wasm.syntax.Feature;

/** Every option of the language, in one place. */
@Option.Group(WasmLanguage.ID)
final class WasmOptions {
    @Option(
            help = "Modules that the engine provides, as a list of [importName:]module; known are "
                    + "wasi_snapshot_preview1 and spectest.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            usageSyntax = "[<name>:]<module>,[<name>:]<module>,...")
    static final OptionKey<String> Builtins = new OptionKey<>("");

    @Option(
            help = "Directories that WASI programs may use, as a list of [guestPath::]hostPath.",
            category = OptionCategory.USER,
            stability = OptionStability.STABLE,
            usageSyntax = "[<virtual>::]<host>,...")
    static final OptionKey<String> WasiMapDirs = new OptionKey<>("");

    private WasmOptions() {}

    /** The features that the options leave on. */
    static Set<Feature> features(OptionValues values) {
        return EnumSet.of(
                Feature.CORE,
                Feature.SIGN_EXTENSION,
                Feature.SATURATING_FLOAT_TO_INT,
                Feature.MULTI_VALUE,
                Feature.BULK_MEMORY_AND_REF_TYPES,
                Feature.EXTENDED_CONST,
                Feature.TAIL_CALLS,
                Feature.EXCEPTIONS,
                Feature.LEGACY_EXCEPTIONS,
                Feature.TYPED_FUNCTION_REFERENCES,
                Feature.GC,
                Feature.MULTI_MEMORY,
                Feature.MEMORY64,
                Feature.WIDE_ARITHMETIC,
                Feature.CUSTOM_PAGE_SIZES);
    }
}
