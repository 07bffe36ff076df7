// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.Outline.Boundary;
import org.trifola.wasm.baseline.Outline.Sequence;
import org.trifola.wasm.baseline.VectorLoops.VectorLoop;
import org.trifola.wasm.runtime.FunctionCode;

/**
 * Cuts a function into methods whose code is short enough.
 *
 * <p>As long as what is left of the function is too long, the statements that pay best become a part: many bytes, few locals
 * to hand over, rarely executed. What became a part counts as a call from then on, so parts may lie within parts.
 */
final class Partition {
    /** Shorter statements are no parts on their own. */
    private static final int MIN_SIZE = 24;

    /** What any part costs, in accesses to memory for each call of the function, however rarely it is executed. */
    private static final int PART_COST = 1;

    /** What the call of a part takes in accesses to memory, besides those that hand over locals. */
    private static final int CALL_COST = 10;

    /** Some statements in a row of a sequence, from one boundary to another, and what it pays to make them a part. */
    private record Run(Rest rest, int first, int last, Part part, double gain) {}

    /** The statements of a sequence, as far as they are not in parts; a part is a statement. */
    private static final class Rest {
        final Sequence sequence;
        final List<Boundary> boundaries;

        /** The run that pays best, null if there is none. */
        @Nullable
        Run best;

        Rest(Sequence sequence) {
            this.sequence = sequence;
            boundaries = new ArrayList<>(sequence.boundaries);
        }

        int start() {
            return boundaries.getFirst().offset();
        }

        int end() {
            return boundaries.getLast().offset();
        }
    }

    private final FunctionCode function;
    private final Uses uses;
    private final Outline outline;
    private final Frequencies frequencies;
    private final Map<Integer, VectorLoop> loops;
    private final Map<Long, Part> described = new HashMap<>();

    private int maxSize;
    private final List<Rest> rests = new ArrayList<>();

    /** The parts that the function itself calls, by their start. */
    private final TreeMap<Integer, Part> outermost = new TreeMap<>();

    /** Prepares to cut a function; some loops become parts in any case. */
    Partition(FunctionCode function, Outline outline, Map<Integer, VectorLoop> loops) {
        this.function = function;
        this.loops = loops;
        this.outline = outline;
        uses = Uses.of(function);
        frequencies = Frequencies.of(function);
    }

    /**
     * The methods of the function.
     *
     * @param maxSize how many bytes of the body a method may hold
     * @return the methods as {@link Cut#all} gives them, null when there are not enough statements to cut at
     */
    @Nullable
    List<Cut> cut(int maxSize) {
        this.maxSize = maxSize;
        outermost.clear();
        rests.clear();
        outline.sequences().forEach(sequence -> rests.add(new Rest(sequence)));
        rests.forEach(this::findBest);
        List<Part> parts = new ArrayList<>();
        loopRuns().forEach(run -> {
            parts.add(run.part);
            remove(run);
        });
        int start = function.def().code().start();
        int end = function.def().code().end();
        while (size(start, end) > maxSize) {
            Run best = null;
            for (Rest rest : rests) {
                best = better(best, rest.best);
            }
            if (best == null) {
                return null;
            }
            parts.add(best.part);
            remove(best);
        }
        return Cut.all(function, frequencies, parts, loops);
    }

    private List<Run> loopRuns() {
        List<Run> runs = new ArrayList<>();
        for (Rest rest : rests) {
            for (int i = 0; i + 1 < rest.boundaries.size(); i++) {
                VectorLoop loop = loops.get(rest.boundaries.get(i).offset());
                if (loop != null && loop.end() == rest.boundaries.get(i + 1).offset()) {
                    runs.add(new Run(rest, i, i + 1, describe(rest, i, i + 1), 0));
                }
            }
        }
        return runs;
    }

    private static @Nullable Run better(@Nullable Run one, @Nullable Run other) {
        return one == null || other != null && other.gain > one.gain ? other : one;
    }

    /** Makes a run a part, which is a statement from then on. */
    private void remove(Run run) {
        Part part = run.part;
        outermost.subMap(part.start(), part.end()).clear();
        outermost.put(part.start(), part);
        rests.removeIf(rest -> rest != run.rest && rest.start() >= part.start() && rest.start() < part.end());
        run.rest.boundaries.subList(run.first + 1, run.last).clear();
        for (Rest rest : rests) {
            if (rest.start() <= part.start() && part.end() <= rest.end()) {
                findBest(rest);
            }
        }
    }

    /** The bytes from one offset to another, without those of parts, but with those of their calls. */
    private int size(int start, int end) {
        int size = end - start;
        for (Part part : outermost.subMap(start, end).values()) {
            size -= savedSize(part);
        }
        return size;
    }

    /** The same for each statement of a sequence. */
    private int[] sizes(Rest rest) {
        List<Boundary> boundaries = rest.boundaries;
        int[] sizes = new int[boundaries.size() - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = boundaries.get(i + 1).offset() - boundaries.get(i).offset();
        }
        int statement = 0;
        for (Part part : outermost.subMap(rest.start(), rest.end()).values()) {
            while (part.start() >= boundaries.get(statement + 1).offset()) {
                statement++;
            }
            sizes[statement] -= savedSize(part);
        }
        return sizes;
    }

    private static int savedSize(Part part) {
        return part.end() - part.start() - callSize(part);
    }

    /** About how many bytes of a body take as much code as the call of a part. */
    private static int callSize(Part part) {
        return 8 + 4 * part.targetCount();
    }

    /** Looks at runs as long as they may be, one behind the other, and at long statements for themselves. */
    private void findBest(Rest rest) {
        rest.best = null;
        int first = 0;
        int size = 0;
        int last = rest.boundaries.size() - 1;
        int[] statements = sizes(rest);
        for (int i = 0; i < last; i++) {
            int statement = statements[i];
            if (size + statement > maxSize) {
                consider(rest, first, i, size);
                first = i;
                size = 0;
            }
            if (statement > maxSize) {
                first = i + 1;
            } else {
                size += statement;
                consider(rest, i, i + 1, statement);
            }
        }
        consider(rest, first, last, size);
    }

    private void consider(Rest rest, int first, int last, int size) {
        if (size < MIN_SIZE) {
            return;
        }
        Part part = describe(rest, first, last);
        int saved = size - callSize(part);
        double cost = (CALL_COST + part.transfers()) * (double) frequencies.at(part.start()) + PART_COST;
        if (saved > 0) {
            rest.best = better(rest.best, new Run(rest, first, last, part, saved / cost));
        }
    }

    private Part describe(Rest rest, int first, int last) {
        int start = rest.boundaries.get(first).offset();
        Boundary end = rest.boundaries.get(last);
        long key = (long) start << Integer.SIZE | end.offset();
        return described.computeIfAbsent(
                key, _ -> Part.of(uses, start, end.offset(), end.isReachable(), rest.sequence.labels));
    }
}
