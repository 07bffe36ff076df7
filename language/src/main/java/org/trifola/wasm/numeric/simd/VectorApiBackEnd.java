// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric.simd;

import static org.trifola.wasm.numeric.VectorOperator.binary;
import static org.trifola.wasm.numeric.VectorOperator.extractI32;
import static org.trifola.wasm.numeric.VectorOperator.extractI64;
import static org.trifola.wasm.numeric.VectorOperator.replaceI32;
import static org.trifola.wasm.numeric.VectorOperator.replaceI64;
import static org.trifola.wasm.numeric.VectorOperator.shift;
import static org.trifola.wasm.numeric.VectorOperator.splatI32;
import static org.trifola.wasm.numeric.VectorOperator.splatI64;
import static org.trifola.wasm.numeric.VectorOperator.ternary;
import static org.trifola.wasm.numeric.VectorOperator.test;
import static org.trifola.wasm.numeric.VectorOperator.unary;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorShuffle;
import org.trifola.wasm.numeric.F32x4;
import org.trifola.wasm.numeric.F64x2;
import org.trifola.wasm.numeric.I32x4;
import org.trifola.wasm.numeric.I64x2;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.numeric.VectorBackEnd;
import org.trifola.wasm.numeric.VectorOperator;
import org.trifola.wasm.syntax.VectorOpcode;

