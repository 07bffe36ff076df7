// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.numeric.I128;
import org.trifola.wasm.syntax.NumericOpcode;

/**
 * 128-bit arithmetic: a call of a method of {@link I128} for each half of the result.
 *
 * <p>Wide-arithmetic proposal.
 */
final class WideCompiler {
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final MethodBody body;
    private final Operands operands;

    WideCompiler(MethodBody body) {
        this.body = body;
        operands = body.operands;
    }

    void compile(NumericOpcode opcode) {
        switch (opcode) {
            case I64_ADD128 -> sum("addLow", "addHigh");
            case I64_SUB128 -> sum("subLow", "subHigh");
            case I64_MUL_WIDE_S -> product("mulHighS");
            case I64_MUL_WIDE_U -> product("mulHighU");
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private void sum(String low, String high) {
        int first = store(4);
        load(first);
        load(first + 2);
        body.call(I128.class, low, LONG, LONG, LONG);
        for (int i = 0; i < 4; i++) {
            load(first + i);
        }
        body.call(I128.class, high, LONG, LONG, LONG, LONG, LONG);
        pushHalves();
    }

    private void product(String high) {
        int first = store(2);
        load(first);
        load(first + 1);
        body.call(I128.class, "mulLow", LONG, LONG, LONG);
        load(first);
        load(first + 1);
        body.call(I128.class, high, LONG, LONG, LONG);
        pushHalves();
    }

    /** Takes operands into the variables of their positions; returns the first position. */
    private int store(int count) {
        operands.take(count);
        int first = operands.size();
        for (int i = count - 1; i >= 0; i--) {
            Kind.I64.store(body.code, operands.slot(first + i, Kind.I64));
        }
        return first;
    }

    private void load(int position) {
        Kind.I64.load(body.code, operands.slot(position, Kind.I64));
    }

    private void pushHalves() {
        operands.push(Kind.I64);
        operands.push(Kind.I64);
    }
}
