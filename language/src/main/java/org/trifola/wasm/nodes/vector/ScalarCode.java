// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.vector;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorOperator;

/**
 * Applies operators of the scalar back end.
 *
 * <p>First-tier code calls them: inlined, a function with a thousand of them would take so long to compile that the compiler
 * gives up. The interpreter and last-tier code apply them in place.
 */
@SuppressWarnings("overloads")
final class ScalarCode {
    private ScalarCode() {}

    private static boolean inFirstTier() {
        return CompilerDirectives.inCompiledCode() && CompilerDirectives.hasNextTier();
    }

    static V128 apply(VectorOperator.Unary<V128> operator, V128 x) {
        return inFirstTier() ? call(operator, x) : operator.apply(x);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.Unary<V128> operator, V128 x) {
        return operator.apply(x);
    }

    static V128 apply(VectorOperator.Binary<V128> operator, V128 x, V128 y) {
        return inFirstTier() ? call(operator, x, y) : operator.apply(x, y);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.Binary<V128> operator, V128 x, V128 y) {
        return operator.apply(x, y);
    }

    static V128 apply(VectorOperator.Ternary<V128> operator, V128 x, V128 y, V128 z) {
        return inFirstTier() ? call(operator, x, y, z) : operator.apply(x, y, z);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.Ternary<V128> operator, V128 x, V128 y, V128 z) {
        return operator.apply(x, y, z);
    }

    static V128 apply(VectorOperator.Shift<V128> operator, V128 x, int count) {
        return inFirstTier() ? call(operator, x, count) : operator.apply(x, count);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.Shift<V128> operator, V128 x, int count) {
        return operator.apply(x, count);
    }

    static int apply(VectorOperator.Test<V128> operator, V128 x) {
        return inFirstTier() ? call(operator, x) : operator.apply(x);
    }

    @TruffleBoundary
    private static int call(VectorOperator.Test<V128> operator, V128 x) {
        return operator.apply(x);
    }

    static V128 apply(VectorOperator.SplatI32<V128> operator, int x) {
        return inFirstTier() ? call(operator, x) : operator.apply(x);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.SplatI32<V128> operator, int x) {
        return operator.apply(x);
    }

    static V128 apply(VectorOperator.SplatI64<V128> operator, long x) {
        return inFirstTier() ? call(operator, x) : operator.apply(x);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.SplatI64<V128> operator, long x) {
        return operator.apply(x);
    }

    static int apply(VectorOperator.ExtractI32<V128> operator, V128 x, int lane) {
        return inFirstTier() ? call(operator, x, lane) : operator.apply(x, lane);
    }

    @TruffleBoundary
    private static int call(VectorOperator.ExtractI32<V128> operator, V128 x, int lane) {
        return operator.apply(x, lane);
    }

    static long apply(VectorOperator.ExtractI64<V128> operator, V128 x, int lane) {
        return inFirstTier() ? call(operator, x, lane) : operator.apply(x, lane);
    }

    @TruffleBoundary
    private static long call(VectorOperator.ExtractI64<V128> operator, V128 x, int lane) {
        return operator.apply(x, lane);
    }

    static V128 apply(VectorOperator.ReplaceI32<V128> operator, V128 x, int value, int lane) {
        return inFirstTier() ? call(operator, x, value, lane) : operator.apply(x, value, lane);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.ReplaceI32<V128> operator, V128 x, int value, int lane) {
        return operator.apply(x, value, lane);
    }

    static V128 apply(VectorOperator.ReplaceI64<V128> operator, V128 x, long value, int lane) {
        return inFirstTier() ? call(operator, x, value, lane) : operator.apply(x, value, lane);
    }

    @TruffleBoundary
    private static V128 call(VectorOperator.ReplaceI64<V128> operator, V128 x, long value, int lane) {
        return operator.apply(x, value, lane);
    }
}
