// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import jdk.internal.vm.vector.VectorSupport;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * What HotSpot's last tier knows of an instruction on vectors that are objects.
 *
 * @param form which method of {@link VectorSupport} it is
 * @param operator the number by which that method knows it
 * @param element what the lanes of the operands are
 * @param result what the lanes of the result are
 */
record VectorIntrinsic(Form form, int operator, Element element, Element result) {
    /** How operators are given to the compiler. */
    enum Form {
        UNARY,
        BINARY,
        SHIFT,
        RELATION,
        CONVERSION
    }

    private static final Map<String, Integer> UNARY = Map.of(
            "abs",
            VectorSupport.VECTOR_OP_ABS,
            "neg",
            VectorSupport.VECTOR_OP_NEG,
            "sqrt",
            VectorSupport.VECTOR_OP_SQRT);

    private static final Map<String, Integer> BINARY = Map.ofEntries(
            Map.entry("add", VectorSupport.VECTOR_OP_ADD),
            Map.entry("sub", VectorSupport.VECTOR_OP_SUB),
            Map.entry("mul", VectorSupport.VECTOR_OP_MUL),
            Map.entry("div", VectorSupport.VECTOR_OP_DIV),
            Map.entry("min", VectorSupport.VECTOR_OP_MIN),
            Map.entry("max", VectorSupport.VECTOR_OP_MAX),
            Map.entry("min_s", VectorSupport.VECTOR_OP_MIN),
            Map.entry("max_s", VectorSupport.VECTOR_OP_MAX),
            Map.entry("min_u", VectorSupport.VECTOR_OP_UMIN),
            Map.entry("max_u", VectorSupport.VECTOR_OP_UMAX),
            Map.entry("add_sat_s", VectorSupport.VECTOR_OP_SADD),
            Map.entry("sub_sat_s", VectorSupport.VECTOR_OP_SSUB),
            Map.entry("add_sat_u", VectorSupport.VECTOR_OP_SUADD),
            Map.entry("sub_sat_u", VectorSupport.VECTOR_OP_SUSUB));

    private static final Map<String, Integer> SHIFT = Map.of(
            "shl", VectorSupport.VECTOR_OP_LSHIFT,
            "shr_s", VectorSupport.VECTOR_OP_RSHIFT,
            "shr_u", VectorSupport.VECTOR_OP_URSHIFT);

    private static final Map<String, Integer> RELATION = relations();

    private static final Map<VectorOpcode, VectorIntrinsic> ALL = all();

    /** What is known of an instruction, null if nothing. */
    static @Nullable VectorIntrinsic of(VectorOpcode opcode) {
        return ALL.get(opcode);
    }

    private static Map<String, Integer> relations() {
        Map<String, Integer> relations = new HashMap<>();
        relations.put("eq", VectorSupport.BT_eq);
        relations.put("ne", VectorSupport.BT_ne);
        addRelations(relations, "", VectorSupport.BT_lt, VectorSupport.BT_gt, VectorSupport.BT_le, VectorSupport.BT_ge);
        addRelations(
                relations, "_s", VectorSupport.BT_lt, VectorSupport.BT_gt, VectorSupport.BT_le, VectorSupport.BT_ge);
        addRelations(
                relations,
                "_u",
                VectorSupport.BT_ult,
                VectorSupport.BT_ugt,
                VectorSupport.BT_ule,
                VectorSupport.BT_uge);
        return relations;
    }

    private static void addRelations(Map<String, Integer> relations, String sign, int lt, int gt, int le, int ge) {
        relations.put("lt" + sign, lt);
        relations.put("gt" + sign, gt);
        relations.put("le" + sign, le);
        relations.put("ge" + sign, ge);
    }

    private static Map<VectorOpcode, VectorIntrinsic> all() {
        Map<VectorOpcode, VectorIntrinsic> all = new EnumMap<>(VectorOpcode.class);
        for (VectorOpcode opcode : VectorOpcode.values()) {
            String mnemonic = opcode.mnemonic();
            int point = mnemonic.indexOf('.');
            Element element = element(mnemonic.substring(0, point));
            if (element != null) {
                add(all, opcode, element, mnemonic.substring(point + 1));
            }
        }
        addConversions(all);
        return all;
    }

    /** What the lanes of instructions whose mnemonics begin like this are, null for those on bits. */
    static @Nullable Element element(String prefix) {
        return switch (prefix) {
            case "i8x16" -> Element.BYTE;
            case "i16x8" -> Element.SHORT;
            case "i32x4" -> Element.INT;
            case "i64x2" -> Element.LONG;
            case "f32x4" -> Element.FLOAT;
            case "f64x2" -> Element.DOUBLE;
            default -> null;
        };
    }

    private static void add(Map<VectorOpcode, VectorIntrinsic> all, VectorOpcode opcode, Element element, String name) {
        boolean isInteger = element == element.bits();
        if (UNARY.containsKey(name) && !(isInteger && name.equals("neg"))) {
            all.put(opcode, new VectorIntrinsic(Form.UNARY, UNARY.get(name), element, element));
        } else if (BINARY.containsKey(name)) {
            all.put(opcode, new VectorIntrinsic(Form.BINARY, BINARY.get(name), element, element));
        } else if (SHIFT.containsKey(name)) {
            all.put(opcode, new VectorIntrinsic(Form.SHIFT, SHIFT.get(name), element, element));
        } else if (RELATION.containsKey(name)) {
            all.put(opcode, new VectorIntrinsic(Form.RELATION, RELATION.get(name), element, element.bits()));
        }
    }

    private static void addConversions(Map<VectorOpcode, VectorIntrinsic> all) {
        cast(all, VectorOpcode.F32X4_CONVERT_I32X4_S, Element.INT, Element.FLOAT);
        cast(all, VectorOpcode.I32X4_TRUNC_SAT_F32X4_S, Element.FLOAT, Element.INT);
        cast(all, VectorOpcode.F64X2_CONVERT_LOW_I32X4_S, Element.INT, Element.DOUBLE);
        cast(all, VectorOpcode.F64X2_PROMOTE_LOW_F32X4, Element.FLOAT, Element.DOUBLE);
        cast(all, VectorOpcode.I16X8_EXTEND_LOW_I8X16_S, Element.BYTE, Element.SHORT);
        cast(all, VectorOpcode.I32X4_EXTEND_LOW_I16X8_S, Element.SHORT, Element.INT);
        cast(all, VectorOpcode.I64X2_EXTEND_LOW_I32X4_S, Element.INT, Element.LONG);
        castUnsigned(all, VectorOpcode.I16X8_EXTEND_LOW_I8X16_U, Element.BYTE, Element.SHORT);
        castUnsigned(all, VectorOpcode.I32X4_EXTEND_LOW_I16X8_U, Element.SHORT, Element.INT);
        castUnsigned(all, VectorOpcode.I64X2_EXTEND_LOW_I32X4_U, Element.INT, Element.LONG);
    }

    private static void cast(Map<VectorOpcode, VectorIntrinsic> all, VectorOpcode opcode, Element from, Element to) {
        all.put(opcode, new VectorIntrinsic(Form.CONVERSION, VectorSupport.VECTOR_OP_CAST, from, to));
    }

    private static void castUnsigned(
            Map<VectorOpcode, VectorIntrinsic> all, VectorOpcode opcode, Element from, Element to) {
        all.put(opcode, new VectorIntrinsic(Form.CONVERSION, VectorSupport.VECTOR_OP_UCAST, from, to));
    }
}