/** Computes with vectors by the Vector API, see the package. */
public final class VectorApiBackEnd implements VectorBackEnd<ByteVector> {
    @Override
    public VectorOperator<ByteVector> operator(VectorOpcode opcode) {
        return switch (opcode) {
            case V128_LOAD,
                    V128_LOAD8X8_S,
                    V128_LOAD8X8_U,
                    V128_LOAD16X4_S,
                    V128_LOAD16X4_U,
                    V128_LOAD32X2_S,
                    V128_LOAD32X2_U,
                    V128_LOAD8_SPLAT,
                    V128_LOAD16_SPLAT,
                    V128_LOAD32_SPLAT,
                    V128_LOAD64_SPLAT,
                    V128_STORE,
                    V128_CONST,
                    I8X16_SHUFFLE,
                    F32X4_SPLAT,
                    F64X2_SPLAT,
                    F32X4_EXTRACT_LANE,
                    F32X4_REPLACE_LANE,
                    F64X2_EXTRACT_LANE,
                    F64X2_REPLACE_LANE,
                    V128_LOAD8_LANE,
                    V128_LOAD16_LANE,
                    V128_LOAD32_LANE,
                    V128_LOAD64_LANE,
                    V128_STORE8_LANE,
                    V128_STORE16_LANE,
                    V128_STORE32_LANE,
                    V128_STORE64_LANE,
                    V128_LOAD32_ZERO,
                    V128_LOAD64_ZERO -> throw new IllegalArgumentException(opcode.mnemonic());
            case I8X16_SWIZZLE -> binary(SimdI8x16::swizzle);
            case I8X16_SPLAT -> splatI32(SimdI8x16::splat);
            case I16X8_SPLAT -> splatI32(SimdI16x8::splat);
            case I32X4_SPLAT -> splatI32(SimdI32x4::splat);
            case I64X2_SPLAT -> splatI64(SimdI64x2::splat);
            case I8X16_EXTRACT_LANE_S -> extractI32(SimdI8x16::extractLaneS);
            case I8X16_EXTRACT_LANE_U -> extractI32(SimdI8x16::extractLaneU);
            case I8X16_REPLACE_LANE -> replaceI32(SimdI8x16::replaceLane);
            case I16X8_EXTRACT_LANE_S -> extractI32(SimdI16x8::extractLaneS);
            case I16X8_EXTRACT_LANE_U -> extractI32(SimdI16x8::extractLaneU);
            case I16X8_REPLACE_LANE -> replaceI32(SimdI16x8::replaceLane);
            case I32X4_EXTRACT_LANE -> extractI32(SimdI32x4::extractLane);
            case I32X4_REPLACE_LANE -> replaceI32(SimdI32x4::replaceLane);
            case I64X2_EXTRACT_LANE -> extractI64(SimdI64x2::extractLane);
            case I64X2_REPLACE_LANE -> replaceI64(SimdI64x2::replaceLane);
            case I8X16_EQ -> binary(SimdI8x16::eq);
            case I8X16_NE -> binary(SimdI8x16::ne);
            case I8X16_LT_S -> binary(SimdI8x16::ltS);
            case I8X16_LT_U -> binary(SimdI8x16::ltU);
            case I8X16_GT_S -> binary(SimdI8x16::gtS);
            case I8X16_GT_U -> binary(SimdI8x16::gtU);
            case I8X16_LE_S -> binary(SimdI8x16::leS);
            case I8X16_LE_U -> binary(SimdI8x16::leU);
            case I8X16_GE_S -> binary(SimdI8x16::geS);
            case I8X16_GE_U -> binary(SimdI8x16::geU);
            case I16X8_EQ -> binary(SimdI16x8::eq);
            case I16X8_NE -> binary(SimdI16x8::ne);
            case I16X8_LT_S -> binary(SimdI16x8::ltS);
            case I16X8_LT_U -> binary(SimdI16x8::ltU);
            case I16X8_GT_S -> binary(SimdI16x8::gtS);
            case I16X8_GT_U -> binary(SimdI16x8::gtU);
            case I16X8_LE_S -> binary(SimdI16x8::leS);
            case I16X8_LE_U -> binary(SimdI16x8::leU);
            case I16X8_GE_S -> binary(SimdI16x8::geS);
            case I16X8_GE_U -> binary(SimdI16x8::geU);
            case I32X4_EQ -> binary(SimdI32x4::eq);
            case I32X4_NE -> binary(SimdI32x4::ne);
            case I32X4_LT_S -> binary(SimdI32x4::ltS);
            case I32X4_LT_U -> binary(SimdI32x4::ltU);
            case I32X4_GT_S -> binary(SimdI32x4::gtS);
            case I32X4_GT_U -> binary(SimdI32x4::gtU);
            case I32X4_LE_S -> binary(SimdI32x4::leS);
            case I32X4_LE_U -> binary(SimdI32x4::leU);
            case I32X4_GE_S -> binary(SimdI32x4::geS);
            case I32X4_GE_U -> binary(SimdI32x4::geU);
            case F32X4_EQ -> binary(SimdF32x4::eq);
            case F32X4_NE -> binary(SimdF32x4::ne);
            case F32X4_LT -> binary(SimdF32x4::lt);
            case F32X4_GT -> binary(SimdF32x4::gt);
            case F32X4_LE -> binary(SimdF32x4::le);
            case F32X4_GE -> binary(SimdF32x4::ge);
            case F64X2_EQ -> binary(SimdF64x2::eq);
            case F64X2_NE -> binary(SimdF64x2::ne);
            case F64X2_LT -> binary(SimdF64x2::lt);
            case F64X2_GT -> binary(SimdF64x2::gt);
            case F64X2_LE -> binary(SimdF64x2::le);
            case F64X2_GE -> binary(SimdF64x2::ge);
            case V128_NOT -> unary(ByteVector::not);
            case V128_AND -> binary((x, y) -> x.and(y));
            case V128_ANDNOT -> binary(Simd::andnot);
            case V128_OR -> binary((x, y) -> x.or(y));
            case V128_XOR -> binary(Simd::xor);
            case V128_BITSELECT -> ternary(Simd::bitselect);
            case V128_ANY_TRUE -> test(Simd::anyTrue);
            case F32X4_DEMOTE_F64X2_ZERO -> unaryScalar(F32x4::demoteF64x2Zero);
            case F64X2_PROMOTE_LOW_F32X4 -> unaryScalar(F64x2::promoteLowF32x4);
            case I8X16_ABS -> unary(SimdI8x16::abs);
            case I8X16_NEG -> unary(SimdI8x16::neg);
            case I8X16_POPCNT -> unary(SimdI8x16::popcnt);
            case I8X16_ALL_TRUE -> test(SimdI8x16::allTrue);
            case I8X16_BITMASK -> test(SimdI8x16::bitmask);
            case I8X16_NARROW_I16X8_S -> binary(SimdI8x16::narrowI16x8S);
            case I8X16_NARROW_I16X8_U -> binary(SimdI8x16::narrowI16x8U);
            case F32X4_CEIL -> unary(SimdF32x4::ceil);
            case F32X4_FLOOR -> unary(SimdF32x4::floor);
            case F32X4_TRUNC -> unary(SimdF32x4::trunc);
            case F32X4_NEAREST -> unary(SimdF32x4::nearest);
            case I8X16_SHL -> shift(SimdI8x16::shl);
            case I8X16_SHR_S -> shift(SimdI8x16::shrS);
            case I8X16_SHR_U -> shift(SimdI8x16::shrU);
            case I8X16_ADD -> binary(SimdI8x16::add);
            case I8X16_ADD_SAT_S -> binary(SimdI8x16::addSatS);
            case I8X16_ADD_SAT_U -> binary(SimdI8x16::addSatU);
            case I8X16_SUB -> binary(SimdI8x16::sub);
            case I8X16_SUB_SAT_S -> binary(SimdI8x16::subSatS);
            case I8X16_SUB_SAT_U -> binary(SimdI8x16::subSatU);
            case F64X2_CEIL -> unary(SimdF64x2::ceil);
            case F64X2_FLOOR -> unary(SimdF64x2::floor);
            case I8X16_MIN_S -> binary(SimdI8x16::minS);
            case I8X16_MIN_U -> binary(SimdI8x16::minU);
            case I8X16_MAX_S -> binary(SimdI8x16::maxS);
            case I8X16_MAX_U -> binary(SimdI8x16::maxU);
            case F64X2_TRUNC -> unary(SimdF64x2::trunc);
            case I8X16_AVGR_U -> binary(SimdI8x16::avgrU);
            case I16X8_EXTADD_PAIRWISE_I8X16_S -> unary(SimdI16x8::extaddPairwiseI8x16S);
            case I16X8_EXTADD_PAIRWISE_I8X16_U -> unary(SimdI16x8::extaddPairwiseI8x16U);
            case I32X4_EXTADD_PAIRWISE_I16X8_S -> unary(SimdI32x4::extaddPairwiseI16x8S);
            case I32X4_EXTADD_PAIRWISE_I16X8_U -> unary(SimdI32x4::extaddPairwiseI16x8U);
            case I16X8_ABS -> unary(SimdI16x8::abs);
            case I16X8_NEG -> unary(SimdI16x8::neg);
            case I16X8_Q15MULR_SAT_S -> binary(SimdI16x8::q15mulrSatS);
            case I16X8_ALL_TRUE -> test(SimdI16x8::allTrue);
            case I16X8_BITMASK -> test(SimdI16x8::bitmask);
            case I16X8_NARROW_I32X4_S -> binary(SimdI16x8::narrowI32x4S);
            case I16X8_NARROW_I32X4_U -> binary(SimdI16x8::narrowI32x4U);
            case I16X8_EXTEND_LOW_I8X16_S -> unary(SimdI16x8::extendLowI8x16S);
            case I16X8_EXTEND_HIGH_I8X16_S -> unary(SimdI16x8::extendHighI8x16S);
            case I16X8_EXTEND_LOW_I8X16_U -> unary(SimdI16x8::extendLowI8x16U);
            case I16X8_EXTEND_HIGH_I8X16_U -> unary(SimdI16x8::extendHighI8x16U);
            case I16X8_SHL -> shift(SimdI16x8::shl);
            case I16X8_SHR_S -> shift(SimdI16x8::shrS);
            case I16X8_SHR_U -> shift(SimdI16x8::shrU);
            case I16X8_ADD -> binary(SimdI16x8::add);
            case I16X8_ADD_SAT_S -> binary(SimdI16x8::addSatS);
            case I16X8_ADD_SAT_U -> binary(SimdI16x8::addSatU);
            case I16X8_SUB -> binary(SimdI16x8::sub);
            case I16X8_SUB_SAT_S -> binary(SimdI16x8::subSatS);
            case I16X8_SUB_SAT_U -> binary(SimdI16x8::subSatU);
            case F64X2_NEAREST -> unary(SimdF64x2::nearest);
            case I16X8_MUL -> binary(SimdI16x8::mul);
            case I16X8_MIN_S -> binary(SimdI16x8::minS);
            case I16X8_MIN_U -> binary(SimdI16x8::minU);
            case I16X8_MAX_S -> binary(SimdI16x8::maxS);
            case I16X8_MAX_U -> binary(SimdI16x8::maxU);
            case I16X8_AVGR_U -> binary(SimdI16x8::avgrU);
            case I16X8_EXTMUL_LOW_I8X16_S -> binary(SimdI16x8::extmulLowI8x16S);
            case I16X8_EXTMUL_HIGH_I8X16_S -> binary(SimdI16x8::extmulHighI8x16S);
            case I16X8_EXTMUL_LOW_I8X16_U -> binary(SimdI16x8::extmulLowI8x16U);
            case I16X8_EXTMUL_HIGH_I8X16_U -> binary(SimdI16x8::extmulHighI8x16U);
            case I32X4_ABS -> unary(SimdI32x4::abs);
            case I32X4_NEG -> unary(SimdI32x4::neg);
            case I32X4_ALL_TRUE -> test(SimdI32x4::allTrue);
            case I32X4_BITMASK -> test(SimdI32x4::bitmask);
            case I32X4_EXTEND_LOW_I16X8_S -> unary(SimdI32x4::extendLowI16x8S);
            case I32X4_EXTEND_HIGH_I16X8_S -> unary(SimdI32x4::extendHighI16x8S);
            case I32X4_EXTEND_LOW_I16X8_U -> unary(SimdI32x4::extendLowI16x8U);
            case I32X4_EXTEND_HIGH_I16X8_U -> unary(SimdI32x4::extendHighI16x8U);
            case I32X4_SHL -> shift(SimdI32x4::shl);
            case I32X4_SHR_S -> shift(SimdI32x4::shrS);
            case I32X4_SHR_U -> shift(SimdI32x4::shrU);
            case I32X4_ADD -> binary(SimdI32x4::add);
            case I32X4_SUB -> binary(SimdI32x4::sub);
            case I32X4_MUL -> binary(SimdI32x4::mul);
            case I32X4_MIN_S -> binary(SimdI32x4::minS);
            case I32X4_MIN_U -> binary(SimdI32x4::minU);
            case I32X4_MAX_S -> binary(SimdI32x4::maxS);
            case I32X4_MAX_U -> binary(SimdI32x4::maxU);
            case I32X4_DOT_I16X8_S -> binary(SimdI32x4::dotI16x8S);
            case I32X4_EXTMUL_LOW_I16X8_S -> binary(SimdI32x4::extmulLowI16x8S);
            case I32X4_EXTMUL_HIGH_I16X8_S -> binary(SimdI32x4::extmulHighI16x8S);
            case I32X4_EXTMUL_LOW_I16X8_U -> binary(SimdI32x4::extmulLowI16x8U);
            case I32X4_EXTMUL_HIGH_I16X8_U -> binary(SimdI32x4::extmulHighI16x8U);
            case I64X2_ABS -> unary(SimdI64x2::abs);
            case I64X2_NEG -> unary(SimdI64x2::neg);
            case I64X2_ALL_TRUE -> test(SimdI64x2::allTrue);
            case I64X2_BITMASK -> test(SimdI64x2::bitmask);
            case I64X2_EXTEND_LOW_I32X4_S -> unary(SimdI64x2::extendLowI32x4S);
            case I64X2_EXTEND_HIGH_I32X4_S -> unary(SimdI64x2::extendHighI32x4S);
            case I64X2_EXTEND_LOW_I32X4_U -> unary(SimdI64x2::extendLowI32x4U);
            case I64X2_EXTEND_HIGH_I32X4_U -> unary(SimdI64x2::extendHighI32x4U);
            case I64X2_SHL -> shift(SimdI64x2::shl);
            case I64X2_SHR_S -> shift(SimdI64x2::shrS);
            case I64X2_SHR_U -> shift(SimdI64x2::shrU);
            case I64X2_ADD -> binary(SimdI64x2::add);
            case I64X2_SUB -> binary(SimdI64x2::sub);
            case I64X2_MUL -> binaryScalar(I64x2::mul);
            case I64X2_EQ -> binary(SimdI64x2::eq);
            case I64X2_NE -> binary(SimdI64x2::ne);
            case I64X2_LT_S -> binary(SimdI64x2::ltS);
            case I64X2_GT_S -> binary(SimdI64x2::gtS);
            case I64X2_LE_S -> binary(SimdI64x2::leS);
            case I64X2_GE_S -> binary(SimdI64x2::geS);
            case I64X2_EXTMUL_LOW_I32X4_S -> binaryScalar(I64x2::extmulLowI32x4S);
            case I64X2_EXTMUL_HIGH_I32X4_S -> binaryScalar(I64x2::extmulHighI32x4S);
            case I64X2_EXTMUL_LOW_I32X4_U -> binaryScalar(I64x2::extmulLowI32x4U);
            case I64X2_EXTMUL_HIGH_I32X4_U -> binaryScalar(I64x2::extmulHighI32x4U);
            case F32X4_ABS -> unary(SimdF32x4::abs);
            case F32X4_NEG -> unary(SimdF32x4::neg);
            case F32X4_SQRT -> unary(SimdF32x4::sqrt);
            case F32X4_ADD -> binary(SimdF32x4::add);
            case F32X4_SUB -> binary(SimdF32x4::sub);
            case F32X4_MUL -> binary(SimdF32x4::mul);
            case F32X4_DIV -> binary(SimdF32x4::div);
            case F32X4_MIN -> binary(SimdF32x4::min);
            case F32X4_MAX -> binary(SimdF32x4::max);
            case F32X4_PMIN -> binary(SimdF32x4::pmin);
            case F32X4_PMAX -> binary(SimdF32x4::pmax);
            case F64X2_ABS -> unary(SimdF64x2::abs);
            case F64X2_NEG -> unary(SimdF64x2::neg);
            case F64X2_SQRT -> unary(SimdF64x2::sqrt);
            case F64X2_ADD -> binary(SimdF64x2::add);
            case F64X2_SUB -> binary(SimdF64x2::sub);
            case F64X2_MUL -> binary(SimdF64x2::mul);
            case F64X2_DIV -> binary(SimdF64x2::div);
            case F64X2_MIN -> binary(SimdF64x2::min);
            case F64X2_MAX -> binary(SimdF64x2::max);
            case F64X2_PMIN -> binary(SimdF64x2::pmin);
            case F64X2_PMAX -> binary(SimdF64x2::pmax);
            case I32X4_TRUNC_SAT_F32X4_S -> unaryScalar(I32x4::truncSatF32x4S);
            case I32X4_TRUNC_SAT_F32X4_U -> unaryScalar(I32x4::truncSatF32x4U);
            case F32X4_CONVERT_I32X4_S -> unary(SimdF32x4::convertI32x4S);
            case F32X4_CONVERT_I32X4_U -> unary(SimdF32x4::convertI32x4U);
            case I32X4_TRUNC_SAT_F64X2_S_ZERO -> unaryScalar(I32x4::truncSatF64x2SZero);
            case I32X4_TRUNC_SAT_F64X2_U_ZERO -> unaryScalar(I32x4::truncSatF64x2UZero);
            case F64X2_CONVERT_LOW_I32X4_S -> unary(SimdF64x2::convertLowI32x4S);
            case F64X2_CONVERT_LOW_I32X4_U -> unary(SimdF64x2::convertLowI32x4U);
            case F32X4_RELAXED_MADD -> ternary(SimdF32x4::relaxedMadd);
            case F32X4_RELAXED_NMADD -> ternary(SimdF32x4::relaxedNmadd);
            case F64X2_RELAXED_MADD -> ternary(SimdF64x2::relaxedMadd);
            case F64X2_RELAXED_NMADD -> ternary(SimdF64x2::relaxedNmadd);
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> binary(SimdI16x8::relaxedDotI8x16I7x16S);
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> ternary(SimdI32x4::relaxedDotI8x16I7x16AddS);
            case I8X16_RELAXED_SWIZZLE,
                    I32X4_RELAXED_TRUNC_F32X4_S,
                    I32X4_RELAXED_TRUNC_F32X4_U,
                    I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
                    I32X4_RELAXED_TRUNC_F64X2_U_ZERO,
                    I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT,
                    F32X4_RELAXED_MIN,
                    F32X4_RELAXED_MAX,
                    F64X2_RELAXED_MIN,
                    F64X2_RELAXED_MAX,
                    I16X8_RELAXED_Q15MULR_S -> operator(opcode.deterministic());
        };
    }

    /** An operator that has no vector instructions: it is computed on both halves. */
    private static VectorOperator<ByteVector> unaryScalar(VectorOperator.Unary<V128> operator) {
        return unary(x -> Simd.vector(operator.apply(Simd.scalar(x))));
    }

    private static VectorOperator<ByteVector> binaryScalar(VectorOperator.Binary<V128> operator) {
        return binary((x, y) -> Simd.vector(operator.apply(Simd.scalar(x), Simd.scalar(y))));
    }

    @Override
    public VectorOperator.Binary<ByteVector> shuffle(V128 lanes) {
        ByteVector indices = Simd.vector(lanes);
        VectorShuffle<Byte> shuffle = indices.and((byte) 15).toShuffle();
        ByteVector fromSecond = SimdI8x16.shrS(SimdI8x16.shl(indices, 3), 7);
        return (x, y) -> Simd.bitselect(y.rearrange(shuffle), x.rearrange(shuffle), fromSecond);
    }

    @Override
    public ByteVector vector(long low, long high) {
        return Simd.vector(low, high);
    }

    @Override
    public long low(ByteVector x) {
        return Simd.longs(x).lane(0);
    }

    @Override
    public long high(ByteVector x) {
        return Simd.longs(x).lane(1);
    }
}
