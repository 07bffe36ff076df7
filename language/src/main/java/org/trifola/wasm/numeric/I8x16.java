// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

/**
 * Operators on vectors of sixteen 8-bit integers.
 *
 * <p>Specification: 4.3.5 "Vector Operations".
 */
public final class I8x16 {
    private static final int WIDTH = 8;

    private I8x16() {}

    /** {@code i8x16.splat}. */
    public static V128 splat(int x) {
        return Lanes.splat(WIDTH, x);
    }

    /** {@code i8x16.extract_lane_s}. */
    public static int extractLaneS(V128 x, int lane) {
        return x.i8(lane);
    }

    /** {@code i8x16.extract_lane_u}. */
    public static int extractLaneU(V128 x, int lane) {
        return Byte.toUnsignedInt(x.i8(lane));
    }

    /** {@code i8x16.replace_lane}. */
    public static V128 replaceLane(V128 x, int value, int lane) {
        return x.withLane(WIDTH, lane, value);
    }

    /** {@code i8x16.shuffle}: every lane is the one of the 32 lanes of both vectors that {@code lanes} names. */
    public static V128 shuffle(V128 x, V128 y, V128 lanes) {
        return Lanes.map(WIDTH, lanes, lane -> lane < 16 ? x.i8(lane) : y.i8(lane - 16));
    }

    /** {@code i8x16.swizzle}: every lane is the one that {@code lanes} names, 0 where there is none. */
    public static V128 swizzle(V128 x, V128 lanes) {
        return Lanes.map(WIDTH, lanes, lane -> (lane & ~15) == 0 ? x.i8(lane) : 0);
    }

    /** {@code i8x16.eq}. */
    public static V128 eq(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::eq);
    }

    /** {@code i8x16.ne}. */
    public static V128 ne(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ne);
    }

    /** {@code i8x16.lt_s}. */
    public static V128 ltS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltS);
    }

    /** {@code i8x16.lt_u}. */
    public static V128 ltU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::ltU);
    }

    /** {@code i8x16.gt_s}. */
    public static V128 gtS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtS);
    }

    /** {@code i8x16.gt_u}. */
    public static V128 gtU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::gtU);
    }

    /** {@code i8x16.le_s}. */
    public static V128 leS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leS);
    }

    /** {@code i8x16.le_u}. */
    public static V128 leU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::leU);
    }

    /** {@code i8x16.ge_s}. */
    public static V128 geS(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geS);
    }

    /** {@code i8x16.ge_u}. */
    public static V128 geU(V128 x, V128 y) {
        return Lanes.compare(WIDTH, x, y, I32::geU);
    }

    /** {@code i8x16.abs}. */
    public static V128 abs(V128 x) {
        return Lanes.map(WIDTH, x, Math::abs);
    }

    /** {@code i8x16.neg}. */
    public static V128 neg(V128 x) {
        return Lanes.map(WIDTH, x, lane -> -lane);
    }

    /** {@code i8x16.popcnt}. */
    public static V128 popcnt(V128 x) {
        return Lanes.map(WIDTH, x, lane -> I32.popcnt(lane & 0xFF));
    }

    /** {@code i8x16.all_true}. */
    public static int allTrue(V128 x) {
        return Lanes.allTrue(WIDTH, x);
    }

    /** {@code i8x16.bitmask}. */
    public static int bitmask(V128 x) {
        return Lanes.bitmask(WIDTH, x);
    }

    /** {@code i8x16.narrow_i16x8_s}. */
    public static V128 narrowI16x8S(V128 x, V128 y) {
        return Lanes.narrow(2 * WIDTH, x, y, I8x16::fitS);
    }

    /** {@code i8x16.narrow_i16x8_u}. */
    public static V128 narrowI16x8U(V128 x, V128 y) {
        return Lanes.narrow(2 * WIDTH, x, y, I8x16::fitU);
    }

    /** {@code i8x16.shl} by the count modulo 8. */
    public static V128 shl(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane << (count & WIDTH - 1));
    }

    /** {@code i8x16.shr_s} by the count modulo 8. */
    public static V128 shrS(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> lane >> (count & WIDTH - 1));
    }

    /** {@code i8x16.shr_u} by the count modulo 8. */
    public static V128 shrU(V128 x, int count) {
        return Lanes.map(WIDTH, x, lane -> (lane & 0xFF) >>> (count & WIDTH - 1));
    }

    /** {@code i8x16.add}. */
    public static V128 add(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::add);
    }

    /** {@code i8x16.add_sat_s}. */
    public static V128 addSatS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS(a + b));
    }

    /** {@code i8x16.add_sat_u}. */
    public static V128 addSatU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitU((a & 0xFF) + (b & 0xFF)));
    }

    /** {@code i8x16.sub}. */
    public static V128 sub(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, I32::sub);
    }

    /** {@code i8x16.sub_sat_s}. */
    public static V128 subSatS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitS(a - b));
    }

    /** {@code i8x16.sub_sat_u}. */
    public static V128 subSatU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> fitU((a & 0xFF) - (b & 0xFF)));
    }

    /** {@code i8x16.min_s}. */
    public static V128 minS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::min);
    }

    /** {@code i8x16.min_u}. */
    public static V128 minU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.ltU(a, b) ? a : b);
    }

    /** {@code i8x16.max_s}. */
    public static V128 maxS(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, Math::max);
    }

    /** {@code i8x16.max_u}. */
    public static V128 maxU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> I32.gtU(a, b) ? a : b);
    }

    /** {@code i8x16.avgr_u}: the average, rounded up. */
    public static V128 avgrU(V128 x, V128 y) {
        return Lanes.map(WIDTH, x, y, (a, b) -> (a & 0xFF) + (b & 0xFF) + 1 >> 1);
    }

    /** The nearest signed number of this width. */
    private static int fitS(int x) {
        return Math.clamp(x, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** The nearest unsigned number of this width. */
    private static int fitU(int x) {
        return Math.clamp(x, 0, 0xFF);
    }
}
