// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.ControlCompiler.Block;
import org.trifola.wasm.baseline.ControlCompiler.BlockKind;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ValType;

/**
 * Exceptions: blocks with handlers, and what throws.
 *
 * <p>The body of such a block is a range in the method's table of exceptions; the handler stands behind it, asks one clause
 * after the other and throws the exception again if none takes it. Where all operands were before the block they still are
 * in their variables. Specification: {@code exec-try_table} and following; the legacy instructions are those of the
 * appendix of the exception-handling proposal.
 */
final class ExceptionCompiler {
    /** What handlers are offered: nothing that ends the program and no exhaustion of the stack, which are errors. */
    private static final ClassDesc EXCEPTION = MethodBody.describe(RuntimeException.class);

    /** Stands for the tag of a handler that takes all exceptions. */
    private static final int ALL = -1;

    private record Range(Label start, Label end) {}

    /** Where the exceptions of a body go. */
    private static final class Handler {
        final List<CatchClause> clauses;

        /** The code that takes the exception from the machine's stack. */
        final Label label;

        /** The variable of the exception. */
        final int slot;

        /** The parts of the body, without tail calls, whose exceptions belong to callers. */
        final List<Range> ranges = new ArrayList<>();

        Label rangeStart;

        /** Whether the body of another block leaves its exceptions to this handler. */
        boolean isDelegate;

        Handler(List<CatchClause> clauses, CodeBuilder code) {
            this.clauses = clauses;
            label = code.newLabel();
            slot = Kind.REF.allocate(code);
            rangeStart = startRange(code);
        }

        void endRange(CodeBuilder code) {
            ranges.add(new Range(rangeStart, code.newBoundLabel()));
        }

        static Label startRange(CodeBuilder code) {
            Label start = code.newBoundLabel();
            // A range must not be empty.
            code.nop();
            return start;
        }
    }

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final ControlCompiler control;
    private final Map<Block, Handler> handlers = new HashMap<>();

    /** The handlers of bodies that leave their exceptions to others, with the places of those. */
    private final Map<Label, Label> delegates = new LinkedHashMap<>();

    /** Where exceptions leave the function, past all handlers. */
    private @Nullable Label exit;

    ExceptionCompiler(MethodBody body, ControlCompiler control) {
        this.body = body;
        this.control = control;
        code = body.code;
        operands = body.operands;
    }

