// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The module {@code spectest} that scripts import from, as a module that takes its print functions from the host.
 *
 * <p>The specification's reference interpreter defines it.
 */
final class Spectest {
    /** The modules to instantiate; those after the first need a feature each. */
    static final List<String> MODULES = List.of("""
            (func (export "print") (import "host" "print"))
            (func (export "print_i32") (import "host" "print") (param i32))
            (func (export "print_i64") (import "host" "print") (param i64))
            (func (export "print_f32") (import "host" "print") (param f32))
            (func (export "print_f64") (import "host" "print") (param f64))
            (func (export "print_i32_f32") (import "host" "print") (param i32 f32))
            (func (export "print_f64_f64") (import "host" "print") (param f64 f64))
            (global (export "global_i32") i32 (i32.const 666))
            (global (export "global_i64") i64 (i64.const 666))
            (global (export "global_f32") f32 (f32.const 666.6))
            (global (export "global_f64") f64 (f64.const 666.6))
            (table (export "table") 10 20 funcref)
            (memory (export "memory") 1 2)
            """, """
            (table (export "table64") i64 10 20 funcref)
            """, """
            (memory (export "shared_memory") 1 2 shared)
            """);

    private Spectest() {}

    /** What all print functions call: writes the arguments in a line of their own. */
    static ProxyExecutable print(Appendable out) {
        return arguments -> {
            String line = Arrays.stream(arguments).map(Value::toString).collect(Collectors.joining(" "));
            try {
                out.append(line).append('\n');
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return null;
        };
    }
}
