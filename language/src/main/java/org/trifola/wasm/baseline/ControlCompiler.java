// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Polling;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ValType;

/**
 * Structured blocks, branches and calls.
 *
 * <p>At a label the machine's stack holds the values that branches to it carry and nothing else; at that of a loop, nothing
 * at all: a loop's parameters are in variables. Specification: 4.4.9 "Control Instructions".
 */
final class ControlCompiler {
    enum BlockKind {
        FUNCTION,
        /** A block around the part of a function that the method holds. */
        OUTSIDE,
        BLOCK,
        LOOP,
        IF,
        ELSE,
        TRY_TABLE,
        /** The body of a legacy {@code try}. */
        TRY,
        /** What a legacy {@code try} does with an exception that it has caught. */
        CATCH
    }

    static final class Block {
        final BlockKind kind;
        final FuncType type;
        final int height;
        final Label label;

        /** Where the second arm of an {@code if} or the next one of a {@code try} begins; the poll of a loop. */
        final @Nullable Label otherwise;

        boolean isTarget;

        Block(BlockKind kind, FuncType type, int height, Label label, @Nullable Label otherwise) {
            this.kind = kind;
            this.type = type;
            this.height = height;
            this.label = label;
            this.otherwise = otherwise;
        }

        /** The types of what a branch carries. */
        List<ValType> branchTypes() {
            return kind == BlockKind.LOOP ? type.params() : type.results();
        }
    }

    /** What is nested deeper stays with the nodes: each block of a function that is cut has a list of those around it. */
    private static final int MAX_DEPTH = 2000;

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final NumericCompiler numeric;
    private final ReferenceCompiler references;
    private final CallCompiler calls;
    private final ExceptionCompiler exceptions;
    private final TailCallCompiler tailCalls;
    private final PartCompiler parts;

    /** What the method holds of the function; null if that is all. */
    private final @Nullable Part part;

    private final List<Block> blocks = new ArrayList<>();

    /** The loops that something jumps back to. */
    private final Set<Block> polledLoops = new LinkedHashSet<>();

    /** Where a tail call of the function itself goes; null without one. */
    private @Nullable Block restart;

    private boolean reachable = true;

    /** The number of structured blocks entered in code that can not be reached. */
    private int skippedBlocks;

    /** Counts down to the next poll; a variable, so that HotSpot can treat loops as it likes. */
    private final int countdownSlot;

    ControlCompiler(MethodBody body, NumericCompiler numeric, ReferenceCompiler references, Cut cut) {
        this.references = references;
        this.body = body;
        this.numeric = numeric;
        code = body.code;
        operands = body.operands;
        calls = new CallCompiler(body);
        exceptions = new ExceptionCompiler(body, this);
        tailCalls = new TailCallCompiler(body, this, calls, exceptions);
        countdownSlot = Kind.I32.allocate(code);
        parts = new PartCompiler(body, this, cut, countdownSlot);
        part = cut.self();
        if (part == null) {
            beginFunction(
                    body.classes.callFacts(body.function.index()),
                    body.function.type().funcType());
        } else {
            beginPart(part);
        }
    }

    private void beginFunction(CallFacts facts, FuncType type) {
        blocks.add(new Block(BlockKind.FUNCTION, type, 0, code.newLabel(), null));
        if (body.classes.mayTailCall(body.function.index())) {
            TailMethods.leaveIfFull(code, body.function, body.signature);
        }
        code.loadConstant(Polling.INTERVAL).istore(countdownSlot);
        if (facts.isCaller()) {
            pollAtEntry();
        }
        if (facts.isRestarting()) {
            restart = new Block(BlockKind.LOOP, type, 0, code.newBoundLabel(), code.newLabel());
        }
        parts.begin();
        body.beginLocals();
    }

    private void beginPart(Part part) {
        for (List<ValType> label : part.labels()) {
            blocks.add(new Block(BlockKind.OUTSIDE, new FuncType(List.of(), label), 0, code.newLabel(), null));
        }
        code.loadConstant(Polling.INTERVAL).istore(countdownSlot);
        body.reader.seek(part.start());
        parts.begin();
    }

    /** Runs the function from its beginning again, with the arguments that its parameters have now. */
    @SuppressWarnings("NullAway")
    void restart() {
        jumpBack(restart);
    }

    private void pollAtEntry() {
        Label start = code.newLabel();
        code.invokedynamic(PollSites.IS_QUIET).ifne(start);
        body.loadInstance();
        body.call(Calls.class, "countCall", ConstantDescs.CD_void, Signature.INSTANCE);
        code.labelBinding(start);
    }

