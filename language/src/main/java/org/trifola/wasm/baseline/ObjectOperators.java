// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;
import jdk.internal.vm.vector.VectorSupport;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Writes calls of the methods that HotSpot's last tier knows as vector instructions.
 *
 * <p>Generated code calls them directly: the compiler always replaces them, while methods around them would count towards the
 * code it is ready to inline, and it gives up after some hundred. Operands come as code that loads them; the result is left on
 * the machine's stack. Specification: 4.3.5 "Vector Operations".
 */
final class ObjectOperators {
    /** By name: the class is visible only where vectors can be objects. */
    private static final ClassDesc SUPPORT = ClassDesc.of(VectorObjects.PACKAGE + ".VectorSupport");

    static final ClassDesc PAYLOAD = SUPPORT.nested("VectorPayload");
    static final ClassDesc VECTOR = SUPPORT.nested("Vector");
    private static final ClassDesc MASK = SUPPORT.nested("VectorMask");
    private static final ClassDesc SHUFFLE = SUPPORT.nested("VectorShuffle");
    private static final ClassDesc SPECIES = SUPPORT.nested("VectorSpecies");
    private static final ClassDesc CLASS = ConstantDescs.CD_Class;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;

    private final CodeBuilder code;

    ObjectOperators(CodeBuilder code) {
        this.code = code;
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(SUPPORT, name, MethodTypeDesc.of(result, params));
    }

    private void elementType(Element element) {
        code.getstatic(element.wrapper(), "TYPE", CLASS);
    }

    /** The class of vectors, the type of their elements, and how many there are. */
    private void species(Element element) {
        code.loadConstant(element.vector());
        elementType(element);
        code.loadConstant(element.count());
    }

    /** As {@link #species}, with the class of masks in between. */
    private void maskedSpecies(Element element) {
        code.loadConstant(element.vector()).loadConstant(element.maskClass());
        elementType(element);
        code.loadConstant(element.count());
    }

    /** As {@link #maskedSpecies}, with no class of masks: there is none. */
    private void unmaskedSpecies(Element element) {
        code.loadConstant(element.vector()).aconst_null();
        elementType(element);
        code.loadConstant(element.count());
    }

    /** Loads an operand where a vector is called for. */
    private void vector(Runnable operand) {
        operand.run();
        code.checkcast(VECTOR);
    }

    /** Makes sure that the object on the machine's stack is a vector of such elements and the compiler knows it. */
    void confirm(Element element) {
        code.invokestatic(MethodBody.describe(Objects.class), "requireNonNull", MethodTypeDesc.of(OBJECT, OBJECT));
        code.checkcast(element.vector());
    }

    /** An operator that is an instruction. */
    void unary(VectorOpcode opcode, VectorIntrinsic intrinsic, Runnable x) {
        code.loadConstant(intrinsic.operator());
        unmaskedSpecies(intrinsic.element());
        vector(x);
        code.aconst_null();
        ClassDesc fallback = fallback(VectorFallbacks.constant(opcode, VectorSupport.UnaryOperation.class));
        call("unaryOp", VECTOR, INT, CLASS, CLASS, CLASS, INT, VECTOR, MASK, fallback);
    }

    /** An operator that is an instruction. */
    void binary(VectorOpcode opcode, VectorIntrinsic intrinsic, Runnable x, Runnable y) {
        binary(
                intrinsic.operator(),
                intrinsic.element(),
                VectorFallbacks.constant(opcode, VectorSupport.BinaryOperation.class),
                x,
                y);
    }

    private void binary(int operator, Element element, ConstantDesc constant, Runnable x, Runnable y) {
        code.loadConstant(operator);
        unmaskedSpecies(element);
        x.run();
        y.run();
        code.aconst_null();
        ClassDesc fallback = fallback(constant);
        call("binaryOp", PAYLOAD, INT, CLASS, CLASS, CLASS, INT, PAYLOAD, PAYLOAD, MASK, fallback);
    }

    private void binary(String name, int operator, Element element, Runnable x, Runnable y) {
        binary(operator, element, VectorFallbacks.constant(name, element, VectorSupport.BinaryOperation.class), x, y);
    }

    void and(Element element, Runnable x, Runnable y) {
        binary("and", VectorSupport.VECTOR_OP_AND, element, x, y);
    }

    void or(Element element, Runnable x, Runnable y) {
        binary("or", VectorSupport.VECTOR_OP_OR, element, x, y);
    }

    void xor(Element element, Runnable x, Runnable y) {
        binary("xor", VectorSupport.VECTOR_OP_XOR, element, x, y);
    }

    void subtract(Element element, Runnable x, Runnable y) {
        binary("sub", VectorSupport.VECTOR_OP_SUB, element, x, y);
    }

