// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import jdk.internal.vm.vector.VectorSupport;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.RawMemory;

/**
 * What {@link VectorFallbacks} do with lanes of 32 bits and with shuffles, without other objects on the way.
 *
 * <p>Until HotSpot's last tier has compiled a large function, which may take seconds, all of its work is done by these. With
 * them alone that time is a fifth. Specification: 4.3.5 "Vector Operations".
 */
@SuppressWarnings({"rawtypes", "unchecked"})
final class IntFallbacks {
    private IntFallbacks() {}

    private static int[] ints(Object vector) {
        return ((VectorObjects.Ints) vector).lanes();
    }

    private static VectorObjects.Ints vector(int lane0, int lane1, int lane2, int lane3) {
        return new VectorObjects.Ints(new int[] {lane0, lane1, lane2, lane3});
    }

    /** What does something with vectors of such elements; null if there is nothing special. */
    static @Nullable Object of(String name, Element element) {
        return switch (element) {
            case INT -> ofInts(name);
            case BYTE -> ofBytes(name);
            default -> null;
        };
    }

    private static @Nullable Object ofInts(String name) {
        return switch (name) {
            case "and" ->
                (VectorSupport.BinaryOperation) (v, w, _) -> {
                    int[] x = ints(v);
                    int[] y = ints(w);
                    return vector(x[0] & y[0], x[1] & y[1], x[2] & y[2], x[3] & y[3]);
                };
            case "or" ->
                (VectorSupport.BinaryOperation) (v, w, _) -> {
                    int[] x = ints(v);
                    int[] y = ints(w);
                    return vector(x[0] | y[0], x[1] | y[1], x[2] | y[2], x[3] | y[3]);
                };
            case "xor" ->
                (VectorSupport.BinaryOperation) (v, w, _) -> {
                    int[] x = ints(v);
                    int[] y = ints(w);
                    return vector(x[0] ^ y[0], x[1] ^ y[1], x[2] ^ y[2], x[3] ^ y[3]);
                };
            case "add" ->
                (VectorSupport.BinaryOperation) (v, w, _) -> {
                    int[] x = ints(v);
                    int[] y = ints(w);
                    return vector(x[0] + y[0], x[1] + y[1], x[2] + y[2], x[3] + y[3]);
                };
            case "shl" ->
                (VectorSupport.VectorBroadcastIntOp) (v, n, _) -> {
                    int[] x = ints(v);
                    return vector(x[0] << n, x[1] << n, x[2] << n, x[3] << n);
                };
            case "shr_u" ->
                (VectorSupport.VectorBroadcastIntOp) (v, n, _) -> {
                    int[] x = ints(v);
                    return vector(x[0] >>> n, x[1] >>> n, x[2] >>> n, x[3] >>> n);
                };
            case "rotateLeft" ->
                (VectorSupport.VectorBroadcastIntOp) (v, n, _) -> {
                    int[] x = ints(v);
                    return vector(
                            Integer.rotateLeft(x[0], n),
                            Integer.rotateLeft(x[1], n),
                            Integer.rotateLeft(x[2], n),
                            Integer.rotateLeft(x[3], n));
                };
            case "load" ->
                (VectorSupport.LoadOperation) (_, place, _) -> vector(
                        RawMemory.getInt(place),
                        RawMemory.getInt(place + 4),
                        RawMemory.getInt(place + 8),
                        RawMemory.getInt(place + 12));
            case "reinterpret" ->
                (VectorSupport.VectorConvertOp) (v, _) -> v instanceof VectorObjects.Bytes bytes
                        ? vector(
                                join(bytes.lanes(), 0),
                                join(bytes.lanes(), 4),
                                join(bytes.lanes(), 8),
                                join(bytes.lanes(), 12))
                        : VectorFallbacks.box(Element.INT, ((VectorObjects.Bits) v).bits());
            default -> null;
        };
    }

    private static @Nullable Object ofBytes(String name) {
        return switch (name) {
            case "rearrange" ->
                (VectorSupport.VectorRearrangeOp) (v, shuffle, _) -> {
                    byte[] x = ((VectorObjects.Bytes) v).lanes();
                    byte[] sources = ((VectorObjects.ByteShuffle) shuffle).sources();
                    byte[] lanes = new byte[x.length];
                    for (int i = 0; i < lanes.length; i++) {
                        lanes[i] = x[sources[i] & 0xF];
                    }
                    return new VectorObjects.Bytes(lanes);
                };
            case "reinterpret" ->
                (VectorSupport.VectorConvertOp) (v, _) -> v instanceof VectorObjects.Ints ints
                        ? split(ints.lanes())
                        : VectorFallbacks.box(Element.BYTE, ((VectorObjects.Bits) v).bits());
            default -> null;
        };
    }

    private static int join(byte[] lanes, int first) {
        return lanes[first] & 0xFF
                | (lanes[first + 1] & 0xFF) << 8
                | (lanes[first + 2] & 0xFF) << 16
                | lanes[first + 3] << 24;
    }

    private static VectorObjects.Bytes split(int[] lanes) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (lanes[i >> 2] >>> (i << 3));
        }
        return new VectorObjects.Bytes(bytes);
    }
}
