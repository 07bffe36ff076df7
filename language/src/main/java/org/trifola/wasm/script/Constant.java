// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

/** A value that a script passes to a function. */
public sealed interface Constant {
    /** An {@code i32.const}. */
    record I32(int value) implements Constant {}

    /** An {@code i64.const}. */
    record I64(long value) implements Constant {}

    /** An {@code f32.const}, as bits. */
    record F32(int bits) implements Constant {}

    /** An {@code f64.const}, as bits. */
    record F64(long bits) implements Constant {}

    /** A {@code v128.const}: its lower and upper half. */
    record V128(long low, long high) implements Constant {}

    /** A {@code ref.null}. */
    record Null() implements Constant {}

    /** A {@code ref.extern} or {@code ref.host}: an object of the host with a number of its own. */
    record Host(int number) implements Constant {}
}