    /** A shift by a number, whose lowest bits count. */
    void shift(VectorOpcode opcode, VectorIntrinsic intrinsic, Runnable x, int countSlot) {
        Element element = intrinsic.element();
        code.loadConstant(intrinsic.operator());
        unmaskedSpecies(element);
        vector(x);
        code.iload(countSlot).loadConstant(element.width() - 1).iand().aconst_null();
        ClassDesc fallback = fallback(VectorFallbacks.constant(opcode, VectorSupport.VectorBroadcastIntOp.class));
        call("broadcastInt", VECTOR, INT, CLASS, CLASS, CLASS, INT, VECTOR, INT, MASK, fallback);
    }

    /** A rotation, of whose count the lowest bits count. */
    void rotateLeft(Element element, Runnable x, int count) {
        code.loadConstant(VectorSupport.VECTOR_OP_LROTATE);
        unmaskedSpecies(element);
        vector(x);
        code.loadConstant(count & element.width() - 1).aconst_null();
        ClassDesc fallback =
                fallback(VectorFallbacks.constant("rotateLeft", element, VectorSupport.VectorBroadcastIntOp.class));
        call("broadcastInt", VECTOR, INT, CLASS, CLASS, CLASS, INT, VECTOR, INT, MASK, fallback);
    }

    /** A comparison, which leaves a mask. */
    void compare(VectorOpcode opcode, Runnable x, Runnable y) {
        VectorIntrinsic intrinsic = Objects.requireNonNull(VectorIntrinsic.of(opcode));
        code.loadConstant(intrinsic.operator());
        maskedSpecies(intrinsic.element());
        vector(x);
        vector(y);
        code.aconst_null();
        ClassDesc fallback = fallback(VectorFallbacks.constant(opcode, VectorSupport.VectorCompareOp.class));
        call("compare", MASK, INT, CLASS, CLASS, CLASS, INT, VECTOR, VECTOR, MASK, fallback);
    }

    /** A mask on other elements of the same size. */
    void castMask(Element from, Element to, Runnable mask) {
        code.loadConstant(VectorSupport.VECTOR_OP_CAST);
        code.loadConstant(from.maskClass());
        elementType(from);
        code.loadConstant(from.count()).loadConstant(to.maskClass());
        elementType(to);
        code.loadConstant(to.count());
        mask.run();
        convertWith(VectorFallbacks.constant("castMask", to, VectorSupport.VectorConvertOp.class));
        code.checkcast(MASK);
    }

    /** Lanes of the second vector where the mask has them, otherwise of the first. */
    void blend(Element element, Runnable x, Runnable y, Runnable mask) {
        maskedSpecies(element);
        vector(x);
        vector(y);
        mask.run();
        ClassDesc fallback = fallback(VectorFallbacks.constant("blend", element, VectorSupport.VectorBlendOp.class));
        call("blend", VECTOR, CLASS, CLASS, CLASS, INT, VECTOR, VECTOR, MASK, fallback);
    }

    /** Leaves a number that is not zero where HotSpot's last tier has compiled the method; there it is a constant. */
    void isCompiled() {
        Element element = Element.INT;
        Runnable mask = () -> {
            code.loadConstant(element.maskClass());
            elementType(element);
            code.loadConstant(element.count()).loadConstant(-1L);
            code.loadConstant(VectorSupport.MODE_BROADCAST).aconst_null();
            ClassDesc fallback =
                    fallback(VectorFallbacks.constant("none", element, VectorSupport.FromBitsCoercedOperation.class));
            call("fromBitsCoerced", PAYLOAD, CLASS, CLASS, INT, LONG, INT, SPECIES, fallback);
            code.checkcast(MASK);
        };
        toLong(element, mask);
        code.l2i();
    }

    /** The bits of a mask as a number of 64 bits. */
    void toLong(Element element, Runnable mask) {
        code.loadConstant(VectorSupport.VECTOR_OP_MASK_TOLONG).loadConstant(element.maskClass());
        elementType(element);
        code.loadConstant(element.count());
        mask.run();
        ClassDesc fallback = fallback(VectorFallbacks.constant("toLong", element, VectorSupport.VectorMaskOp.class));
        call("maskReductionCoerced", LONG, INT, CLASS, CLASS, INT, MASK, fallback);
    }

    /** An instruction that converts the lowest lanes. */
    void convert(VectorOpcode opcode, VectorIntrinsic intrinsic, Runnable x) {
        convert(
                intrinsic.operator(),
                intrinsic.element(),
                intrinsic.result(),
                VectorFallbacks.constant(opcode, VectorSupport.VectorConvertOp.class),
                x);
    }

    /** The same bits as lanes of other elements. */
    void reinterpret(Element from, Element to, Runnable x) {
        if (from == to) {
            x.run();
            return;
        }
        convert(
                VectorSupport.VECTOR_OP_REINTERPRET,
                from,
                to,
                VectorFallbacks.constant("reinterpret", to, VectorSupport.VectorConvertOp.class),
                x);
    }

    private void convert(int operator, Element from, Element to, ConstantDesc constant, Runnable x) {
        code.loadConstant(operator);
        species(from);
        species(to);
        x.run();
        convertWith(constant);
    }

