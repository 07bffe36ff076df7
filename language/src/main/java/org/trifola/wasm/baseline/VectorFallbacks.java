// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import jdk.internal.vm.vector.VectorSupport;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.runtime.RawMemory;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * What an operator on vectors that are objects does where the compiler does not know it: in the interpreter and in HotSpot's
 * first tier.
 *
 * <p>Generated code has them as constants. They unpack the object and apply the operator of {@link V128}. Specification: 4.3.5
 * "Vector Operations".
 */
@SuppressWarnings({"rawtypes", "unchecked"})
public final class VectorFallbacks {
    private static final Map<String, Object> KNOWN = new ConcurrentHashMap<>();

    /** An instruction on a vector and a number. */
    @FunctionalInterface
    interface Shift {
        V128 apply(V128 vector, int count);
    }

    private VectorFallbacks() {}

    /** The constant that does what an instruction does. */
    static DynamicConstantDesc<?> constant(VectorOpcode opcode, Class<?> type) {
        return constant("instruction", opcode.name(), type);
    }

    /** The constant that does something with vectors of such elements. */
    static DynamicConstantDesc<?> constant(String name, Element element, Class<?> type) {
        return constant(name, element.name(), type);
    }

    private static DynamicConstantDesc<?> constant(String name, String argument, Class<?> type) {
        ClassDesc desc = MethodBody.describe(type);
        DirectMethodHandleDesc bootstrap = ConstantDescs.ofConstantBootstrap(
                MethodBody.describe(VectorFallbacks.class),
                "fallback",
                ConstantDescs.CD_Object,
                ConstantDescs.CD_String);
        return DynamicConstantDesc.ofNamed(bootstrap, name, desc, argument);
    }

    /** The constant that is a vector. */
    static DynamicConstantDesc<?> constant(Element element, V128 bits) {
        return constant("vector", element.name(), element.vector(), bits);
    }

    /** The constant that tells where each byte comes from. */
    static DynamicConstantDesc<?> shuffle(V128 sources) {
        return constant("shuffle", "shuffle", MethodBody.describe(VectorObjects.ByteShuffle.class), sources);
    }

    private static DynamicConstantDesc<?> constant(String bootstrapMethod, String name, ClassDesc type, V128 bits) {
        DirectMethodHandleDesc bootstrap = ConstantDescs.ofConstantBootstrap(
                MethodBody.describe(VectorFallbacks.class),
                bootstrapMethod,
                ConstantDescs.CD_Object,
                ConstantDescs.CD_long,
                ConstantDescs.CD_long);
        return DynamicConstantDesc.ofNamed(bootstrap, name, type, bits.low(), bits.high());
    }

    /** Whether a constant is one of these. */
    static boolean makes(DynamicConstantDesc<?> constant) {
        return constant.bootstrapMethod().owner().equals(MethodBody.describe(VectorFallbacks.class));
    }

    /** Bootstraps {@link #constant(Element, V128)}. */
    public static Object vector(MethodHandles.Lookup lookup, String name, Class<?> type, long low, long high) {
        return Element.valueOf(name).box(new V128(low, high));
    }

    /** Bootstraps {@link #shuffle(V128)}. */
    public static Object shuffle(MethodHandles.Lookup lookup, String name, Class<?> type, long low, long high) {
        return new VectorObjects.ByteShuffle(new V128(low, high).toBytes());
    }

    /** Bootstraps the constants that do something. */
    public static Object fallback(MethodHandles.Lookup lookup, String name, Class<?> type, String argument) {
        return KNOWN.computeIfAbsent(name + ' ' + argument, _ -> make(name, argument));
    }

    private static Object make(String name, String argument) {
        if (name.equals("instruction")) {
            VectorOpcode opcode = VectorOpcode.valueOf(argument);
            String mnemonic = opcode.mnemonic();
            Element element = Objects.requireNonNull(VectorIntrinsic.element(mnemonic.substring(0, 5)));
            Object special = IntFallbacks.of(mnemonic.substring(6), element);
            return special != null ? special : instruction(opcode);
        }
        Element element = Element.valueOf(argument);
        Object special = IntFallbacks.of(name, element);
        return special != null ? special : general(name, element);
    }

