// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.ControlCompiler.Block;
import org.trifola.wasm.syntax.ValType;

/**
 * Where the statements of a function body begin: the places at which there are no operands but those from before the block.
 * It is noted while the function is compiled as a whole, and serves to cut it into {@linkplain Part parts}.
 *
 * <p>Blocks with handlers are statements as a whole: an exception that left a part would not find the values of locals that
 * the handler wants.
 */
final class Outline {
    /** A place between two statements. */
    record Boundary(int offset, boolean isReachable) {}

    /** The statements of a block, or of an arm of it. */
    static final class Sequence {
        final List<List<ValType>> labels;
        final List<Boundary> boundaries = new ArrayList<>();

        Sequence(List<List<ValType>> labels) {
            this.labels = labels;
        }
    }

    private final IdentityHashMap<Block, Sequence> byBlock = new IdentityHashMap<>();
    private final List<Sequence> sequences = new ArrayList<>();

    /** Forgets everything, before a function is compiled once more. */
    void clear() {
        byBlock.clear();
        sequences.clear();
    }

    /** The sequences, each behind those that contain it. */
    List<Sequence> sequences() {
        return sequences;
    }

    /** Notes a place between two statements of the innermost block. */
    void note(int offset, boolean isReachable, List<Block> blocks) {
        Sequence sequence = byBlock.get(blocks.getLast());
        if (sequence == null && !byBlock.containsKey(blocks.getLast())) {
            sequence = sequence(blocks);
            byBlock.put(blocks.getLast(), sequence);
            if (sequence != null) {
                sequences.add(sequence);
            }
        }
        if (sequence != null) {
            sequence.boundaries.add(new Boundary(offset, isReachable));
        }
    }

    private static @Nullable Sequence sequence(List<Block> blocks) {
        if (blocks.stream().anyMatch(Outline::isHandled)) {
            return null;
        }
        return new Sequence(blocks.stream().map(Block::branchTypes).toList());
    }

    private static boolean isHandled(Block block) {
        return switch (block.kind) {
            case TRY_TABLE, TRY, CATCH -> true;
            default -> false;
        };
    }
}