    /** Whether the final {@code end} was compiled, or that of the part. */
    boolean isFinished() {
        if (part != null && body.reader.position() == part.end() && !blocks.isEmpty()) {
            numeric.settle();
            parts.finish(reachable);
            finish();
        }
        return blocks.isEmpty();
    }

    /** Writes what stands behind all instructions. */
    private void finish() {
        blocks.clear();
        writePolls();
        exceptions.finish();
    }

    /** Whether the next instructions are those of a part, which then has been called. */
    boolean callsPart() {
        Part callee = reachable ? parts.callee(body.reader.position()) : null;
        if (callee == null) {
            return false;
        }
        numeric.settle();
        parts.call(callee);
        body.reader.seek(callee.end());
        return true;
    }

    /** Whether no operands but those from before the block are there, or only dead code ends with the instruction. */
    boolean isBetweenStatements(Opcode opcode) {
        return reachable
                ? operands.size() == blocks.getLast().height
                : skippedBlocks == 0 && (opcode == ControlOpcode.END || opcode == ControlOpcode.ELSE);
    }

    /** Whether the next instruction can be reached. */
    boolean isReachable() {
        return reachable;
    }

    /** Whether the instruction takes a comparison as it is. */
    boolean takesCondition(Opcode opcode) {
        return opcode == ControlOpcode.BR_IF || opcode == ControlOpcode.IF || opcode == NumericOpcode.I32_EQZ;
    }

