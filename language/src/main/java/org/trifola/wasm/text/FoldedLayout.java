// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.text.Arities.Arity;

/**
 * Prints instructions with their operands in their parentheses, where an instruction takes just what those before it leave.
 *
 * <p>The text says the same as the flat one whatever is folded, for the parser writes operands first and asks for no types;
 * an invalid module only reads worse. Open blocks are kept in a list, not on the Java stack, so nesting has no limit.
 * Specification: 6.5.11 "Folded Instructions".
 */
final class FoldedLayout implements Layout {
    /** An open block. */
    private static final class Block {
        final ControlOpcode opcode;
        final String head;
        final int results;
        final int labelArity;
        final int offset;
        final List<Fold> operands;

        /** What its parentheses hold but for the sequence that is open. */
        final List<Fold> parts;

        /** The head of the arm that is open; null when the block itself is the sequence. */
        @Nullable
        String arm;

        FoldedSequence sequence = new FoldedSequence();

        Block(ControlOpcode opcode, int offset, String head, @Nullable Arity arity, List<Fold> operands) {
            this.opcode = opcode;
            this.offset = offset;
            this.operands = operands;
            this.head = head;
            parts = new ArrayList<>(operands);
            results = arity == null ? 0 : arity.results();
            if (arity == null) {
                labelArity = Arities.UNKNOWN;
            } else {
                labelArity = opcode == ControlOpcode.LOOP ? arity.operands() : arity.results();
            }
            arm = switch (opcode) {
                case IF -> "then";
                case TRY -> "do";
                default -> null;
            };
        }

        boolean hasEmptyElse() {
            return "else".equals(arm) && sequence.folds().isEmpty();
        }

        void endArm() {
            if (arm != null) {
                parts.add(Fold.sequence(arm, sequence.folds(), 0));
            }
        }

        Fold fold() {
            Fold fold = arm == null ? Fold.sequence(head, sequence.folds(), results) : Fold.of(head, parts, results);
            return fold.at(offset, operands);
        }
    }

    private final InstructionPrinter instructions;
    private final Arities arities;
    private final FoldWriter writer;
    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();

    /** The sequence that is not within a block. */
    private FoldedSequence outermost = new FoldedSequence();

    /** The innermost sequence. */
    private FoldedSequence sequence = outermost;

    private int functionResults = Arities.UNKNOWN;

    FoldedLayout(InstructionPrinter instructions, Arities arities, StringBuilder out, Listing.@Nullable Places places) {
        this.instructions = instructions;
        this.arities = arities;
        writer = new FoldWriter(out, places);
    }

    @Override
    public void body(int functionIndex, @Nullable String[] localIds, InstructionReader reader, String margin) {
        instructions.enterFunction(functionIndex, localIds);
        functionResults = arities.functionResults(functionIndex);
        writer.lines(folded(reader), margin);
    }

    @Override
    public void expression(InstructionReader reader) {
        writer.inline(folded(reader));
    }

    private List<Fold> folded(InstructionReader reader) {
        outermost = new FoldedSequence();
        sequence = outermost;
        while (!reader.atEnd()) {
            reader.next();
            if (!reader.atEnd()) {
                instruction(reader);
            }
        }
        while (!blocks.isEmpty()) {
            Block block = blocks.getLast();
            block.endArm();
            closeAs(Fold.bare(block.head, block.arm == null ? sequence.folds() : block.parts));
        }
        return sequence.folds();
    }

    private String text(InstructionReader reader) {
        text.setLength(0);
        instructions.print(reader, text);
        return text.toString();
    }

    private void instruction(InstructionReader reader) {
        Opcode opcode = reader.opcode();
        if (!(opcode instanceof ControlOpcode control)) {
            plain(reader);
            return;
        }
        switch (control) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> open(control, reader);
            case ELSE -> nextArm(ControlOpcode.IF, reader);
            case CATCH, CATCH_ALL -> nextArm(ControlOpcode.TRY, reader);
            case DELEGATE -> delegate(reader);
            case END -> end(reader);
            default -> plain(reader);
        }
    }

    private void plain(InstructionReader reader) {
        Arity arity = arities.of(reader, this::labelArity, functionResults);
        List<Fold> operands = operands(arity == null ? Arities.UNKNOWN : arity.operands());
        Fold fold = Fold.of(text(reader), operands, arity == null ? 0 : arity.results());
        sequence.add(fold.at(reader.offset(), operands));
    }

    /** The operands of an instruction as far as they can be folded: all or none. */
    private List<Fold> operands(int count) {
        List<Fold> operands = count == Arities.UNKNOWN ? null : sequence.take(count);
        if (operands == null) {
            sequence.finish();
            return List.of();
        }
        return operands;
    }

    private int labelArity(int index) {
        if (index == blocks.size()) {
            return functionResults;
        }
        boolean known = index >= 0 && index < blocks.size();
        return known ? blocks.get(blocks.size() - 1 - index).labelArity : Arities.UNKNOWN;
    }

    // --- Blocks ---

    private void open(ControlOpcode opcode, InstructionReader reader) {
        Arity arity = arities.block(reader.blockType());
        List<Fold> operands = List.of();
        if (opcode == ControlOpcode.IF) {
            operands = operands(arity == null ? Arities.UNKNOWN : arity.operands() + 1);
        } else if (arity == null || arity.operands() > 0) {
            // What the block takes stands before it.
            sequence.finish();
        }
        Block block = new Block(opcode, reader.offset(), text(reader), arity, operands);
        blocks.add(block);
        sequence = block.sequence;
    }

    private void nextArm(ControlOpcode opcode, InstructionReader reader) {
        String head = text(reader);
        if (blocks.isEmpty() || blocks.getLast().opcode != opcode) {
            sequence.add(Fold.bare(head, List.of()));
            return;
        }
        Block block = blocks.getLast();
        block.endArm();
        block.arm = head;
        block.sequence = new FoldedSequence();
        sequence = block.sequence;
    }

    private void delegate(InstructionReader reader) {
        String head = text(reader);
        if (blocks.isEmpty() || blocks.getLast().opcode != ControlOpcode.TRY) {
            sequence.add(Fold.bare(head, List.of()));
            return;
        }
        Block block = blocks.getLast();
        block.endArm();
        block.parts.add(Fold.of(head, List.of(), 0));
        closeAs(block.fold());
    }

    private void end(InstructionReader reader) {
        String head = text(reader);
        if (blocks.isEmpty()) {
            sequence.add(Fold.bare(head, List.of()));
            return;
        }
        Block block = blocks.getLast();
        if (block.hasEmptyElse()) {
            closeFlat(block, head);
        } else {
            block.endArm();
            closeAs(block.fold());
        }
    }

    private void closeAs(Fold fold) {
        close();
        sequence.add(fold);
    }

    private void close() {
        blocks.removeLast();
        sequence = blocks.isEmpty() ? outermost : blocks.getLast().sequence;
    }

    /** An empty {@code else}: the parser drops a folded one. */
    private void closeFlat(Block block, String end) {
        Fold then = block.parts.removeLast();
        close();
        block.parts.forEach(sequence::add);
        sequence.add(Fold.bare(block.head, then.parts()).at(block.offset, List.of()));
        sequence.add(Fold.bare("else", List.of()));
        sequence.add(Fold.bare(end, List.of()));
    }
}