    private void convertWith(ConstantDesc constant) {
        code.aconst_null();
        ClassDesc fallback = fallback(constant);
        call("convert", PAYLOAD, INT, CLASS, CLASS, INT, CLASS, CLASS, INT, PAYLOAD, SPECIES, fallback);
    }

    /** The same number in all lanes, given by its bits. */
    void broadcast(Element element, Runnable bits) {
        species(element);
        bits.run();
        code.loadConstant(VectorSupport.MODE_BROADCAST).aconst_null();
        ClassDesc fallback =
                fallback(VectorFallbacks.constant("broadcast", element, VectorSupport.FromBitsCoercedOperation.class));
        call("fromBitsCoerced", PAYLOAD, CLASS, CLASS, INT, LONG, INT, SPECIES, fallback);
    }

    /** A vector that is known. */
    void constant(Element element, V128 bits) {
        boolean isUniform = bits.low() == bits.high() && (bits.low() == 0 || bits.low() == -1);
        if (isUniform && element == element.bits()) {
            broadcast(element, () -> code.loadConstant(bits.low()));
        } else {
            code.loadConstant(VectorFallbacks.constant(element, bits));
        }
    }

    /** The bits of a lane as a number of 64 bits. */
    void extract(Element element, Runnable x, int lane) {
        species(element);
        x.run();
        code.loadConstant(lane);
        ClassDesc fallback = fallback(VectorFallbacks.constant("extract", element, VectorSupport.VecExtractOp.class));
        call("extract", LONG, CLASS, CLASS, INT, PAYLOAD, INT, fallback);
    }

    /** A vector with another number in a lane, given by its bits. */
    void insert(Element element, Runnable x, int lane, Runnable bits) {
        species(element);
        vector(x);
        code.loadConstant(lane);
        bits.run();
        ClassDesc fallback = fallback(VectorFallbacks.constant("insert", element, VectorSupport.VecInsertOp.class));
        call("insert", VECTOR, CLASS, CLASS, INT, VECTOR, INT, LONG, fallback);
    }

    /** A vector of two halves. */
    void join(Element element, Runnable low, Runnable high) {
        reinterpret(Element.LONG, element, () -> insert(Element.LONG, () -> broadcast(Element.LONG, low), 1, high));
    }

    /** Bytes in another order. */
    void rearrange(Runnable x, V128 sources) {
        code.loadConstant(Element.BYTE.vector())
                .loadConstant(MethodBody.describe(VectorObjects.ByteShuffle.class))
                .aconst_null();
        elementType(Element.BYTE);
        code.loadConstant(Element.BYTE.count());
        vector(x);
        code.loadConstant(VectorFallbacks.shuffle(sources)).aconst_null();
        ClassDesc fallback =
                fallback(VectorFallbacks.constant("rearrange", Element.BYTE, VectorSupport.VectorRearrangeOp.class));
        call("rearrangeOp", VECTOR, CLASS, CLASS, CLASS, CLASS, INT, VECTOR, SHUFFLE, MASK, fallback);
    }

    /** Bytes by indices, of which the four lowest bits count. */
    void select(Runnable indices, Runnable x) {
        unmaskedSpecies(Element.BYTE);
        vector(indices);
        vector(x);
        code.aconst_null();
        ClassDesc fallback =
                fallback(VectorFallbacks.constant("select", Element.BYTE, VectorSupport.VectorSelectFromOp.class));
        call("selectFromOp", VECTOR, CLASS, CLASS, CLASS, INT, VECTOR, VECTOR, MASK, fallback);
    }

    /** The sixteen bytes at a place in native memory. */
    void load(Element element, int placeSlot) {
        species(element);
        code.aconst_null()
                .lload(placeSlot)
                .iconst_1()
                .aconst_null()
                .lload(placeSlot)
                .aconst_null();
        ClassDesc fallback = fallback(VectorFallbacks.constant("load", element, VectorSupport.LoadOperation.class));
        ClassDesc flag = ConstantDescs.CD_boolean;
        call("load", PAYLOAD, CLASS, CLASS, INT, OBJECT, LONG, flag, OBJECT, LONG, SPECIES, fallback);
    }

    /** Writes sixteen bytes to a place in native memory. */
    void store(Element element, int placeSlot, Runnable x) {
        species(element);
        code.aconst_null().lload(placeSlot).iconst_1();
        x.run();
        code.aconst_null().lload(placeSlot);
        ClassDesc fallback =
                fallback(VectorFallbacks.constant("store", element, VectorSupport.StoreVectorOperation.class));
        ClassDesc flag = ConstantDescs.CD_boolean;
        call("store", ConstantDescs.CD_void, CLASS, CLASS, INT, OBJECT, LONG, flag, PAYLOAD, OBJECT, LONG, fallback);
    }

    private ClassDesc fallback(ConstantDesc constant) {
        code.loadConstant(constant);
        return ((DynamicConstantDesc<?>) constant).constantType();
    }
}
