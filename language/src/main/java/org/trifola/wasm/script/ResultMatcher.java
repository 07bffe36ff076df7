// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.nio.ByteOrder;
import java.util.List;
import org.graalvm.polyglot.Value;
import org.trifola.wasm.syntax.NumType;

/**
 * Compares results with what a script demands, bit by bit.
 *
 * <p>References are told apart by what the engine shows of them to any host.
 */
final class ResultMatcher {
    private static final int VECTOR_BYTES = 16;

    private ResultMatcher() {}

    /** Whether a result is as demanded. */
    static boolean matches(Expected expected, Value actual) {
        return switch (expected) {
            case Expected.Num(NumType type, Expected.Scalar scalar) -> number(type, scalar, actual);
            case Expected.Vector(List<Expected.Scalar> lanes) -> vector(lanes, actual);
            case Expected.Null _ -> actual.isNull();
            case Expected.Host(int number) ->
                actual.isHostObject() && new HostReference(number).equals(actual.asHostObject());
            case Expected.Reference(Expected.Reference.Kind kind) -> !actual.isNull() && reference(kind, actual);
            case Expected.Either(List<Expected> alternatives) ->
                alternatives.stream().anyMatch(alternative -> matches(alternative, actual));
        };
    }

    private static boolean number(NumType type, Expected.Scalar scalar, Value actual) {
        return switch (type) {
            case I32 -> actual.fitsInInt() && scalar(scalar, actual.asInt() & 0xFFFF_FFFFL, 32);
            case I64 -> actual.fitsInLong() && scalar(scalar, actual.asLong(), 64);
            case F32 ->
                actual.fitsInFloat() && scalar(scalar, Float.floatToRawIntBits(actual.asFloat()) & 0xFFFF_FFFFL, 32);
            case F64 -> actual.fitsInDouble() && scalar(scalar, Double.doubleToRawLongBits(actual.asDouble()), 64);
        };
    }

    private static boolean vector(List<Expected.Scalar> lanes, Value actual) {
        if (!actual.hasBufferElements() || actual.getBufferSize() != VECTOR_BYTES) {
            return false;
        }
        int bits = VECTOR_BYTES * Byte.SIZE / lanes.size();
        for (int i = 0; i < lanes.size(); i++) {
            if (!scalar(lanes.get(i), lane(actual, i, bits), bits)) {
                return false;
            }
        }
        return true;
    }

    private static long lane(Value vector, int index, int bits) {
        return switch (bits) {
            case 8 -> vector.readBufferByte(index) & 0xFFL;
            case 16 -> vector.readBufferShort(ByteOrder.LITTLE_ENDIAN, 2L * index) & 0xFFFFL;
            case 32 -> vector.readBufferInt(ByteOrder.LITTLE_ENDIAN, 4L * index) & 0xFFFF_FFFFL;
            default -> vector.readBufferLong(ByteOrder.LITTLE_ENDIAN, 8L * index);
        };
    }

    private static boolean scalar(Expected.Scalar expected, long bits, int width) {
        return switch (expected) {
            case Expected.Bits(long exact) -> bits == exact;
            case Expected.CanonicalNan _ -> (bits & ~signBit(width)) == canonicalNan(width);
            case Expected.ArithmeticNan _ -> (bits & canonicalNan(width)) == canonicalNan(width);
        };
    }

    private static long signBit(int width) {
        return 1L << width - 1;
    }

    private static long canonicalNan(int width) {
        return width == 32 ? 0x7FC0_0000L : 0x7FF8_0000_0000_0000L;
    }

    private static boolean reference(Expected.Reference.Kind kind, Value actual) {
        return switch (kind) {
            case ANY, EXTERN, EXN -> true;
            case EQ -> actual.isNumber() || is("Struct", actual) || is("Array", actual);
            case I31 -> actual.isNumber();
            case STRUCT -> is("Struct", actual);
            case ARRAY -> is("Array", actual);
            case FUNC -> actual.canExecute();
        };
    }

    /** Whether a value of the engine is of a kind, by the name of its meta object. */
    private static boolean is(String kind, Value actual) {
        Value metaObject = actual.isHostObject() ? null : actual.getMetaObject();
        return metaObject != null && metaObject.getMetaSimpleName().equals(kind);
    }
}