    private static Object general(String name, Element element) {
        return switch (name) {
            case "and" -> binary(element, V128::and);
            case "or" -> binary(element, V128::or);
            case "xor" -> binary(element, V128::xor);
            case "sub" -> instruction(subtraction(element));
            case "reinterpret" -> (VectorSupport.VectorConvertOp) (x, _) -> box(element, bits(x));
            case "blend" ->
                (VectorSupport.VectorBlendOp)
                        (x, y, mask) -> vector(element, V128.bitselect(bits(y), bits(x), maskBits(element, mask)));
            case "broadcast" ->
                (VectorSupport.FromBitsCoercedOperation) (bits, _) -> box(element, splat(element, bits));
            case "none" -> {
                VectorSupport.VectorPayload none = (VectorSupport.VectorPayload) element.mask(V128.ZERO);
                yield (VectorSupport.FromBitsCoercedOperation) (_, _) -> none;
            }
            case "load" ->
                (VectorSupport.LoadOperation) (_, place, _) ->
                        box(element, new V128(RawMemory.getLong(place), RawMemory.getLong(place + Long.BYTES)));
            case "store" -> (VectorSupport.StoreVectorOperation) (_, place, x) -> store(bits(x), place);
            case "rotateLeft" ->
                (VectorSupport.VectorBroadcastIntOp) (x, count, _) -> {
                    V128 bits = bits(x);
                    return vector(
                            element, new V128(Long.rotateLeft(bits.low(), count), Long.rotateLeft(bits.high(), count)));
                };
            case "extract" -> (VectorSupport.VecExtractOp) (x, lane) -> lane(element, bits(x), lane);
            case "insert" ->
                (VectorSupport.VecInsertOp) (x, lane, value) -> vector(element, with(element, bits(x), lane, value));
            case "rearrange" ->
                (VectorSupport.VectorRearrangeOp) (x, shuffle, _) ->
                        vector(element, rearrange(bits(x), ((VectorObjects.ByteShuffle) shuffle).sources()));
            case "select" ->
                (VectorSupport.VectorSelectFromOp) (indices, x, _) ->
                        vector(element, rearrange(bits(x), bits(indices).toBytes()));
            case "toLong" -> (VectorSupport.VectorMaskOp) mask -> toLong(lanes(mask));
            case "castMask" -> (VectorSupport.VectorConvertOp) (mask, _) -> castMask(element, mask);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static VectorOpcode subtraction(Element element) {
        return switch (element) {
            case BYTE -> VectorOpcode.I8X16_SUB;
            case SHORT -> VectorOpcode.I16X8_SUB;
            case INT -> VectorOpcode.I32X4_SUB;
            case LONG -> VectorOpcode.I64X2_SUB;
            case FLOAT -> VectorOpcode.F32X4_SUB;
            case DOUBLE -> VectorOpcode.F64X2_SUB;
        };
    }

    private static Object instruction(VectorOpcode opcode) {
        VectorIntrinsic intrinsic = Objects.requireNonNull(VectorIntrinsic.of(opcode));
        Element result = intrinsic.result();
        return switch (intrinsic.form()) {
            case UNARY -> {
                UnaryOperator<V128> operator = operator(opcode, UnaryOperator.class, "apply", Object.class);
                yield (VectorSupport.UnaryOperation) (x, _) -> vector(result, operator.apply(bits(x)));
            }
            case BINARY -> binary(result, operator(opcode, BinaryOperator.class, "apply", Object.class));
            case SHIFT -> {
                Shift operator = operator(opcode, Shift.class, "apply", V128.class);
                yield (VectorSupport.VectorBroadcastIntOp)
                        (x, count, _) -> vector(result, operator.apply(bits(x), count));
            }
            case RELATION -> {
                BinaryOperator<V128> operator = operator(opcode, BinaryOperator.class, "apply", Object.class);
                Element element = intrinsic.element();
                yield (VectorSupport.VectorCompareOp)
                        (_, x, y, _) -> (VectorSupport.VectorMask) element.mask(operator.apply(bits(x), bits(y)));
            }
            case CONVERSION -> {
                UnaryOperator<V128> operator = operator(opcode, UnaryOperator.class, "apply", Object.class);
                yield (VectorSupport.VectorConvertOp) (x, _) -> box(result, operator.apply(bits(x)));
            }
        };
    }

    private static VectorSupport.BinaryOperation binary(Element element, BinaryOperator<V128> operator) {
        return (x, y, _) -> box(element, operator.apply(bits(x), bits(y)));
    }

    /** The operator of an instruction as a function. */
    private static <T> T operator(VectorOpcode opcode, Class<T> type, String name, Class<?> erasure) {
        Method method = LaneOperators.onVectors(opcode);
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle handle = lookup.unreflect(method);
            MethodType erased = handle.type().changeReturnType(erasure);
            for (int i = 0; i < erased.parameterCount(); i++) {
                if (erased.parameterType(i) == V128.class) {
                    erased = erased.changeParameterType(i, erasure);
                }
            }
            return (T) LambdaMetafactory.metafactory(
                            lookup, name, MethodType.methodType(type), erased, handle, handle.type())
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(opcode.mnemonic(), e);
        }
    }

    private static V128 bits(VectorSupport.VectorPayload vector) {
        return ((VectorObjects.Bits) vector).bits();
    }

    static VectorSupport.VectorPayload box(Element element, V128 bits) {
        return (VectorSupport.VectorPayload) element.box(bits);
    }

    private static VectorSupport.Vector vector(Element element, V128 bits) {
        return (VectorSupport.Vector) element.box(bits);
    }

    private static boolean[] lanes(VectorSupport.VectorPayload mask) {
        return switch (mask) {
            case VectorObjects.ByteMask bytes -> bytes.lanes();
            case VectorObjects.ShortMask shorts -> shorts.lanes();
            case VectorObjects.IntMask ints -> ints.lanes();
            case VectorObjects.LongMask longs -> longs.lanes();
            case VectorObjects.FloatMask floats -> floats.lanes();
            case VectorObjects.DoubleMask doubles -> doubles.lanes();
            default -> throw new IllegalArgumentException(mask.toString());
        };
    }

    private static long toLong(boolean[] lanes) {
        long bits = 0;
        for (int i = 0; i < lanes.length; i++) {
            bits |= (lanes[i] ? 1L : 0L) << i;
        }
        return bits;
    }

    private static VectorSupport.VectorPayload castMask(Element element, VectorSupport.VectorPayload mask) {
        return (VectorSupport.VectorPayload) element.mask(lanes(mask));
    }

    /** Ones in the lanes of a mask. */
    private static V128 maskBits(Element element, VectorSupport.VectorPayload mask) {
        boolean[] lanes = lanes(mask);
        V128 bits = V128.ZERO;
        for (int i = 0; i < lanes.length; i++) {
            bits = lanes[i] ? with(element, bits, i, -1) : bits;
        }
        return bits;
    }

    private static void store(V128 bits, long place) {
        RawMemory.putLong(place, bits.low());
        RawMemory.putLong(place + Long.BYTES, bits.high());
    }

    private static long ones(Element element) {
        return -1L >>> Long.SIZE - element.width();
    }

    private static V128 splat(Element element, long bits) {
        long half = 0;
        for (int shift = 0; shift < Long.SIZE; shift += element.width()) {
            half |= (bits & ones(element)) << shift;
        }
        return new V128(half, half);
    }

    private static long lane(Element element, V128 bits, int lane) {
        return switch (element) {
            case BYTE -> bits.i8(lane);
            case SHORT -> bits.i16(lane);
            case INT, FLOAT -> bits.i32(lane);
            case LONG, DOUBLE -> bits.i64(lane);
        };
    }

    private static V128 with(Element element, V128 bits, int lane, long value) {
        int inHalf = element.count() / 2;
        int shift = lane % inHalf * element.width();
        long mask = ones(element) << shift;
        long placed = value << shift & mask;
        return lane < inHalf
                ? new V128(bits.low() & ~mask | placed, bits.high())
                : new V128(bits.low(), bits.high() & ~mask | placed);
    }

    private static V128 rearrange(V128 bits, byte[] sources) {
        byte[] from = bits.toBytes();
        byte[] to = new byte[V128.BYTES];
        for (int i = 0; i < to.length; i++) {
            to[i] = from[sources[i] & 0xF];
        }
        return V128.of(to);
    }
}
