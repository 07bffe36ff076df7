// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.SATURATING_FLOAT_TO_INT;
import static org.trifola.wasm.syntax.Feature.SIGN_EXTENSION;
import static org.trifola.wasm.syntax.Feature.WIDE_ARITHMETIC;
import static org.trifola.wasm.syntax.Immediates.NONE;
import static org.trifola.wasm.syntax.NumType.F32;
import static org.trifola.wasm.syntax.NumType.F64;
import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;
import static org.trifola.wasm.syntax.Shape.binop;
import static org.trifola.wasm.syntax.Shape.constant;
import static org.trifola.wasm.syntax.Shape.cvtop;
import static org.trifola.wasm.syntax.Shape.fixed;
import static org.trifola.wasm.syntax.Shape.relop;
import static org.trifola.wasm.syntax.Shape.testop;
import static org.trifola.wasm.syntax.Shape.unop;

import java.util.List;

/**
 * Numeric instructions, one row per instruction, in order of opcode.
 *
 * <p>Specification: 2.4 "Numeric Instructions"; the last four rows come from the wide-arithmetic proposal.
 */
public enum NumericOpcode implements Opcode {
    // format:off
    I32_CONST           (0x41,      "i32.const",            constant(I32)),
    I64_CONST           (0x42,      "i64.const",            constant(I64)),
    F32_CONST           (0x43,      "f32.const",            constant(F32)),
    F64_CONST           (0x44,      "f64.const",            constant(F64)),
    I32_EQZ             (0x45,      "i32.eqz",              testop(I32)),
    I32_EQ              (0x46,      "i32.eq",               relop(I32)),
    I32_NE              (0x47,      "i32.ne",               relop(I32)),
    I32_LT_S            (0x48,      "i32.lt_s",             relop(I32)),
    I32_LT_U            (0x49,      "i32.lt_u",             relop(I32)),
    I32_GT_S            (0x4A,      "i32.gt_s",             relop(I32)),
    I32_GT_U            (0x4B,      "i32.gt_u",             relop(I32)),
    I32_LE_S            (0x4C,      "i32.le_s",             relop(I32)),
    I32_LE_U            (0x4D,      "i32.le_u",             relop(I32)),
    I32_GE_S            (0x4E,      "i32.ge_s",             relop(I32)),
    I32_GE_U            (0x4F,      "i32.ge_u",             relop(I32)),
    I64_EQZ             (0x50,      "i64.eqz",              testop(I64)),
    I64_EQ              (0x51,      "i64.eq",               relop(I64)),
    I64_NE              (0x52,      "i64.ne",               relop(I64)),
    I64_LT_S            (0x53,      "i64.lt_s",             relop(I64)),
    I64_LT_U            (0x54,      "i64.lt_u",             relop(I64)),
    I64_GT_S            (0x55,      "i64.gt_s",             relop(I64)),
    I64_GT_U            (0x56,      "i64.gt_u",             relop(I64)),
    I64_LE_S            (0x57,      "i64.le_s",             relop(I64)),
    I64_LE_U            (0x58,      "i64.le_u",             relop(I64)),
    I64_GE_S            (0x59,      "i64.ge_s",             relop(I64)),
    I64_GE_U            (0x5A,      "i64.ge_u",             relop(I64)),
    F32_EQ              (0x5B,      "f32.eq",               relop(F32)),
    F32_NE              (0x5C,      "f32.ne",               relop(F32)),
    F32_LT              (0x5D,      "f32.lt",               relop(F32)),
    F32_GT              (0x5E,      "f32.gt",               relop(F32)),
    F32_LE              (0x5F,      "f32.le",               relop(F32)),
    F32_GE              (0x60,      "f32.ge",               relop(F32)),
    F64_EQ              (0x61,      "f64.eq",               relop(F64)),
    F64_NE              (0x62,      "f64.ne",               relop(F64)),
    F64_LT              (0x63,      "f64.lt",               relop(F64)),
    F64_GT              (0x64,      "f64.gt",               relop(F64)),
    F64_LE              (0x65,      "f64.le",               relop(F64)),
    F64_GE              (0x66,      "f64.ge",               relop(F64)),
    I32_CLZ             (0x67,      "i32.clz",              unop(I32)),
    I32_CTZ             (0x68,      "i32.ctz",              unop(I32)),
    I32_POPCNT          (0x69,      "i32.popcnt",           unop(I32)),
    I32_ADD             (0x6A,      "i32.add",              binop(I32).inConstants()),
    I32_SUB             (0x6B,      "i32.sub",              binop(I32).inConstants()),
    I32_MUL             (0x6C,      "i32.mul",              binop(I32).inConstants()),
    I32_DIV_S           (0x6D,      "i32.div_s",            binop(I32).trapping()),
    I32_DIV_U           (0x6E,      "i32.div_u",            binop(I32).trapping()),
    I32_REM_S           (0x6F,      "i32.rem_s",            binop(I32).trapping()),
    I32_REM_U           (0x70,      "i32.rem_u",            binop(I32).trapping()),
    I32_AND             (0x71,      "i32.and",              binop(I32)),
    I32_OR              (0x72,      "i32.or",               binop(I32)),
    I32_XOR             (0x73,      "i32.xor",              binop(I32)),
    I32_SHL             (0x74,      "i32.shl",              binop(I32)),
    I32_SHR_S           (0x75,      "i32.shr_s",            binop(I32)),
    I32_SHR_U           (0x76,      "i32.shr_u",            binop(I32)),
    I32_ROTL            (0x77,      "i32.rotl",             binop(I32)),
    I32_ROTR            (0x78,      "i32.rotr",             binop(I32)),
    I64_CLZ             (0x79,      "i64.clz",              unop(I64)),
    I64_CTZ             (0x7A,      "i64.ctz",              unop(I64)),
    I64_POPCNT          (0x7B,      "i64.popcnt",           unop(I64)),
    I64_ADD             (0x7C,      "i64.add",              binop(I64).inConstants()),
    I64_SUB             (0x7D,      "i64.sub",              binop(I64).inConstants()),
    I64_MUL             (0x7E,      "i64.mul",              binop(I64).inConstants()),
    I64_DIV_S           (0x7F,      "i64.div_s",            binop(I64).trapping()),
    I64_DIV_U           (0x80,      "i64.div_u",            binop(I64).trapping()),
    I64_REM_S           (0x81,      "i64.rem_s",            binop(I64).trapping()),
    I64_REM_U           (0x82,      "i64.rem_u",            binop(I64).trapping()),
    I64_AND             (0x83,      "i64.and",              binop(I64)),
    I64_OR              (0x84,      "i64.or",               binop(I64)),
    I64_XOR             (0x85,      "i64.xor",              binop(I64)),
    I64_SHL             (0x86,      "i64.shl",              binop(I64)),
    I64_SHR_S           (0x87,      "i64.shr_s",            binop(I64)),
    I64_SHR_U           (0x88,      "i64.shr_u",            binop(I64)),
    I64_ROTL            (0x89,      "i64.rotl",             binop(I64)),
    I64_ROTR            (0x8A,      "i64.rotr",             binop(I64)),
    F32_ABS             (0x8B,      "f32.abs",              unop(F32)),
    F32_NEG             (0x8C,      "f32.neg",              unop(F32)),
    F32_CEIL            (0x8D,      "f32.ceil",             unop(F32)),
    F32_FLOOR           (0x8E,      "f32.floor",            unop(F32)),
    F32_TRUNC           (0x8F,      "f32.trunc",            unop(F32)),
    F32_NEAREST         (0x90,      "f32.nearest",          unop(F32)),
    F32_SQRT            (0x91,      "f32.sqrt",             unop(F32)),
    F32_ADD             (0x92,      "f32.add",              binop(F32)),
    F32_SUB             (0x93,      "f32.sub",              binop(F32)),
    F32_MUL             (0x94,      "f32.mul",              binop(F32)),
    F32_DIV             (0x95,      "f32.div",              binop(F32)),
    F32_MIN             (0x96,      "f32.min",              binop(F32)),
    F32_MAX             (0x97,      "f32.max",              binop(F32)),
    F32_COPYSIGN        (0x98,      "f32.copysign",         binop(F32)),
    F64_ABS             (0x99,      "f64.abs",              unop(F64)),
    F64_NEG             (0x9A,      "f64.neg",              unop(F64)),
    F64_CEIL            (0x9B,      "f64.ceil",             unop(F64)),
    F64_FLOOR           (0x9C,      "f64.floor",            unop(F64)),
    F64_TRUNC           (0x9D,      "f64.trunc",            unop(F64)),
    F64_NEAREST         (0x9E,      "f64.nearest",          unop(F64)),
    F64_SQRT            (0x9F,      "f64.sqrt",             unop(F64)),
    F64_ADD             (0xA0,      "f64.add",              binop(F64)),
    F64_SUB             (0xA1,      "f64.sub",              binop(F64)),
    F64_MUL             (0xA2,      "f64.mul",              binop(F64)),
    F64_DIV             (0xA3,      "f64.div",              binop(F64)),
    F64_MIN             (0xA4,      "f64.min",              binop(F64)),
    F64_MAX             (0xA5,      "f64.max",              binop(F64)),
    F64_COPYSIGN        (0xA6,      "f64.copysign",         binop(F64)),
    I32_WRAP_I64        (0xA7,      "i32.wrap_i64",         cvtop(I64, I32)),
    I32_TRUNC_F32_S     (0xA8,      "i32.trunc_f32_s",      cvtop(F32, I32).trapping()),
    I32_TRUNC_F32_U     (0xA9,      "i32.trunc_f32_u",      cvtop(F32, I32).trapping()),
    I32_TRUNC_F64_S     (0xAA,      "i32.trunc_f64_s",      cvtop(F64, I32).trapping()),
    I32_TRUNC_F64_U     (0xAB,      "i32.trunc_f64_u",      cvtop(F64, I32).trapping()),
    I64_EXTEND_I32_S    (0xAC,      "i64.extend_i32_s",     cvtop(I32, I64)),
    I64_EXTEND_I32_U    (0xAD,      "i64.extend_i32_u",     cvtop(I32, I64)),
    I64_TRUNC_F32_S     (0xAE,      "i64.trunc_f32_s",      cvtop(F32, I64).trapping()),
    I64_TRUNC_F32_U     (0xAF,      "i64.trunc_f32_u",      cvtop(F32, I64).trapping()),
    I64_TRUNC_F64_S     (0xB0,      "i64.trunc_f64_s",      cvtop(F64, I64).trapping()),
    I64_TRUNC_F64_U     (0xB1,      "i64.trunc_f64_u",      cvtop(F64, I64).trapping()),
    F32_CONVERT_I32_S   (0xB2,      "f32.convert_i32_s",    cvtop(I32, F32)),
    F32_CONVERT_I32_U   (0xB3,      "f32.convert_i32_u",    cvtop(I32, F32)),
    F32_CONVERT_I64_S   (0xB4,      "f32.convert_i64_s",    cvtop(I64, F32)),
    F32_CONVERT_I64_U   (0xB5,      "f32.convert_i64_u",    cvtop(I64, F32)),
    F32_DEMOTE_F64      (0xB6,      "f32.demote_f64",       cvtop(F64, F32)),
    F64_CONVERT_I32_S   (0xB7,      "f64.convert_i32_s",    cvtop(I32, F64)),
    F64_CONVERT_I32_U   (0xB8,      "f64.convert_i32_u",    cvtop(I32, F64)),
    F64_CONVERT_I64_S   (0xB9,      "f64.convert_i64_s",    cvtop(I64, F64)),
    F64_CONVERT_I64_U   (0xBA,      "f64.convert_i64_u",    cvtop(I64, F64)),
    F64_PROMOTE_F32     (0xBB,      "f64.promote_f32",      cvtop(F32, F64)),
    I32_REINTERPRET_F32 (0xBC,      "i32.reinterpret_f32",  cvtop(F32, I32)),
    I64_REINTERPRET_F64 (0xBD,      "i64.reinterpret_f64",  cvtop(F64, I64)),
    F32_REINTERPRET_I32 (0xBE,      "f32.reinterpret_i32",  cvtop(I32, F32)),
    F64_REINTERPRET_I64 (0xBF,      "f64.reinterpret_i64",  cvtop(I64, F64)),
    I32_EXTEND8_S       (0xC0,      "i32.extend8_s",        unop(I32),                                                   SIGN_EXTENSION),
    I32_EXTEND16_S      (0xC1,      "i32.extend16_s",       unop(I32),                                                   SIGN_EXTENSION),
    I64_EXTEND8_S       (0xC2,      "i64.extend8_s",        unop(I64),                                                   SIGN_EXTENSION),
    I64_EXTEND16_S      (0xC3,      "i64.extend16_s",       unop(I64),                                                   SIGN_EXTENSION),
    I64_EXTEND32_S      (0xC4,      "i64.extend32_s",       unop(I64),                                                   SIGN_EXTENSION),
    I32_TRUNC_SAT_F32_S (0xFC_0000, "i32.trunc_sat_f32_s",  cvtop(F32, I32),                                             SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F32_U (0xFC_0001, "i32.trunc_sat_f32_u",  cvtop(F32, I32),                                             SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_S (0xFC_0002, "i32.trunc_sat_f64_s",  cvtop(F64, I32),                                             SATURATING_FLOAT_TO_INT),
    I32_TRUNC_SAT_F64_U (0xFC_0003, "i32.trunc_sat_f64_u",  cvtop(F64, I32),                                             SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_S (0xFC_0004, "i64.trunc_sat_f32_s",  cvtop(F32, I64),                                             SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F32_U (0xFC_0005, "i64.trunc_sat_f32_u",  cvtop(F32, I64),                                             SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_S (0xFC_0006, "i64.trunc_sat_f64_s",  cvtop(F64, I64),                                             SATURATING_FLOAT_TO_INT),
    I64_TRUNC_SAT_F64_U (0xFC_0007, "i64.trunc_sat_f64_u",  cvtop(F64, I64),                                             SATURATING_FLOAT_TO_INT),
    I64_ADD128          (0xFC_0013, "i64.add128",           fixed(NONE, List.of(I64, I64, I64, I64), List.of(I64, I64)), WIDE_ARITHMETIC),
    I64_SUB128          (0xFC_0014, "i64.sub128",           fixed(NONE, List.of(I64, I64, I64, I64), List.of(I64, I64)), WIDE_ARITHMETIC),
    I64_MUL_WIDE_S      (0xFC_0015, "i64.mul_wide_s",       fixed(NONE, List.of(I64, I64), List.of(I64, I64)),           WIDE_ARITHMETIC),
    I64_MUL_WIDE_U      (0xFC_0016, "i64.mul_wide_u",       fixed(NONE, List.of(I64, I64), List.of(I64, I64)),           WIDE_ARITHMETIC);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    NumericOpcode(int code, String mnemonic, Shape shape) {
        this(code, mnemonic, shape, Feature.CORE);
    }

    NumericOpcode(int code, String mnemonic, Shape shape, Feature feature) {
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
}
