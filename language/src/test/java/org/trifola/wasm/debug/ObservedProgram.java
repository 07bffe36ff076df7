// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.debug;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** A program for instruments to look at. */
final class ObservedProgram {
    private static final String TEXT = """
            (module $program
              (memory 1)
              (data (i32.const 8) "\\2a")
              (global $count (mut i64) (i64.const 3))
              (table $callees funcref (elem $double))
              (func $fib (export "fib") (param $n i32) (result i32) (local $sum i32)
                (if (i32.lt_u (local.get $n) (i32.const 2)) (then (return (local.get $n))))
                (local.set $sum (call $fib (i32.sub (local.get $n) (i32.const 1))))
                (i32.add (local.get $sum) (call $fib (i32.sub (local.get $n) (i32.const 2)))))
              (func $double (param $x i32) (result i32)
                (i32.add (local.get $x) (local.get $x)))
              (func $twice (export "twice") (param $n i32) (result i32) (local $result i32)
                (local.set $result (call $double (local.get $n)))
                (local.get $result))
              (func $indirect (export "indirect") (param $n i32) (result i32)
                (call_indirect (param i32) (result i32) (local.get $n) (i32.const 0)))
              (func $tail (export "tail") (param $n i32) (result i32)
                (if (i32.eqz (local.get $n)) (then (return (i32.const 7))))
                (return_call $other (i32.sub (local.get $n) (i32.const 1))))
              (func $other (param $n i32) (result i32)
                (return_call $tail (local.get $n)))
              (func $sum (export "sum") (param $n i32) (result i32) (local $sum i32)
                (loop $again
                  (local.set $sum (i32.add (local.get $sum) (local.get $n)))
                  (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
                (local.get $sum))
              (func $divide (export "divide") (param $x i32) (param $y i32) (result i32)
                (i32.div_u (local.get $x) (local.get $y)))
              (func $locals (export "locals")
                  (param i32) (param $i64 i64) (param $f32 f32) (param $f64 f64) (param $v v128) (param $r externref)
                (local $none externref)
                (nop)
                (drop (local.get 0))))
            """;

    private ObservedProgram() {}

    /** The exports of a new instance. */
    static Value exports(Context context) {
        Source source = Source.newBuilder("wasm", TEXT, "program.wat")
                .mimeType("application/wasm-text")
                .buildLiteral();
        return context.eval(source).newInstance().getMember("exports");
    }
}