    /** Passes over an instruction that can not be reached, unless it ends a block that began where code was reached. */
    void skip(ControlOpcode opcode) {
        switch (opcode) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> skippedBlocks++;
            case ELSE -> {
                if (skippedBlocks == 0) {
                    elseArm();
                }
            }
            case END -> {
                if (skippedBlocks == 0) {
                    end();
                } else {
                    skippedBlocks--;
                }
            }
            case CATCH, CATCH_ALL -> {
                if (skippedBlocks == 0) {
                    exceptions.compile(opcode);
                }
            }
            case DELEGATE -> {
                if (skippedBlocks == 0) {
                    exceptions.compile(opcode);
                } else {
                    skippedBlocks--;
                }
            }
            default -> {}
        }
    }

    void compile(ControlOpcode opcode) {
        switch (opcode) {
            case UNREACHABLE -> {
                body.call(Operators.class, "unreachable", MethodBody.describe(RuntimeException.class));
                code.athrow();
                reachable = false;
            }
            case NOP -> {}
            case BLOCK -> start(BlockKind.BLOCK);
            case LOOP -> loop();
            case IF -> ifArm();
            case ELSE -> elseArm();
            case END -> end();
            case BR -> branch(block(body.reader.index()));
            case BR_IF -> branchIf(block(body.reader.index()));
            case BR_TABLE -> branchTable();
            case BR_ON_NULL -> branchOnNull(block(body.reader.index()));
            case BR_ON_NON_NULL -> branchOnNonNull(block(body.reader.index()));
            case BR_ON_CAST -> branchOnCast(block(body.reader.index()));
            case BR_ON_CAST_FAIL -> branchOnCastFail(block(body.reader.index()));
            case BR_ON_CAST_DESC_EQ -> branchOnDescriptor(block(body.reader.index()));
            case BR_ON_CAST_DESC_EQ_FAIL -> branchOnDescriptorFail(block(body.reader.index()));
            case RETURN -> branch(blocks.getFirst());
            case CALL -> calls.call();
            case CALL_INDIRECT -> calls.callIndirect();
            case CALL_REF -> calls.callRef();
            case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF -> tailCalls.compile(opcode);
            case TRY_TABLE, TRY, CATCH, CATCH_ALL, DELEGATE, THROW, THROW_REF, RETHROW -> exceptions.compile(opcode);
        }
    }

    /** Enters a block whose label stands at its end. */
    Block start(BlockKind kind) {
        operands.spillAll();
        FuncType type = blockType();
        Block block = new Block(kind, type, operands.size() - type.params().size(), code.newLabel(), null);
        blocks.add(block);
        return block;
    }

    /** The block of a label. */
    Block block(int index) {
        return blocks.get(blocks.size() - 1 - index);
    }

    /** The blocks entered, the innermost one last. */
    List<Block> blocks() {
        return blocks;
    }

    void setReachable(boolean isReachable) {
        reachable = isReachable;
    }

    /** The type of a block to enter. */
    private FuncType blockType() {
        if (blocks.size() > MAX_DEPTH) {
            throw new Unsupported("blocks in more than " + MAX_DEPTH + " others");
        }
        return body.context.blockType(body.reader.blockType());
    }

    private void loop() {
        operands.spillAll();
        FuncType type = blockType();
        Block block = new Block(
                BlockKind.LOOP, type, operands.size() - type.params().size(), code.newBoundLabel(), code.newLabel());
        body.join();
        blocks.add(block);
    }

    /**
     * Jumps back to a loop, by way of a poll when methods count and it is time.
     *
     * <p>The poll stands outside the loop. Inside, HotSpot would take it for a call that may change anything, and load the
     * memory's size and place again in every round.
     */
    @SuppressWarnings("NullAway")
    private void jumpBack(Block loop) {
        loop.isTarget = true;
        if (!parts.countsRuns()) {
            code.invokedynamic(PollSites.IS_QUIET).ifne(loop.label);
        }
        code.iinc(countdownSlot, -1).iload(countdownSlot).ifge(loop.label).goto_(loop.otherwise);
        polledLoops.add(loop);
    }

    /** Writes the polls of the loops, behind the code of the function. */
    @SuppressWarnings("NullAway")
    private void writePolls() {
        for (Block loop : polledLoops) {
            code.labelBinding(loop.otherwise);
            body.loadInstance();
            body.call(Calls.class, "poll", ConstantDescs.CD_int, Signature.INSTANCE);
            code.istore(countdownSlot);
            parts.notePoll();
            code.goto_(loop.label);
        }
    }

    private void ifArm() {
        boolean mustSpill = operands.onStackFrom(0) > (numeric.isWaiting() ? 0 : 1) || operands.hasVectors();
        Condition condition;
        if (mustSpill) {
            numeric.settle();
            operands.take(1);
            int slot = operands.slot(operands.size(), Kind.I32);
            code.istore(slot);
            operands.spillAll();
            code.iload(slot);
            condition = Condition.NOT_ZERO;
        } else {
            condition = numeric.takeCondition();
        }
        FuncType type = blockType();
        Label otherwise = code.newLabel();
        condition.negate().jumpTo(code, otherwise);
        blocks.add(new Block(BlockKind.IF, type, operands.size() - type.params().size(), code.newLabel(), otherwise));
    }

    private void elseArm() {
        Block block = blocks.removeLast();
        leave(block);
        Block other = new Block(BlockKind.ELSE, block.type, block.height, block.label, null);
        other.isTarget = block.isTarget;
        blocks.add(other);
        startElse(block);
    }

    @SuppressWarnings("NullAway")
    private void startElse(Block block) {
        code.labelBinding(block.otherwise);
        body.join();
        operands.truncate(block.height);
        block.type.params().forEach(type -> operands.pushSpilled(Kind.of(type)));
        reachable = true;
    }

    private void end() {
        Block block = blocks.removeLast();
        switch (block.kind) {
            case FUNCTION -> {
                if (reachable) {
                    returnValues(block.type);
                }
                reachable = false;
                finish();
                return;
            }
            case LOOP -> {
                return;
            }
            case IF -> {
                leave(block);
                startElse(block);
            }
            case TRY_TABLE, CATCH -> {
                leave(block);
                exceptions.end(block);
            }
            case TRY -> exceptions.delegate(block, 0);
            case BLOCK, ELSE -> {}
            case OUTSIDE -> throw new IllegalStateException("end of a block around a part");
        }
        join(block);
    }

    /** Goes from the end of one arm of a block to the end of all. */
    void leave(Block block) {
        if (reachable) {
            operands.require(block.type.results().size());
            block.isTarget = true;
            code.goto_(block.label);
            reachable = false;
        }
    }

    /** Goes on behind the end of a block. */
    void join(Block block) {
        int results = block.type.results().size();
        if (reachable) {
            operands.require(results);
        }
        if (reachable || block.isTarget) {
            operands.truncate(block.height);
            code.labelBinding(block.label);
            body.join();
            block.type.results().forEach(type -> operands.push(Kind.of(type)));
            reachable = true;
        } else {
            operands.truncate(block.height);
        }
    }

    /** Emits the return with the topmost operands. */
    private void returnValues(FuncType type) {
        if (body.signature.isTuple()) {
            body.pack(type.results());
        } else {
            operands.require(type.results().size());
        }
        body.signature.result().returnFrom(code);
    }

    void branch(Block target) {
        jump(target);
        reachable = false;
    }

    /** Emits a jump that takes the topmost operands along; what is known of the stack stays as it was. */
    private void jump(Block target) {
        if (target.kind == BlockKind.FUNCTION) {
            returnValues(target.type);
            return;
        }
        int count = target.branchTypes().size();
        operands.require(count);
        target.isTarget = true;
        operands.dropBetween(target.height, count);
        if (target.kind == BlockKind.OUTSIDE) {
            parts.leave(blocks.indexOf(target), target.branchTypes());
            return;
        }
        if (target.kind == BlockKind.LOOP) {
            for (int i = count - 1; i >= 0; i--) {
                Kind kind = Kind.of(target.branchTypes().get(i));
                kind.store(code, operands.slot(target.height + i, kind));
            }
            jumpBack(target);
        } else {
            code.goto_(target.label);
        }
    }

    private boolean isPlain(Block target) {
        int count = target.branchTypes().size();
        return target.kind != BlockKind.FUNCTION
                && target.kind != BlockKind.OUTSIDE
                && target.kind != BlockKind.LOOP
                && !operands.mustDrop(target.height, count);
    }

    private void branchIf(Block target) {
        int count = target.branchTypes().size();
        Condition condition;
        if (count > 0) {
            numeric.settle();
            operands.take(1);
            int slot = operands.slot(operands.size(), Kind.I32);
            code.istore(slot);
            operands.require(count);
            code.iload(slot);
            condition = Condition.NOT_ZERO;
        } else {
            condition = numeric.takeCondition();
        }
        branchIf(condition, target);
    }

    /** Branches with the topmost operands, which are on the machine's stack below what the condition looks at. */
    private void branchIf(Condition condition, Block target) {
        if (isPlain(target)) {
            target.isTarget = true;
            condition.jumpTo(code, target.label);
        } else {
            Label stay = code.newLabel();
            condition.negate().jumpTo(code, stay);
            jump(target);
            code.labelBinding(stay);
        }
    }

    /** The reference waits in its variable, since the branch leaves it behind. */
    private void branchOnNull(Block target) {
        operands.take(1);
        int reference = operands.slot(operands.size(), Kind.REF);
        code.astore(reference);
        operands.require(target.branchTypes().size());
        code.aload(reference);
        branchIf(Condition.IS_NULL, target);
        operands.pushSpilled(Kind.REF);
    }

    private void branchOnNonNull(Block target) {
        operands.require(target.branchTypes().size());
        code.dup();
        branchIf(Condition.IS_NULL.negate(), target);
        operands.take(1);
        code.pop();
    }

    private void branchOnCast(Block target) {
        operands.require(target.branchTypes().size());
        Label matches = code.newLabel();
        references.jumpIfMatches(body.reader.castTarget(), matches);
        jumpAtLabel(matches, target);
    }

    private void branchOnCastFail(Block target) {
        operands.require(target.branchTypes().size());
        Label stay = code.newLabel();
        references.jumpIfMatches(body.reader.castTarget(), stay);
        jump(target);
        code.labelBinding(stay);
    }

    private void branchOnDescriptor(Block target) {
        Label matches = code.newLabel();
        references.jumpIfDescribed(
                body.reader.castTarget(), target.branchTypes().size(), matches);
        jumpAtLabel(matches, target);
    }

    private void branchOnDescriptorFail(Block target) {
        Label stay = code.newLabel();
        references.jumpIfDescribed(
                body.reader.castTarget(), target.branchTypes().size(), stay);
        jump(target);
        code.labelBinding(stay);
    }

    /** Who comes here goes on; who comes to the label jumps. */
    private void jumpAtLabel(Label label, Block target) {
        Label stay = code.newLabel();
        code.goto_(stay).labelBinding(label);
        jump(target);
        code.labelBinding(stay);
    }

    private void branchTable() {
        int[] labels = body.reader.labels();
        operands.take(1);
        int count = block(labels[labels.length - 1]).branchTypes().size();
        if (count > 0) {
            int slot = operands.slot(operands.size(), Kind.I32);
            code.istore(slot);
            operands.require(count);
            code.iload(slot);
        }
        List<SwitchCase> cases = new ArrayList<>();
        Map<Block, Label> targets = new LinkedHashMap<>();
        for (int i = 0; i < labels.length - 1; i++) {
            cases.add(SwitchCase.of(i, targetOf(block(labels[i]), targets)));
        }
        Label otherwise = targetOf(block(labels[labels.length - 1]), targets);
        if (cases.isEmpty()) {
            code.pop().goto_(otherwise);
        } else {
            code.tableswitch(0, cases.size() - 1, otherwise, cases);
        }
        targets.forEach((block, label) -> {
            if (!isPlain(block)) {
                code.labelBinding(label);
                jump(block);
            }
        });
        reachable = false;
    }

    private Label targetOf(Block block, Map<Block, Label> targets) {
        return targets.computeIfAbsent(block, key -> {
            if (isPlain(key)) {
                key.isTarget = true;
                return key.label;
            }
            return code.newLabel();
        });
    }
}
