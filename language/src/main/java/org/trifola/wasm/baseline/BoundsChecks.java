// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Which accesses to memory 0 need no check, because another one has looked already: their address is the same local, which was not
 * written to in between, and no way leads to them but past that other one.
 *
 * <p>The first of several loads looks as far as all that follow it, if nothing happens between them that can be observed: no store,
 * no call, no branch, no other trap. Should it fail, one of them would, and the trap is that of the first which does
 * ({@link #firstOutOfBounds}). A memory does not shrink while code of it runs, but nothing is taken for granted beyond a call.
 *
 * <p>Specification: 4.4.7 "Memory Instructions".
 */
final class BoundsChecks {
    /**
     * An access by the value of a local.
     *
     * @param offset the offset of the instruction in the module
     * @param end where it ends, when the local is zero
     * @param width how many bytes it reads or writes
     */
    record Access(int offset, long end, int width) {}

    /** Accesses of which the first one looks for all; the others follow in order. */
    private static final class Run {
        final List<Access> accesses = new ArrayList<>();
        long end;

        void add(Access access) {
            accesses.add(access);
            end = Math.max(end, access.end);
        }
    }

    private static final int UNKNOWN = -1;

    private static final BoundsChecks NONE = new BoundsChecks();

    /** By the offset of the first access. */
    private final Map<Integer, Run> runs = new HashMap<>();

    /** The offsets of the accesses that need no check. */
    private final BitSet covered = new BitSet();

    private BoundsChecks() {}

    static BoundsChecks of(FunctionCode function) {
        return of(function.module().context(), function.reader());
    }

    /** For the body that a reader is at the start of. */
    static BoundsChecks of(ModuleContext context, InstructionReader body) {
        return context.memoryCount() == 0 || context.memory(0).addressType() == AddressType.I64
                ? NONE
                : new Walk(body).walk();
    }

    /** Whether the access at an offset of the module needs no check. */
    boolean isCovered(int offset) {
        return covered.get(offset);
    }

    /** Where all end that the access at an offset looks for, when the address is zero; the given end of its own for most. */
    long end(int offset, long end) {
        Run run = runs.get(offset);
        return run == null ? end : run.end;
    }

    /** The access that traps first when the one at an offset has failed to look for all. */
    Access firstOutOfBounds(int offset, long address, long byteSize) {
        return Objects.requireNonNull(runs.get(offset)).accesses.stream()
                .filter(access -> address + access.end > byteSize)
                .findFirst()
                .orElseThrow();
    }

    /** What is known while a function's instructions pass by. */
    private static final class Walk {
        private final BoundsChecks result = new BoundsChecks();
        private final InstructionReader reader;

        /** As many of the topmost operands as fit: the local whose value each is, or that it is another. */
        private final int[] operands = new int[64];

        private int size;

        /** By local, what was looked for by its value. */
        private final Map<Integer, Long> ends = new HashMap<>();

        /** By local, the accesses that another one may still join. */
        private final Map<Integer, Run> open = new HashMap<>();

        Walk(InstructionReader body) {
            reader = body;
        }

        BoundsChecks walk() {
            reader.localGroups();
            while (!reader.atEnd()) {
                instruction(reader.next());
            }
            result.runs.values().removeIf(run -> run.accesses.size() == 1);
            return result;
        }

        private void instruction(Opcode opcode) {
            Shape shape = reader.shape();
            if (opcode instanceof VariableOpcode variable) {
                variable(variable);
            } else if (opcode instanceof ParametricOpcode) {
                pop(opcode == ParametricOpcode.DROP ? 1 : 3);
                if (opcode != ParametricOpcode.DROP) {
                    push(UNKNOWN);
                }
            } else if (opcode instanceof ControlOpcode control) {
                control(control);
            } else if (shape.typing() == Shape.Typing.FIXED || shape.typing() == Shape.Typing.LANE) {
                pop(shape.operands().size());
                pushResults(shape);
                if (shape.mayTrap()) {
                    open.clear();
                }
            } else if (shape.typing() == Shape.Typing.MEMORY) {
                access(shape);
            } else {
                size = 0;
                forgetEverything();
            }
        }

        private void variable(VariableOpcode opcode) {
            int index = reader.index();
            switch (opcode) {
                case LOCAL_GET -> push(index);
                case LOCAL_SET -> {
                    pop(1);
                    write(index);
                }
                case LOCAL_TEE -> {
                    pop(1);
                    write(index);
                    push(index);
                }
                case GLOBAL_GET -> push(UNKNOWN);
                case GLOBAL_SET -> {
                    pop(1);
                    open.clear();
                }
            }
        }

        private void write(int local) {
            ends.remove(local);
            open.remove(local);
            for (int i = 0; i < size; i++) {
                if (operands[i] == local) {
                    operands[i] = UNKNOWN;
                }
            }
        }

        private void control(ControlOpcode opcode) {
            switch (opcode) {
                case NOP, BLOCK -> {}
                case IF, BR_IF -> {
                    pop(1);
                    open.clear();
                }
                default -> {
                    size = 0;
                    forgetEverything();
                }
            }
        }

        private void forgetEverything() {
            ends.clear();
            open.clear();
        }

        private void access(Shape shape) {
            pop(shape.operands().size());
            int local = pop();
            boolean isStore = shape.results().isEmpty();
            if (local != UNKNOWN && reader.index() == 0) {
                access(
                        local,
                        new Access(reader.offset(), reader.memoryOffset() + shape.width(), shape.width()),
                        isStore);
            }
            pushResults(shape);
            if (isStore) {
                open.clear();
            }
        }

        private void access(int local, Access access, boolean isStore) {
            boolean isKnown = access.end <= ends.getOrDefault(local, 0L);
            ends.merge(local, access.end, Math::max);
            Run run = open.get(local);
            if (run != null) {
                run.add(access);
                result.covered.set(access.offset);
            } else if (isKnown) {
                result.covered.set(access.offset);
            } else if (!isStore) {
                Run begun = new Run();
                begun.add(access);
                open.put(local, begun);
                result.runs.put(access.offset, begun);
            }
        }

        private void pushResults(Shape shape) {
            for (int i = 0; i < shape.results().size(); i++) {
                push(UNKNOWN);
            }
        }

        private void push(int local) {
            if (size == operands.length) {
                size /= 2;
                System.arraycopy(operands, size, operands, 0, size);
            }
            operands[size++] = local;
        }

        private void pop(int count) {
            size = Math.max(0, size - count);
        }

        private int pop() {
            return size == 0 ? UNKNOWN : operands[--size];
        }
    }
}
