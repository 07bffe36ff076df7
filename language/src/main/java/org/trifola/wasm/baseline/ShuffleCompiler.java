// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code i8x16.shuffle} of lanes in variables.
 *
 * <p>Each lane of the result is put together from pieces: the bytes that one lane of the operands gives, moved by the same
 * distance. A lane that stays whole costs nothing, and two pieces of one lane that make up another are a rotation, which the
 * machine's compiler sees by itself.
 */
final class ShuffleCompiler {
    /** Which bytes of a result come from a lane and how far, in bytes, they move towards the higher ones. */
    private record Piece(int source, int distance) implements Comparable<Piece> {
        @Override
        public int compareTo(Piece other) {
            int bySource = Integer.compare(source, other.source);
            return bySource != 0 ? bySource : Integer.compare(distance, other.distance);
        }
    }

    /** A lane of more pieces is left to a method, which keeps the code of methods with many shuffles small. */
    private static final int MAX_PIECES = 2;

    private final CodeBuilder code;
    private final LaneVariables variables;

    ShuffleCompiler(CodeBuilder code, LaneVariables variables) {
        this.code = code;
        this.variables = variables;
    }

    /** The vector with these sixteen bytes of two vectors, which have the same shape, one of integers. */
    Lanes shuffle(Lanes x, Lanes y, byte[] indices) {
        LaneShape shape = x.shape();
        int width = shape.width();
        Lanes fresh = variables.fresh(shape, x, y);
        int[] slots = fresh.slots().clone();
        for (int lane = 0; lane < shape.count(); lane++) {
            Map<Piece, Long> pieces = pieces(indices, lane * width, width);
            Piece first = pieces.keySet().iterator().next();
            if (pieces.size() == 1 && first.distance == 0) {
                slots[lane] = slot(x, y, first);
                continue;
            }
            if (pieces.size() <= MAX_PIECES) {
                join(shape, x, y, pieces);
            } else {
                pick(x, y, indices, lane * width);
            }
            variables.store(fresh, lane);
        }
        return new Lanes(shape, slots);
    }

    private static int slot(Lanes x, Lanes y, Piece piece) {
        int count = x.shape().count();
        return piece.source < count ? x.slots()[piece.source] : y.slots()[piece.source - count];
    }

    /** The pieces of a lane, each with the bits of the result that it gives. */
    private static Map<Piece, Long> pieces(byte[] indices, int start, int width) {
        Map<Piece, Long> pieces = new TreeMap<>();
        for (int i = 0; i < width; i++) {
            int index = indices[start + i];
            Piece piece = new Piece(index / width, i - index % width);
            pieces.merge(piece, 0xFFL << i * Byte.SIZE, Math::addExact);
        }
        return pieces;
    }

    /** Leaves the lane that consists of these pieces on the machine's stack. */
    private void join(LaneShape shape, Lanes x, Lanes y, Map<Piece, Long> pieces) {
        boolean isFirst = true;
        for (Map.Entry<Piece, Long> entry : pieces.entrySet()) {
            shape.kind().load(code, slot(x, y, entry.getKey()));
            move(shape, entry.getKey().distance * Byte.SIZE, entry.getValue());
            if (!isFirst) {
                or(shape);
            }
            isFirst = false;
        }
    }

    /** Leaves the lane with bytes from anywhere on the machine's stack. */
    private void pick(Lanes x, Lanes y, byte[] indices, int start) {
        LaneShape shape = x.shape();
        ClassDesc type = shape.kind().type();
        for (int i = 0; i < shape.count(); i++) {
            variables.load(x, i);
        }
        for (int i = 0; i < shape.count(); i++) {
            variables.load(y, i);
        }
        long bits = 0;
        for (int i = 0; i < shape.width(); i++) {
            bits |= (long) indices[start + i] << i * Byte.SIZE;
        }
        if (shape == LaneShape.INTS) {
            code.loadConstant((int) bits);
        } else {
            code.loadConstant(bits);
        }
        ClassDesc[] params = new ClassDesc[2 * shape.count() + 1];
        Arrays.fill(params, type);
        code.invokestatic(MethodBody.describe(Vectors.class), "pick", MethodTypeDesc.of(type, params));
    }

    /** Moves a lane by some bits and clears all but those of a mask. */
    private void move(LaneShape shape, int distance, long mask) {
        long ones = shape == LaneShape.INTS ? 0xFFFF_FFFFL : -1L;
        long moved = distance >= 0 ? ones << distance & ones : ones >>> -distance;
        if (distance != 0) {
            code.loadConstant(Math.abs(distance));
            shift(shape, distance > 0);
        }
        if (moved != mask) {
            if (shape == LaneShape.INTS) {
                code.loadConstant((int) mask).iand();
            } else {
                code.loadConstant(mask).land();
            }
        }
    }

    private void shift(LaneShape shape, boolean toHigher) {
        if (shape == LaneShape.INTS) {
            if (toHigher) {
                code.ishl();
            } else {
                code.iushr();
            }
        } else if (toHigher) {
            code.lshl();
        } else {
            code.lushr();
        }
    }

    private void or(LaneShape shape) {
        if (shape == LaneShape.INTS) {
            code.ior();
        } else {
            code.lor();
        }
    }
}
