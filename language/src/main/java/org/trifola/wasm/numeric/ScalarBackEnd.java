// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

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

import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Computes with vectors as pairs of 64-bit integers, by the operators as the classes of the shapes define them.
 *
 * <p>Relaxed instructions do what the deterministic profile of the specification says: the first of the alternatives, which
 * is the operator without "relaxed" where there is one.
 */
public final class ScalarBackEnd implements VectorBackEnd<V128> {
    @Override
    public VectorOperator<V128> operator(VectorOpcode opcode) {
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
            case I8X16_SWIZZLE -> binary(I8x16::swizzle);
            case I8X16_SPLAT -> splatI32(I8x16::splat);
            case I16X8_SPLAT -> splatI32(I16x8::splat);
            case I32X4_SPLAT -> splatI32(I32x4::splat);
            case I64X2_SPLAT -> splatI64(I64x2::splat);
            case I8X16_EXTRACT_LANE_S -> extractI32(I8x16::extractLaneS);
            case I8X16_EXTRACT_LANE_U -> extractI32(I8x16::extractLaneU);
            case I8X16_REPLACE_LANE -> replaceI32(I8x16::replaceLane);
            case I16X8_EXTRACT_LANE_S -> extractI32(I16x8::extractLaneS);
            case I16X8_EXTRACT_LANE_U -> extractI32(I16x8::extractLaneU);
            case I16X8_REPLACE_LANE -> replaceI32(I16x8::replaceLane);
            case I32X4_EXTRACT_LANE -> extractI32(I32x4::extractLane);
            case I32X4_REPLACE_LANE -> replaceI32(I32x4::replaceLane);
            case I64X2_EXTRACT_LANE -> extractI64(I64x2::extractLane);
            case I64X2_REPLACE_LANE -> replaceI64(I64x2::replaceLane);
            case I8X16_EQ -> binary(I8x16::eq);
            case I8X16_NE -> binary(I8x16::ne);
            case I8X16_LT_S -> binary(I8x16::ltS);
            case I8X16_LT_U -> binary(I8x16::ltU);
            case I8X16_GT_S -> binary(I8x16::gtS);
            case I8X16_GT_U -> binary(I8x16::gtU);
            case I8X16_LE_S -> binary(I8x16::leS);
            case I8X16_LE_U -> binary(I8x16::leU);
            case I8X16_GE_S -> binary(I8x16::geS);
            case I8X16_GE_U -> binary(I8x16::geU);
            case I16X8_EQ -> binary(I16x8::eq);
            case I16X8_NE -> binary(I16x8::ne);
            case I16X8_LT_S -> binary(I16x8::ltS);
            case I16X8_LT_U -> binary(I16x8::ltU);
            case I16X8_GT_S -> binary(I16x8::gtS);
            case I16X8_GT_U -> binary(I16x8::gtU);
            case I16X8_LE_S -> binary(I16x8::leS);
            case I16X8_LE_U -> binary(I16x8::leU);
            case I16X8_GE_S -> binary(I16x8::geS);
            case I16X8_GE_U -> binary(I16x8::geU);
            case I32X4_EQ -> binary(I32x4::eq);
            case I32X4_NE -> binary(I32x4::ne);
            case I32X4_LT_S -> binary(I32x4::ltS);
            case I32X4_LT_U -> binary(I32x4::ltU);
            case I32X4_GT_S -> binary(I32x4::gtS);
            case I32X4_GT_U -> binary(I32x4::gtU);
            case I32X4_LE_S -> binary(I32x4::leS);
            case I32X4_LE_U -> binary(I32x4::leU);
            case I32X4_GE_S -> binary(I32x4::geS);
            case I32X4_GE_U -> binary(I32x4::geU);
            case F32X4_EQ -> binary(F32x4::eq);
            case F32X4_NE -> binary(F32x4::ne);
            case F32X4_LT -> binary(F32x4::lt);
            case F32X4_GT -> binary(F32x4::gt);
            case F32X4_LE -> binary(F32x4::le);
            case F32X4_GE -> binary(F32x4::ge);
            case F64X2_EQ -> binary(F64x2::eq);
            case F64X2_NE -> binary(F64x2::ne);
            case F64X2_LT -> binary(F64x2::lt);
            case F64X2_GT -> binary(F64x2::gt);
            case F64X2_LE -> binary(F64x2::le);
            case F64X2_GE -> binary(F64x2::ge);
            case V128_NOT -> unary(V128::not);
            case V128_AND -> binary(V128::and);
            case V128_ANDNOT -> binary(V128::andnot);
            case V128_OR -> binary(V128::or);
            case V128_XOR -> binary(V128::xor);
            case V128_BITSELECT -> ternary(V128::bitselect);
            case V128_ANY_TRUE -> test(V128::anyTrue);
            case F32X4_DEMOTE_F64X2_ZERO -> unary(F32x4::demoteF64x2Zero);
            case F64X2_PROMOTE_LOW_F32X4 -> unary(F64x2::promoteLowF32x4);
            case I8X16_ABS -> unary(I8x16::abs);
            case I8X16_NEG -> unary(I8x16::neg);
            case I8X16_POPCNT -> unary(I8x16::popcnt);
            case I8X16_ALL_TRUE -> test(I8x16::allTrue);
            case I8X16_BITMASK -> test(I8x16::bitmask);
            case I8X16_NARROW_I16X8_S -> binary(I8x16::narrowI16x8S);
            case I8X16_NARROW_I16X8_U -> binary(I8x16::narrowI16x8U);
            case F32X4_CEIL -> unary(F32x4::ceil);
            case F32X4_FLOOR -> unary(F32x4::floor);
            case F32X4_TRUNC -> unary(F32x4::trunc);
            case F32X4_NEAREST -> unary(F32x4::nearest);
            case I8X16_SHL -> shift(I8x16::shl);
            case I8X16_SHR_S -> shift(I8x16::shrS);
            case I8X16_SHR_U -> shift(I8x16::shrU);
            case I8X16_ADD -> binary(I8x16::add);
            case I8X16_ADD_SAT_S -> binary(I8x16::addSatS);
            case I8X16_ADD_SAT_U -> binary(I8x16::addSatU);
            case I8X16_SUB -> binary(I8x16::sub);
            case I8X16_SUB_SAT_S -> binary(I8x16::subSatS);
            case I8X16_SUB_SAT_U -> binary(I8x16::subSatU);
            case F64X2_CEIL -> unary(F64x2::ceil);
            case F64X2_FLOOR -> unary(F64x2::floor);
            case I8X16_MIN_S -> binary(I8x16::minS);
            case I8X16_MIN_U -> binary(I8x16::minU);
            case I8X16_MAX_S -> binary(I8x16::maxS);
            case I8X16_MAX_U -> binary(I8x16::maxU);
            case F64X2_TRUNC -> unary(F64x2::trunc);
            case I8X16_AVGR_U -> binary(I8x16::avgrU);
            case I16X8_EXTADD_PAIRWISE_I8X16_S -> unary(I16x8::extaddPairwiseI8x16S);
            case I16X8_EXTADD_PAIRWISE_I8X16_U -> unary(I16x8::extaddPairwiseI8x16U);
            case I32X4_EXTADD_PAIRWISE_I16X8_S -> unary(I32x4::extaddPairwiseI16x8S);
            case I32X4_EXTADD_PAIRWISE_I16X8_U -> unary(I32x4::extaddPairwiseI16x8U);
            case I16X8_ABS -> unary(I16x8::abs);
            case I16X8_NEG -> unary(I16x8::neg);
            case I16X8_Q15MULR_SAT_S -> binary(I16x8::q15mulrSatS);
            case I16X8_ALL_TRUE -> test(I16x8::allTrue);
            case I16X8_BITMASK -> test(I16x8::bitmask);
            case I16X8_NARROW_I32X4_S -> binary(I16x8::narrowI32x4S);
            case I16X8_NARROW_I32X4_U -> binary(I16x8::narrowI32x4U);
            case I16X8_EXTEND_LOW_I8X16_S -> unary(I16x8::extendLowI8x16S);
            case I16X8_EXTEND_HIGH_I8X16_S -> unary(I16x8::extendHighI8x16S);
            case I16X8_EXTEND_LOW_I8X16_U -> unary(I16x8::extendLowI8x16U);
            case I16X8_EXTEND_HIGH_I8X16_U -> unary(I16x8::extendHighI8x16U);
            case I16X8_SHL -> shift(I16x8::shl);
            case I16X8_SHR_S -> shift(I16x8::shrS);
            case I16X8_SHR_U -> shift(I16x8::shrU);
            case I16X8_ADD -> binary(I16x8::add);
            case I16X8_ADD_SAT_S -> binary(I16x8::addSatS);
            case I16X8_ADD_SAT_U -> binary(I16x8::addSatU);
            case I16X8_SUB -> binary(I16x8::sub);
            case I16X8_SUB_SAT_S -> binary(I16x8::subSatS);
            case I16X8_SUB_SAT_U -> binary(I16x8::subSatU);
            case F64X2_NEAREST -> unary(F64x2::nearest);
            case I16X8_MUL -> binary(I16x8::mul);
            case I16X8_MIN_S -> binary(I16x8::minS);
            case I16X8_MIN_U -> binary(I16x8::minU);
            case I16X8_MAX_S -> binary(I16x8::maxS);
            case I16X8_MAX_U -> binary(I16x8::maxU);
            case I16X8_AVGR_U -> binary(I16x8::avgrU);
            case I16X8_EXTMUL_LOW_I8X16_S -> binary(I16x8::extmulLowI8x16S);
            case I16X8_EXTMUL_HIGH_I8X16_S -> binary(I16x8::extmulHighI8x16S);
            case I16X8_EXTMUL_LOW_I8X16_U -> binary(I16x8::extmulLowI8x16U);
            case I16X8_EXTMUL_HIGH_I8X16_U -> binary(I16x8::extmulHighI8x16U);
            case I32X4_ABS -> unary(I32x4::abs);
            case I32X4_NEG -> unary(I32x4::neg);
            case I32X4_ALL_TRUE -> test(I32x4::allTrue);
            case I32X4_BITMASK -> test(I32x4::bitmask);
            case I32X4_EXTEND_LOW_I16X8_S -> unary(I32x4::extendLowI16x8S);
            case I32X4_EXTEND_HIGH_I16X8_S -> unary(I32x4::extendHighI16x8S);
            case I32X4_EXTEND_LOW_I16X8_U -> unary(I32x4::extendLowI16x8U);
            case I32X4_EXTEND_HIGH_I16X8_U -> unary(I32x4::extendHighI16x8U);
            case I32X4_SHL -> shift(I32x4::shl);
            case I32X4_SHR_S -> shift(I32x4::shrS);
            case I32X4_SHR_U -> shift(I32x4::shrU);
            case I32X4_ADD -> binary(I32x4::add);
            case I32X4_SUB -> binary(I32x4::sub);
            case I32X4_MUL -> binary(I32x4::mul);
            case I32X4_MIN_S -> binary(I32x4::minS);
            case I32X4_MIN_U -> binary(I32x4::minU);
            case I32X4_MAX_S -> binary(I32x4::maxS);
            case I32X4_MAX_U -> binary(I32x4::maxU);
            case I32X4_DOT_I16X8_S -> binary(I32x4::dotI16x8S);
            case I32X4_EXTMUL_LOW_I16X8_S -> binary(I32x4::extmulLowI16x8S);
            case I32X4_EXTMUL_HIGH_I16X8_S -> binary(I32x4::extmulHighI16x8S);
            case I32X4_EXTMUL_LOW_I16X8_U -> binary(I32x4::extmulLowI16x8U);
            case I32X4_EXTMUL_HIGH_I16X8_U -> binary(I32x4::extmulHighI16x8U);
            case I64X2_ABS -> unary(I64x2::abs);
            case I64X2_NEG -> unary(I64x2::neg);
            case I64X2_ALL_TRUE -> test(I64x2::allTrue);
            case I64X2_BITMASK -> test(I64x2::bitmask);
            case I64X2_EXTEND_LOW_I32X4_S -> unary(I64x2::extendLowI32x4S);
            case I64X2_EXTEND_HIGH_I32X4_S -> unary(I64x2::extendHighI32x4S);
            case I64X2_EXTEND_LOW_I32X4_U -> unary(I64x2::extendLowI32x4U);
            case I64X2_EXTEND_HIGH_I32X4_U -> unary(I64x2::extendHighI32x4U);
            case I64X2_SHL -> shift(I64x2::shl);
            case I64X2_SHR_S -> shift(I64x2::shrS);
            case I64X2_SHR_U -> shift(I64x2::shrU);
            case I64X2_ADD -> binary(I64x2::add);
            case I64X2_SUB -> binary(I64x2::sub);
            case I64X2_MUL -> binary(I64x2::mul);
            case I64X2_EQ -> binary(I64x2::eq);
            case I64X2_NE -> binary(I64x2::ne);
            case I64X2_LT_S -> binary(I64x2::ltS);
            case I64X2_GT_S -> binary(I64x2::gtS);
            case I64X2_LE_S -> binary(I64x2::leS);
            case I64X2_GE_S -> binary(I64x2::geS);
            case I64X2_EXTMUL_LOW_I32X4_S -> binary(I64x2::extmulLowI32x4S);
            case I64X2_EXTMUL_HIGH_I32X4_S -> binary(I64x2::extmulHighI32x4S);
            case I64X2_EXTMUL_LOW_I32X4_U -> binary(I64x2::extmulLowI32x4U);
            case I64X2_EXTMUL_HIGH_I32X4_U -> binary(I64x2::extmulHighI32x4U);
            case F32X4_ABS -> unary(F32x4::abs);
            case F32X4_NEG -> unary(F32x4::neg);
            case F32X4_SQRT -> unary(F32x4::sqrt);
            case F32X4_ADD -> binary(F32x4::add);
            case F32X4_SUB -> binary(F32x4::sub);
            case F32X4_MUL -> binary(F32x4::mul);
            case F32X4_DIV -> binary(F32x4::div);
            case F32X4_MIN -> binary(F32x4::min);
            case F32X4_MAX -> binary(F32x4::max);
            case F32X4_PMIN -> binary(F32x4::pmin);
            case F32X4_PMAX -> binary(F32x4::pmax);
            case F64X2_ABS -> unary(F64x2::abs);
            case F64X2_NEG -> unary(F64x2::neg);
            case F64X2_SQRT -> unary(F64x2::sqrt);
            case F64X2_ADD -> binary(F64x2::add);
            case F64X2_SUB -> binary(F64x2::sub);
            case F64X2_MUL -> binary(F64x2::mul);
            case F64X2_DIV -> binary(F64x2::div);
            case F64X2_MIN -> binary(F64x2::min);
            case F64X2_MAX -> binary(F64x2::max);
            case F64X2_PMIN -> binary(F64x2::pmin);
            case F64X2_PMAX -> binary(F64x2::pmax);
            case I32X4_TRUNC_SAT_F32X4_S -> unary(I32x4::truncSatF32x4S);
            case I32X4_TRUNC_SAT_F32X4_U -> unary(I32x4::truncSatF32x4U);
            case F32X4_CONVERT_I32X4_S -> unary(F32x4::convertI32x4S);
            case F32X4_CONVERT_I32X4_U -> unary(F32x4::convertI32x4U);
            case I32X4_TRUNC_SAT_F64X2_S_ZERO -> unary(I32x4::truncSatF64x2SZero);
            case I32X4_TRUNC_SAT_F64X2_U_ZERO -> unary(I32x4::truncSatF64x2UZero);
            case F64X2_CONVERT_LOW_I32X4_S -> unary(F64x2::convertLowI32x4S);
            case F64X2_CONVERT_LOW_I32X4_U -> unary(F64x2::convertLowI32x4U);
            case F32X4_RELAXED_MADD -> ternary(F32x4::relaxedMadd);
            case F32X4_RELAXED_NMADD -> ternary(F32x4::relaxedNmadd);
            case F64X2_RELAXED_MADD -> ternary(F64x2::relaxedMadd);
            case F64X2_RELAXED_NMADD -> ternary(F64x2::relaxedNmadd);
            case I16X8_RELAXED_DOT_I8X16_I7X16_S -> binary(I16x8::relaxedDotI8x16I7x16S);
            case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> ternary(I32x4::relaxedDotI8x16I7x16AddS);
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

    @Override
    public VectorOperator.Binary<V128> shuffle(V128 lanes) {
        return (x, y) -> I8x16.shuffle(x, y, lanes);
    }

    @Override
    public V128 vector(long low, long high) {
        return new V128(low, high);
    }

    @Override
    public long low(V128 x) {
        return x.low();
    }

    @Override
    public long high(V128 x) {
        return x.high();
    }
}