    void compile(ControlOpcode opcode) {
        switch (opcode) {
            case TRY_TABLE -> startBody(BlockKind.TRY_TABLE, body.reader.catches());
            case TRY -> startBody(BlockKind.TRY, List.of());
            case CATCH -> startArm(body.reader.index());
            case CATCH_ALL -> startArm(ALL);
            case DELEGATE -> {
                Block block = control.blocks().removeLast();
                delegate(block, body.reader.index());
                control.join(block);
            }
            case THROW -> throwNew(body.reader.index());
            case THROW_REF -> throwReference();
            case RETHROW -> throwAgain(handler(control.block(body.reader.index())));
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private Handler handler(Block block) {
        Handler handler = handlers.get(block);
        if (handler == null) {
            throw new IllegalStateException(block.kind + " without handler");
        }
        return handler;
    }

    private void startBody(BlockKind kind, List<CatchClause> clauses) {
        Block block = control.start(kind);
        handlers.put(block, new Handler(clauses, code));
    }

    /** Goes out of the bodies of all blocks, for a tail call. */
    void leaveBodies() {
        control.blocks().stream()
                .filter(ExceptionCompiler::isBody)
                .forEach(block -> handler(block).endRange(code));
    }

    /** Goes back into the bodies of all blocks. */
    void enterBodies() {
        control.blocks().stream()
                .filter(ExceptionCompiler::isBody)
                .forEach(block -> handler(block).rangeStart = Handler.startRange(code));
    }

    /** Whether exceptions thrown directly in the block are caught. */
    private static boolean isBody(Block block) {
        return block.kind == BlockKind.TRY_TABLE || block.kind == BlockKind.TRY;
    }

    /** Ends the body of a block: its exceptions go to the label. */
    private void endBody(Handler handler, Label label) {
        handler.endRange(code);
        handler.ranges.forEach(range -> code.exceptionCatch(range.start, range.end, label, EXCEPTION));
    }

    /** Starts the code that handles the exceptions of a body. */
    private void startHandler(Handler handler) {
        endBody(handler, handler.label);
        code.labelBinding(handler.label).astore(handler.slot);
        body.join();
    }

    /** Ends {@code try_table}, or the last arm of {@code try}. */
    @SuppressWarnings("NullAway")
    void end(Block block) {
        Handler handler = handler(block);
        if (block.kind == BlockKind.TRY_TABLE) {
            startHandler(handler);
            for (CatchClause clause : handler.clauses) {
                operands.truncate(block.height);
                branch(handler, clause);
            }
        } else {
            code.labelBinding(block.otherwise);
            body.join();
        }
        throwAgain(handler);
    }

    /** What a clause of {@code try_table} does. */
    private void branch(Handler handler, CatchClause clause) {
        Label next = code.newLabel();
        startClause(handler, clause.tagIndex(), next);
        if (clause.kind().hasReference()) {
            code.aload(handler.slot);
            operands.push(Kind.REF);
        }
        control.branch(control.block(clause.labelIndex()));
        code.labelBinding(next);
        body.join();
    }

    /** Pushes the payload of an exception with the tag; goes on at a label with any other. */
    private void startClause(Handler handler, int tagIndex, Label next) {
        code.aload(handler.slot);
        if (tagIndex == ALL) {
            body.call(Exceptions.class, "isCatchable", ConstantDescs.CD_boolean, EXCEPTION);
            code.ifeq(next);
        } else {
            body.loadInstance();
            code.loadConstant(tagIndex);
            body.call(
                    Exceptions.class,
                    "hasTag",
                    ConstantDescs.CD_boolean,
                    EXCEPTION,
                    Signature.INSTANCE,
                    ConstantDescs.CD_int);
            code.ifeq(next).aload(handler.slot);
            body.call(Exceptions.class, "payload", ConstantDescs.CD_Object.arrayType(), EXCEPTION);
            body.unpack(payload(tagIndex));
        }
    }

    private List<ValType> payload(int tagIndex) {
        return body.context.tagFuncType(tagIndex).params();
    }

    /** The legacy {@code catch}: ends the body or the arm before it. */
    @SuppressWarnings("NullAway")
    private void startArm(int tagIndex) {
        Block block = control.blocks().removeLast();
        Handler handler = handler(block);
        control.leave(block);
        if (block.kind == BlockKind.TRY) {
            startHandler(handler);
        } else {
            code.labelBinding(block.otherwise);
            body.join();
        }
        operands.truncate(block.height);
        Label next = code.newLabel();
        startClause(handler, tagIndex, next);
        Block arm = new Block(BlockKind.CATCH, block.type, block.height, block.label, next);
        arm.isTarget = block.isTarget;
        control.blocks().add(arm);
        handlers.put(arm, handler);
        control.setReachable(true);
    }

    /** Ends the body of a legacy {@code try} that leaves its exceptions to the block with the label. */
    void delegate(Block block, int labelIndex) {
        Handler handler = handler(block);
        Label target = target(labelIndex);
        endBody(handler, target);
        if (handler.isDelegate) {
            delegates.put(handler.label, target);
        }
    }

    /** Where the exceptions of the body of a block go. */
    private Label target(int labelIndex) {
        for (int i = labelIndex; i < control.blocks().size(); i++) {
            Block block = control.block(i);
            if (isBody(block)) {
                Handler handler = handler(block);
                handler.isDelegate = true;
                return handler.label;
            }
        }
        Label result = exit;
        if (result == null) {
            result = code.newLabel();
            exit = result;
        }
        return result;
    }

    private void throwNew(int tagIndex) {
        Block target = handlingBlock(tagIndex);
        if (target != null) {
            control.branch(target);
            return;
        }
        body.pack(payload(tagIndex));
        body.loadInstance();
        code.loadConstant(tagIndex);
        code.loadConstant(ModuleClasses.placeConstant(body.reader.offset()));
        body.call(
                Exceptions.class,
                "create",
                EXCEPTION,
                ConstantDescs.CD_Object.arrayType(),
                Signature.INSTANCE,
                ConstantDescs.CD_int,
                ConstantDescs.CD_Object);
        throwTop();
    }

    /**
     * Where the handlers of this function send a new exception, so that it need not be made: null when they want the
     * exception itself, or when the tag alone does not tell.
     */
    private @Nullable Block handlingBlock(int tagIndex) {
        List<Block> blocks = control.blocks();
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (block.kind == BlockKind.TRY) {
                return null;
            }
            if (block.kind == BlockKind.TRY_TABLE) {
                for (CatchClause clause : handler(block).clauses) {
                    if (clause.tagIndex() == tagIndex || clause.tagIndex() == ALL) {
                        return clause.kind().hasReference() ? null : blocks.get(i - 1 - clause.labelIndex());
                    }
                    if (mayBeSame(clause.tagIndex(), tagIndex)) {
                        return null;
                    }
                }
            }
        }
        return null;
    }

    /** Whether an instance may have one tag for both indices. */
    private boolean mayBeSame(int tagIndex, int otherIndex) {
        int imported = body.context.importedCount(ExternKind.TAG);
        return tagIndex < imported && otherIndex < imported;
    }

    private void throwReference() {
        operands.take(1);
        body.call(Exceptions.class, "nonNull", EXCEPTION, ConstantDescs.CD_Object);
        throwTop();
    }

    private void throwAgain(Handler handler) {
        code.aload(handler.slot);
        throwTop();
    }

    private void throwTop() {
        code.athrow();
        control.setReachable(false);
    }

    /** Writes what handlers share, behind the code of the function and out of all ranges. */
    void finish() {
        delegates.forEach((label, target) -> code.labelBinding(label).goto_(target));
        if (exit != null) {
            code.labelBinding(exit).athrow();
        }
    }
}
