// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.RELAXED_SIMD;
import static org.trifola.wasm.syntax.Feature.SIMD;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.Shape.binop;
import static org.trifola.wasm.syntax.Shape.extractLane;
import static org.trifola.wasm.syntax.Shape.load;
import static org.trifola.wasm.syntax.Shape.loadLane;
import static org.trifola.wasm.syntax.Shape.replaceLane;
import static org.trifola.wasm.syntax.Shape.shuffle;
import static org.trifola.wasm.syntax.Shape.splat;
import static org.trifola.wasm.syntax.Shape.store;
import static org.trifola.wasm.syntax.Shape.storeLane;
import static org.trifola.wasm.syntax.Shape.ternop;
import static org.trifola.wasm.syntax.Shape.unop;
import static org.trifola.wasm.syntax.Shape.vconst;
import static org.trifola.wasm.syntax.Shape.vshift;
import static org.trifola.wasm.syntax.Shape.vtestop;
import static org.trifola.wasm.syntax.VecType.V128;

/**
 * Vector instructions on 128-bit values, with the relaxed ones at the end, in order of opcode.
 *
 * <p>Specification: 2.4 "Vector Instructions".
 */
public enum VectorOpcode implements Opcode {
    // format:off
    V128_LOAD                           (0xFD_0000, "v128.load",                            load(V128, 16),       SIMD),
    V128_LOAD8X8_S                      (0xFD_0001, "v128.load8x8_s",                       load(V128, 8),        SIMD),
    V128_LOAD8X8_U                      (0xFD_0002, "v128.load8x8_u",                       load(V128, 8),        SIMD),
    V128_LOAD16X4_S                     (0xFD_0003, "v128.load16x4_s",                      load(V128, 8),        SIMD),
    V128_LOAD16X4_U                     (0xFD_0004, "v128.load16x4_u",                      load(V128, 8),        SIMD),
    V128_LOAD32X2_S                     (0xFD_0005, "v128.load32x2_s",                      load(V128, 8),        SIMD),
    V128_LOAD32X2_U                     (0xFD_0006, "v128.load32x2_u",                      load(V128, 8),        SIMD),
    V128_LOAD8_SPLAT                    (0xFD_0007, "v128.load8_splat",                     load(V128, 1),        SIMD),
    V128_LOAD16_SPLAT                   (0xFD_0008, "v128.load16_splat",                    load(V128, 2),        SIMD),
    V128_LOAD32_SPLAT                   (0xFD_0009, "v128.load32_splat",                    load(V128, 4),        SIMD),
    V128_LOAD64_SPLAT                   (0xFD_000A, "v128.load64_splat",                    load(V128, 8),        SIMD),
    V128_STORE                          (0xFD_000B, "v128.store",                           store(V128, 16),      SIMD),
    V128_CONST                          (0xFD_000C, "v128.const",                           vconst(),             SIMD),
    I8X16_SHUFFLE                       (0xFD_000D, "i8x16.shuffle",                        shuffle(),            SIMD),
    I8X16_SWIZZLE                       (0xFD_000E, "i8x16.swizzle",                        binop(V128),          SIMD),
    I8X16_SPLAT                         (0xFD_000F, "i8x16.splat",                          splat(I32),           SIMD),
    I16X8_SPLAT                         (0xFD_0010, "i16x8.splat",                          splat(I32),           SIMD),
    I32X4_SPLAT                         (0xFD_0011, "i32x4.splat",                          splat(I32),           SIMD),
    I64X2_SPLAT                         (0xFD_0012, "i64x2.splat",                          splat(I64),           SIMD),
    F32X4_SPLAT                         (0xFD_0013, "f32x4.splat",                          splat(F32),           SIMD),
    F64X2_SPLAT                         (0xFD_0014, "f64x2.splat",                          splat(F64),           SIMD),
    I8X16_EXTRACT_LANE_S                (0xFD_0015, "i8x16.extract_lane_s",                 extractLane(I32, 16), SIMD),
    I8X16_EXTRACT_LANE_U                (0xFD_0016, "i8x16.extract_lane_u",                 extractLane(I32, 16), SIMD),
    I8X16_REPLACE_LANE                  (0xFD_0017, "i8x16.replace_lane",                   replaceLane(I32, 16), SIMD),
    I16X8_EXTRACT_LANE_S                (0xFD_0018, "i16x8.extract_lane_s",                 extractLane(I32, 8),  SIMD),
    I16X8_EXTRACT_LANE_U                (0xFD_0019, "i16x8.extract_lane_u",                 extractLane(I32, 8),  SIMD),
    I16X8_REPLACE_LANE                  (0xFD_001A, "i16x8.replace_lane",                   replaceLane(I32, 8),  SIMD),
    I32X4_EXTRACT_LANE                  (0xFD_001B, "i32x4.extract_lane",                   extractLane(I32, 4),  SIMD),
    I32X4_REPLACE_LANE                  (0xFD_001C, "i32x4.replace_lane",                   replaceLane(I32, 4),  SIMD),
    I64X2_EXTRACT_LANE                  (0xFD_001D, "i64x2.extract_lane",                   extractLane(I64, 2),  SIMD),
    I64X2_REPLACE_LANE                  (0xFD_001E, "i64x2.replace_lane",                   replaceLane(I64, 2),  SIMD),
    F32X4_EXTRACT_LANE                  (0xFD_001F, "f32x4.extract_lane",                   extractLane(F32, 4),  SIMD),
    F32X4_REPLACE_LANE                  (0xFD_0020, "f32x4.replace_lane",                   replaceLane(F32, 4),  SIMD),
    F64X2_EXTRACT_LANE                  (0xFD_0021, "f64x2.extract_lane",                   extractLane(F64, 2),  SIMD),
    F64X2_REPLACE_LANE                  (0xFD_0022, "f64x2.replace_lane",                   replaceLane(F64, 2),  SIMD),
    I8X16_EQ                            (0xFD_0023, "i8x16.eq",                             binop(V128),          SIMD),
    I8X16_NE                            (0xFD_0024, "i8x16.ne",                             binop(V128),          SIMD),
    I8X16_LT_S                          (0xFD_0025, "i8x16.lt_s",                           binop(V128),          SIMD),
    I8X16_LT_U                          (0xFD_0026, "i8x16.lt_u",                           binop(V128),          SIMD),
    I8X16_GT_S                          (0xFD_0027, "i8x16.gt_s",                           binop(V128),          SIMD),
    I8X16_GT_U                          (0xFD_0028, "i8x16.gt_u",                           binop(V128),          SIMD),
    I8X16_LE_S                          (0xFD_0029, "i8x16.le_s",                           binop(V128),          SIMD),
    I8X16_LE_U                          (0xFD_002A, "i8x16.le_u",                           binop(V128),          SIMD),
    I8X16_GE_S                          (0xFD_002B, "i8x16.ge_s",                           binop(V128),          SIMD),
    I8X16_GE_U                          (0xFD_002C, "i8x16.ge_u",                           binop(V128),          SIMD),
    I16X8_EQ                            (0xFD_002D, "i16x8.eq",                             binop(V128),          SIMD),
    I16X8_NE                            (0xFD_002E, "i16x8.ne",                             binop(V128),          SIMD),
    I16X8_LT_S                          (0xFD_002F, "i16x8.lt_s",                           binop(V128),          SIMD),
    I16X8_LT_U                          (0xFD_0030, "i16x8.lt_u",                           binop(V128),          SIMD),
    I16X8_GT_S                          (0xFD_0031, "i16x8.gt_s",                           binop(V128),          SIMD),
    I16X8_GT_U                          (0xFD_0032, "i16x8.gt_u",                           binop(V128),          SIMD),
    I16X8_LE_S                          (0xFD_0033, "i16x8.le_s",                           binop(V128),          SIMD),
    I16X8_LE_U                          (0xFD_0034, "i16x8.le_u",                           binop(V128),          SIMD),
    I16X8_GE_S                          (0xFD_0035, "i16x8.ge_s",                           binop(V128),          SIMD),
    I16X8_GE_U                          (0xFD_0036, "i16x8.ge_u",                           binop(V128),          SIMD),
    I32X4_EQ                            (0xFD_0037, "i32x4.eq",                             binop(V128),          SIMD),
    I32X4_NE                            (0xFD_0038, "i32x4.ne",                             binop(V128),          SIMD),
    I32X4_LT_S                          (0xFD_0039, "i32x4.lt_s",                           binop(V128),          SIMD),
    I32X4_LT_U                          (0xFD_003A, "i32x4.lt_u",                           binop(V128),          SIMD),
    I32X4_GT_S                          (0xFD_003B, "i32x4.gt_s",                           binop(V128),          SIMD),
    I32X4_GT_U                          (0xFD_003C, "i32x4.gt_u",                           binop(V128),          SIMD),
    I32X4_LE_S                          (0xFD_003D, "i32x4.le_s",                           binop(V128),          SIMD),
    I32X4_LE_U                          (0xFD_003E, "i32x4.le_u",                           binop(V128),          SIMD),
    I32X4_GE_S                          (0xFD_003F, "i32x4.ge_s",                           binop(V128),          SIMD),
    I32X4_GE_U                          (0xFD_0040, "i32x4.ge_u",                           binop(V128),          SIMD),
    F32X4_EQ                            (0xFD_0041, "f32x4.eq",                             binop(V128),          SIMD),
    F32X4_NE                            (0xFD_0042, "f32x4.ne",                             binop(V128),          SIMD),
    F32X4_LT                            (0xFD_0043, "f32x4.lt",                             binop(V128),          SIMD),
    F32X4_GT                            (0xFD_0044, "f32x4.gt",                             binop(V128),          SIMD),
    F32X4_LE                            (0xFD_0045, "f32x4.le",                             binop(V128),          SIMD),
    F32X4_GE                            (0xFD_0046, "f32x4.ge",                             binop(V128),          SIMD),
    F64X2_EQ                            (0xFD_0047, "f64x2.eq",                             binop(V128),          SIMD),
    F64X2_NE                            (0xFD_0048, "f64x2.ne",                             binop(V128),          SIMD),
    F64X2_LT                            (0xFD_0049, "f64x2.lt",                             binop(V128),          SIMD),
    F64X2_GT                            (0xFD_004A, "f64x2.gt",                             binop(V128),          SIMD),
    F64X2_LE                            (0xFD_004B, "f64x2.le",                             binop(V128),          SIMD),
    F64X2_GE                            (0xFD_004C, "f64x2.ge",                             binop(V128),          SIMD),
    V128_NOT                            (0xFD_004D, "v128.not",                             unop(V128),           SIMD),
    V128_AND                            (0xFD_004E, "v128.and",                             binop(V128),          SIMD),
    V128_ANDNOT                         (0xFD_004F, "v128.andnot",                          binop(V128),          SIMD),
    V128_OR                             (0xFD_0050, "v128.or",                              binop(V128),          SIMD),
    V128_XOR                            (0xFD_0051, "v128.xor",                             binop(V128),          SIMD),
    V128_BITSELECT                      (0xFD_0052, "v128.bitselect",                       ternop(),             SIMD),
    V128_ANY_TRUE                       (0xFD_0053, "v128.any_true",                        vtestop(),            SIMD),
    V128_LOAD8_LANE                     (0xFD_0054, "v128.load8_lane",                      loadLane(1),          SIMD),
    V128_LOAD16_LANE                    (0xFD_0055, "v128.load16_lane",                     loadLane(2),          SIMD),
    V128_LOAD32_LANE                    (0xFD_0056, "v128.load32_lane",                     loadLane(4),          SIMD),
    V128_LOAD64_LANE                    (0xFD_0057, "v128.load64_lane",                     loadLane(8),          SIMD),
    V128_STORE8_LANE                    (0xFD_0058, "v128.store8_lane",                     storeLane(1),         SIMD),
    V128_STORE16_LANE                   (0xFD_0059, "v128.store16_lane",                    storeLane(2),         SIMD),
    V128_STORE32_LANE                   (0xFD_005A, "v128.store32_lane",                    storeLane(4),         SIMD),
    V128_STORE64_LANE                   (0xFD_005B, "v128.store64_lane",                    storeLane(8),         SIMD),
    V128_LOAD32_ZERO                    (0xFD_005C, "v128.load32_zero",                     load(V128, 4),        SIMD),
    V128_LOAD64_ZERO                    (0xFD_005D, "v128.load64_zero",                     load(V128, 8),        SIMD),
    F32X4_DEMOTE_F64X2_ZERO             (0xFD_005E, "f32x4.demote_f64x2_zero",              unop(V128),           SIMD),
    F64X2_PROMOTE_LOW_F32X4             (0xFD_005F, "f64x2.promote_low_f32x4",              unop(V128),           SIMD),
    I8X16_ABS                           (0xFD_0060, "i8x16.abs",                            unop(V128),           SIMD),
    I8X16_NEG                           (0xFD_0061, "i8x16.neg",                            unop(V128),           SIMD),
    I8X16_POPCNT                        (0xFD_0062, "i8x16.popcnt",                         unop(V128),           SIMD),
    I8X16_ALL_TRUE                      (0xFD_0063, "i8x16.all_true",                       vtestop(),            SIMD),
    I8X16_BITMASK                       (0xFD_0064, "i8x16.bitmask",                        vtestop(),            SIMD),
    I8X16_NARROW_I16X8_S                (0xFD_0065, "i8x16.narrow_i16x8_s",                 binop(V128),          SIMD),
    I8X16_NARROW_I16X8_U                (0xFD_0066, "i8x16.narrow_i16x8_u",                 binop(V128),          SIMD),
    F32X4_CEIL                          (0xFD_0067, "f32x4.ceil",                           unop(V128),           SIMD),
    F32X4_FLOOR                         (0xFD_0068, "f32x4.floor",                          unop(V128),           SIMD),
    F32X4_TRUNC                         (0xFD_0069, "f32x4.trunc",                          unop(V128),           SIMD),
    F32X4_NEAREST                       (0xFD_006A, "f32x4.nearest",                        unop(V128),           SIMD),
    I8X16_SHL                           (0xFD_006B, "i8x16.shl",                            vshift(),             SIMD),
    I8X16_SHR_S                         (0xFD_006C, "i8x16.shr_s",                          vshift(),             SIMD),
    I8X16_SHR_U                         (0xFD_006D, "i8x16.shr_u",                          vshift(),             SIMD),
    I8X16_ADD                           (0xFD_006E, "i8x16.add",                            binop(V128),          SIMD),
    I8X16_ADD_SAT_S                     (0xFD_006F, "i8x16.add_sat_s",                      binop(V128),          SIMD),
    I8X16_ADD_SAT_U                     (0xFD_0070, "i8x16.add_sat_u",                      binop(V128),          SIMD),
    I8X16_SUB                           (0xFD_0071, "i8x16.sub",                            binop(V128),          SIMD),
    I8X16_SUB_SAT_S                     (0xFD_0072, "i8x16.sub_sat_s",                      binop(V128),          SIMD),
    I8X16_SUB_SAT_U                     (0xFD_0073, "i8x16.sub_sat_u",                      binop(V128),          SIMD),
    F64X2_CEIL                          (0xFD_0074, "f64x2.ceil",                           unop(V128),           SIMD),
    F64X2_FLOOR                         (0xFD_0075, "f64x2.floor",                          unop(V128),           SIMD),
    I8X16_MIN_S                         (0xFD_0076, "i8x16.min_s",                          binop(V128),          SIMD),
    I8X16_MIN_U                         (0xFD_0077, "i8x16.min_u",                          binop(V128),          SIMD),
    I8X16_MAX_S                         (0xFD_0078, "i8x16.max_s",                          binop(V128),          SIMD),
    I8X16_MAX_U                         (0xFD_0079, "i8x16.max_u",                          binop(V128),          SIMD),
    F64X2_TRUNC                         (0xFD_007A, "f64x2.trunc",                          unop(V128),           SIMD),
    I8X16_AVGR_U                        (0xFD_007B, "i8x16.avgr_u",                         binop(V128),          SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_S       (0xFD_007C, "i16x8.extadd_pairwise_i8x16_s",        unop(V128),           SIMD),
    I16X8_EXTADD_PAIRWISE_I8X16_U       (0xFD_007D, "i16x8.extadd_pairwise_i8x16_u",        unop(V128),           SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_S       (0xFD_007E, "i32x4.extadd_pairwise_i16x8_s",        unop(V128),           SIMD),
    I32X4_EXTADD_PAIRWISE_I16X8_U       (0xFD_007F, "i32x4.extadd_pairwise_i16x8_u",        unop(V128),           SIMD),
    I16X8_ABS                           (0xFD_0080, "i16x8.abs",                            unop(V128),           SIMD),
    I16X8_NEG                           (0xFD_0081, "i16x8.neg",                            unop(V128),           SIMD),
    I16X8_Q15MULR_SAT_S                 (0xFD_0082, "i16x8.q15mulr_sat_s",                  binop(V128),          SIMD),
    I16X8_ALL_TRUE                      (0xFD_0083, "i16x8.all_true",                       vtestop(),            SIMD),
    I16X8_BITMASK                       (0xFD_0084, "i16x8.bitmask",                        vtestop(),            SIMD),
    I16X8_NARROW_I32X4_S                (0xFD_0085, "i16x8.narrow_i32x4_s",                 binop(V128),          SIMD),
    I16X8_NARROW_I32X4_U                (0xFD_0086, "i16x8.narrow_i32x4_u",                 binop(V128),          SIMD),
    I16X8_EXTEND_LOW_I8X16_S            (0xFD_0087, "i16x8.extend_low_i8x16_s",             unop(V128),           SIMD),
    I16X8_EXTEND_HIGH_I8X16_S           (0xFD_0088, "i16x8.extend_high_i8x16_s",            unop(V128),           SIMD),
    I16X8_EXTEND_LOW_I8X16_U            (0xFD_0089, "i16x8.extend_low_i8x16_u",             unop(V128),           SIMD),
    I16X8_EXTEND_HIGH_I8X16_U           (0xFD_008A, "i16x8.extend_high_i8x16_u",            unop(V128),           SIMD),
    I16X8_SHL                           (0xFD_008B, "i16x8.shl",                            vshift(),             SIMD),
    I16X8_SHR_S                         (0xFD_008C, "i16x8.shr_s",                          vshift(),             SIMD),
    I16X8_SHR_U                         (0xFD_008D, "i16x8.shr_u",                          vshift(),             SIMD),
    I16X8_ADD                           (0xFD_008E, "i16x8.add",                            binop(V128),          SIMD),
    I16X8_ADD_SAT_S                     (0xFD_008F, "i16x8.add_sat_s",                      binop(V128),          SIMD),
    I16X8_ADD_SAT_U                     (0xFD_0090, "i16x8.add_sat_u",                      binop(V128),          SIMD),
    I16X8_SUB                           (0xFD_0091, "i16x8.sub",                            binop(V128),          SIMD),
    I16X8_SUB_SAT_S                     (0xFD_0092, "i16x8.sub_sat_s",                      binop(V128),          SIMD),
    I16X8_SUB_SAT_U                     (0xFD_0093, "i16x8.sub_sat_u",                      binop(V128),          SIMD),
    F64X2_NEAREST                       (0xFD_0094, "f64x2.nearest",                        unop(V128),           SIMD),
    I16X8_MUL                           (0xFD_0095, "i16x8.mul",                            binop(V128),          SIMD),
    I16X8_MIN_S                         (0xFD_0096, "i16x8.min_s",                          binop(V128),          SIMD),
    I16X8_MIN_U                         (0xFD_0097, "i16x8.min_u",                          binop(V128),          SIMD),
    I16X8_MAX_S                         (0xFD_0098, "i16x8.max_s",                          binop(V128),          SIMD),
    I16X8_MAX_U                         (0xFD_0099, "i16x8.max_u",                          binop(V128),          SIMD),
    I16X8_AVGR_U                        (0xFD_009B, "i16x8.avgr_u",                         binop(V128),          SIMD),
    I16X8_EXTMUL_LOW_I8X16_S            (0xFD_009C, "i16x8.extmul_low_i8x16_s",             binop(V128),          SIMD),
    I16X8_EXTMUL_HIGH_I8X16_S           (0xFD_009D, "i16x8.extmul_high_i8x16_s",            binop(V128),          SIMD),
    I16X8_EXTMUL_LOW_I8X16_U            (0xFD_009E, "i16x8.extmul_low_i8x16_u",             binop(V128),          SIMD),
    I16X8_EXTMUL_HIGH_I8X16_U           (0xFD_009F, "i16x8.extmul_high_i8x16_u",            binop(V128),          SIMD),
    I32X4_ABS                           (0xFD_00A0, "i32x4.abs",                            unop(V128),           SIMD),
    I32X4_NEG                           (0xFD_00A1, "i32x4.neg",                            unop(V128),           SIMD),
    I32X4_ALL_TRUE                      (0xFD_00A3, "i32x4.all_true",                       vtestop(),            SIMD),
    I32X4_BITMASK                       (0xFD_00A4, "i32x4.bitmask",                        vtestop(),            SIMD),
    I32X4_EXTEND_LOW_I16X8_S            (0xFD_00A7, "i32x4.extend_low_i16x8_s",             unop(V128),           SIMD),
    I32X4_EXTEND_HIGH_I16X8_S           (0xFD_00A8, "i32x4.extend_high_i16x8_s",            unop(V128),           SIMD),
    I32X4_EXTEND_LOW_I16X8_U            (0xFD_00A9, "i32x4.extend_low_i16x8_u",             unop(V128),           SIMD),
    I32X4_EXTEND_HIGH_I16X8_U           (0xFD_00AA, "i32x4.extend_high_i16x8_u",            unop(V128),           SIMD),
    I32X4_SHL                           (0xFD_00AB, "i32x4.shl",                            vshift(),             SIMD),
    I32X4_SHR_S                         (0xFD_00AC, "i32x4.shr_s",                          vshift(),             SIMD),
    I32X4_SHR_U                         (0xFD_00AD, "i32x4.shr_u",                          vshift(),             SIMD),
    I32X4_ADD                           (0xFD_00AE, "i32x4.add",                            binop(V128),          SIMD),
    I32X4_SUB                           (0xFD_00B1, "i32x4.sub",                            binop(V128),          SIMD),
    I32X4_MUL                           (0xFD_00B5, "i32x4.mul",                            binop(V128),          SIMD),
    I32X4_MIN_S                         (0xFD_00B6, "i32x4.min_s",                          binop(V128),          SIMD),
    I32X4_MIN_U                         (0xFD_00B7, "i32x4.min_u",                          binop(V128),          SIMD),
    I32X4_MAX_S                         (0xFD_00B8, "i32x4.max_s",                          binop(V128),          SIMD),
    I32X4_MAX_U                         (0xFD_00B9, "i32x4.max_u",                          binop(V128),          SIMD),
    I32X4_DOT_I16X8_S                   (0xFD_00BA, "i32x4.dot_i16x8_s",                    binop(V128),          SIMD),
    I32X4_EXTMUL_LOW_I16X8_S            (0xFD_00BC, "i32x4.extmul_low_i16x8_s",             binop(V128),          SIMD),
    I32X4_EXTMUL_HIGH_I16X8_S           (0xFD_00BD, "i32x4.extmul_high_i16x8_s",            binop(V128),          SIMD),
    I32X4_EXTMUL_LOW_I16X8_U            (0xFD_00BE, "i32x4.extmul_low_i16x8_u",             binop(V128),          SIMD),
    I32X4_EXTMUL_HIGH_I16X8_U           (0xFD_00BF, "i32x4.extmul_high_i16x8_u",            binop(V128),          SIMD),
    I64X2_ABS                           (0xFD_00C0, "i64x2.abs",                            unop(V128),           SIMD),
    I64X2_NEG                           (0xFD_00C1, "i64x2.neg",                            unop(V128),           SIMD),
    I64X2_ALL_TRUE                      (0xFD_00C3, "i64x2.all_true",                       vtestop(),            SIMD),
    I64X2_BITMASK                       (0xFD_00C4, "i64x2.bitmask",                        vtestop(),            SIMD),
    I64X2_EXTEND_LOW_I32X4_S            (0xFD_00C7, "i64x2.extend_low_i32x4_s",             unop(V128),           SIMD),
    I64X2_EXTEND_HIGH_I32X4_S           (0xFD_00C8, "i64x2.extend_high_i32x4_s",            unop(V128),           SIMD),
    I64X2_EXTEND_LOW_I32X4_U            (0xFD_00C9, "i64x2.extend_low_i32x4_u",             unop(V128),           SIMD),
    I64X2_EXTEND_HIGH_I32X4_U           (0xFD_00CA, "i64x2.extend_high_i32x4_u",            unop(V128),           SIMD),
    I64X2_SHL                           (0xFD_00CB, "i64x2.shl",                            vshift(),             SIMD),
    I64X2_SHR_S                         (0xFD_00CC, "i64x2.shr_s",                          vshift(),             SIMD),
    I64X2_SHR_U                         (0xFD_00CD, "i64x2.shr_u",                          vshift(),             SIMD),
    I64X2_ADD                           (0xFD_00CE, "i64x2.add",                            binop(V128),          SIMD),
    I64X2_SUB                           (0xFD_00D1, "i64x2.sub",                            binop(V128),          SIMD),
    I64X2_MUL                           (0xFD_00D5, "i64x2.mul",                            binop(V128),          SIMD),
    I64X2_EQ                            (0xFD_00D6, "i64x2.eq",                             binop(V128),          SIMD),
    I64X2_NE                            (0xFD_00D7, "i64x2.ne",                             binop(V128),          SIMD),
    I64X2_LT_S                          (0xFD_00D8, "i64x2.lt_s",                           binop(V128),          SIMD),
    I64X2_GT_S                          (0xFD_00D9, "i64x2.gt_s",                           binop(V128),          SIMD),
    I64X2_LE_S                          (0xFD_00DA, "i64x2.le_s",                           binop(V128),          SIMD),
    I64X2_GE_S                          (0xFD_00DB, "i64x2.ge_s",                           binop(V128),          SIMD),
    I64X2_EXTMUL_LOW_I32X4_S            (0xFD_00DC, "i64x2.extmul_low_i32x4_s",             binop(V128),          SIMD),
    I64X2_EXTMUL_HIGH_I32X4_S           (0xFD_00DD, "i64x2.extmul_high_i32x4_s",            binop(V128),          SIMD),
    I64X2_EXTMUL_LOW_I32X4_U            (0xFD_00DE, "i64x2.extmul_low_i32x4_u",             binop(V128),          SIMD),
    I64X2_EXTMUL_HIGH_I32X4_U           (0xFD_00DF, "i64x2.extmul_high_i32x4_u",            binop(V128),          SIMD),
    F32X4_ABS                           (0xFD_00E0, "f32x4.abs",                            unop(V128),           SIMD),
    F32X4_NEG                           (0xFD_00E1, "f32x4.neg",                            unop(V128),           SIMD),
    F32X4_SQRT                          (0xFD_00E3, "f32x4.sqrt",                           unop(V128),           SIMD),
    F32X4_ADD                           (0xFD_00E4, "f32x4.add",                            binop(V128),          SIMD),
    F32X4_SUB                           (0xFD_00E5, "f32x4.sub",                            binop(V128),          SIMD),
    F32X4_MUL                           (0xFD_00E6, "f32x4.mul",                            binop(V128),          SIMD),
    F32X4_DIV                           (0xFD_00E7, "f32x4.div",                            binop(V128),          SIMD),
    F32X4_MIN                           (0xFD_00E8, "f32x4.min",                            binop(V128),          SIMD),
    F32X4_MAX                           (0xFD_00E9, "f32x4.max",                            binop(V128),          SIMD),
    F32X4_PMIN                          (0xFD_00EA, "f32x4.pmin",                           binop(V128),          SIMD),
    F32X4_PMAX                          (0xFD_00EB, "f32x4.pmax",                           binop(V128),          SIMD),
    F64X2_ABS                           (0xFD_00EC, "f64x2.abs",                            unop(V128),           SIMD),
    F64X2_NEG                           (0xFD_00ED, "f64x2.neg",                            unop(V128),           SIMD),
    F64X2_SQRT                          (0xFD_00EF, "f64x2.sqrt",                           unop(V128),           SIMD),
    F64X2_ADD                           (0xFD_00F0, "f64x2.add",                            binop(V128),          SIMD),
    F64X2_SUB                           (0xFD_00F1, "f64x2.sub",                            binop(V128),          SIMD),
    F64X2_MUL                           (0xFD_00F2, "f64x2.mul",                            binop(V128),          SIMD),
    F64X2_DIV                           (0xFD_00F3, "f64x2.div",                            binop(V128),          SIMD),
    F64X2_MIN                           (0xFD_00F4, "f64x2.min",                            binop(V128),          SIMD),
    F64X2_MAX                           (0xFD_00F5, "f64x2.max",                            binop(V128),          SIMD),
    F64X2_PMIN                          (0xFD_00F6, "f64x2.pmin",                           binop(V128),          SIMD),
    F64X2_PMAX                          (0xFD_00F7, "f64x2.pmax",                           binop(V128),          SIMD),
    I32X4_TRUNC_SAT_F32X4_S             (0xFD_00F8, "i32x4.trunc_sat_f32x4_s",              unop(V128),           SIMD),
    I32X4_TRUNC_SAT_F32X4_U             (0xFD_00F9, "i32x4.trunc_sat_f32x4_u",              unop(V128),           SIMD),
    F32X4_CONVERT_I32X4_S               (0xFD_00FA, "f32x4.convert_i32x4_s",                unop(V128),           SIMD),
    F32X4_CONVERT_I32X4_U               (0xFD_00FB, "f32x4.convert_i32x4_u",                unop(V128),           SIMD),
    I32X4_TRUNC_SAT_F64X2_S_ZERO        (0xFD_00FC, "i32x4.trunc_sat_f64x2_s_zero",         unop(V128),           SIMD),
    I32X4_TRUNC_SAT_F64X2_U_ZERO        (0xFD_00FD, "i32x4.trunc_sat_f64x2_u_zero",         unop(V128),           SIMD),
    F64X2_CONVERT_LOW_I32X4_S           (0xFD_00FE, "f64x2.convert_low_i32x4_s",            unop(V128),           SIMD),
    F64X2_CONVERT_LOW_I32X4_U           (0xFD_00FF, "f64x2.convert_low_i32x4_u",            unop(V128),           SIMD),
    I8X16_RELAXED_SWIZZLE               (0xFD_0100, "i8x16.relaxed_swizzle",                binop(V128),          RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_S         (0xFD_0101, "i32x4.relaxed_trunc_f32x4_s",          unop(V128),           RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F32X4_U         (0xFD_0102, "i32x4.relaxed_trunc_f32x4_u",          unop(V128),           RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_S_ZERO    (0xFD_0103, "i32x4.relaxed_trunc_f64x2_s_zero",     unop(V128),           RELAXED_SIMD),
    I32X4_RELAXED_TRUNC_F64X2_U_ZERO    (0xFD_0104, "i32x4.relaxed_trunc_f64x2_u_zero",     unop(V128),           RELAXED_SIMD),
    F32X4_RELAXED_MADD                  (0xFD_0105, "f32x4.relaxed_madd",                   ternop(),             RELAXED_SIMD),
    F32X4_RELAXED_NMADD                 (0xFD_0106, "f32x4.relaxed_nmadd",                  ternop(),             RELAXED_SIMD),
    F64X2_RELAXED_MADD                  (0xFD_0107, "f64x2.relaxed_madd",                   ternop(),             RELAXED_SIMD),
    F64X2_RELAXED_NMADD                 (0xFD_0108, "f64x2.relaxed_nmadd",                  ternop(),             RELAXED_SIMD),
    I8X16_RELAXED_LANESELECT            (0xFD_0109, "i8x16.relaxed_laneselect",             ternop(),             RELAXED_SIMD),
    I16X8_RELAXED_LANESELECT            (0xFD_010A, "i16x8.relaxed_laneselect",             ternop(),             RELAXED_SIMD),
    I32X4_RELAXED_LANESELECT            (0xFD_010B, "i32x4.relaxed_laneselect",             ternop(),             RELAXED_SIMD),
    I64X2_RELAXED_LANESELECT            (0xFD_010C, "i64x2.relaxed_laneselect",             ternop(),             RELAXED_SIMD),
    F32X4_RELAXED_MIN                   (0xFD_010D, "f32x4.relaxed_min",                    binop(V128),          RELAXED_SIMD),
    F32X4_RELAXED_MAX                   (0xFD_010E, "f32x4.relaxed_max",                    binop(V128),          RELAXED_SIMD),
    F64X2_RELAXED_MIN                   (0xFD_010F, "f64x2.relaxed_min",                    binop(V128),          RELAXED_SIMD),
    F64X2_RELAXED_MAX                   (0xFD_0110, "f64x2.relaxed_max",                    binop(V128),          RELAXED_SIMD),
    I16X8_RELAXED_Q15MULR_S             (0xFD_0111, "i16x8.relaxed_q15mulr_s",              binop(V128),          RELAXED_SIMD),
    I16X8_RELAXED_DOT_I8X16_I7X16_S     (0xFD_0112, "i16x8.relaxed_dot_i8x16_i7x16_s",      binop(V128),          RELAXED_SIMD),
    I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S (0xFD_0113, "i32x4.relaxed_dot_i8x16_i7x16_add_s",  ternop(),             RELAXED_SIMD);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    VectorOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /**
     * The instruction that does what the deterministic profile of the specification says of this one: for a relaxed one the
     * first of the alternatives, where another instruction does it; else this one.
     */
    public VectorOpcode deterministic() {
        return switch (this) {
            case I8X16_RELAXED_SWIZZLE -> I8X16_SWIZZLE;
            case I32X4_RELAXED_TRUNC_F32X4_S -> I32X4_TRUNC_SAT_F32X4_S;
            case I32X4_RELAXED_TRUNC_F32X4_U -> I32X4_TRUNC_SAT_F32X4_U;
            case I32X4_RELAXED_TRUNC_F64X2_S_ZERO -> I32X4_TRUNC_SAT_F64X2_S_ZERO;
            case I32X4_RELAXED_TRUNC_F64X2_U_ZERO -> I32X4_TRUNC_SAT_F64X2_U_ZERO;
            case I8X16_RELAXED_LANESELECT,
                    I16X8_RELAXED_LANESELECT,
                    I32X4_RELAXED_LANESELECT,
                    I64X2_RELAXED_LANESELECT -> V128_BITSELECT;
            case F32X4_RELAXED_MIN -> F32X4_MIN;
            case F32X4_RELAXED_MAX -> F32X4_MAX;
            case F64X2_RELAXED_MIN -> F64X2_MIN;
            case F64X2_RELAXED_MAX -> F64X2_MAX;
            case I16X8_RELAXED_Q15MULR_S -> I16X8_Q15MULR_SAT_S;
            default -> this;
        };
    }
}
