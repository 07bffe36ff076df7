// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.exception.ExceptionNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.translate.BlockBuilder.Block;
import org.trifola.wasm.translate.BlockBuilder.Edge;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates exceptions: blocks with handlers, and what throws.
 *
 * <p>Every basic block knows its handlers. A caught exception goes to a slot; the handler takes its payload from there.
 * Specification: {@code exec-try_table} and following; the legacy instructions are those of the appendix of the exception
 * handling proposal.
 */
final class ExceptionTranslator {
    private final ControlTranslator control;
    private final ModuleContext context;
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final BlockBuilder blocks;
    private final OperandStack stack;

    ExceptionTranslator(
            ControlTranslator control,
            ModuleContext context,
            InstructionReader reader,
            FrameSlots slots,
            BlockBuilder blocks,
            OperandStack stack) {
        this.control = control;
        this.context = context;
        this.reader = reader;
        this.slots = slots;
        this.blocks = blocks;
        this.stack = stack;
    }

    void translate(ControlOpcode opcode) {
        switch (opcode) {
            case TRY_TABLE -> tryTable();
            case TRY -> legacyTry();
            case CATCH -> legacyCatch(reader.index());
            case CATCH_ALL -> legacyCatch(-1);
            case DELEGATE -> delegate();
            case THROW -> throwNew();
            case THROW_REF -> throwReference();
            case RETHROW -> rethrow();
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private void tryTable() {
        HandlerScope scope = new HandlerScope(blocks.scope());
        int slot = slots.exception(control.depth());
        for (CatchClause clause : reader.catches()) {
            Block target = handler(clause, slot).block();
            scope.add(new HandlerScope.Handler(clause.tagIndex(), slot, target));
        }
        startBody(Label.Kind.TRY_TABLE, scope, slot);
    }

    /** Begins the body of a block with handlers; whatever is on the stack is evaluated outside. */
    private void startBody(Label.Kind kind, HandlerScope scope, int slot) {
        FuncType type = control.blockType();
        stack.spillBelow(stack.size());
        int height = stack.size() - type.params().size();
        Block body = blocks.newBlock();
        blocks.jump(body, false);
        blocks.setScope(scope);
        blocks.start(body);
        Label label = new Label(kind, type, height, blocks.newBlock(), null, new Operand[0]);
        control.push(label.withHandlers(scope, slot));
    }

    /** Ends the body of a block with handlers; its results are evaluated inside. */
    void endBody(Label label) {
        if (control.isReachable()) {
            stack.spillBelow(stack.size());
            control.fallToEnd(label);
            control.setReachable(false);
        }
        leave(label);
        control.joinAtEnd(label);
    }

    private void leave(Label label) {
        HandlerScope scope = label.scope();
        blocks.setScope(scope == null ? null : scope.outer());
    }

    /** The edge of a catch clause: takes the payload apart and branches to the label. */
    private Edge handler(CatchClause clause, int exceptionSlot) {
        Label label = control.label(clause.labelIndex());
        label.branchTo();
        List<StatementNode> moves = new ArrayList<>();
        List<ExpressionNode> values = new ArrayList<>();
        ValueKind[] kinds = label.branchKinds();
        int[] targets = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            targets[i] = slots.operand(label.height() + i, kinds[i]);
            values.add(LocalNodes.get(kinds[i], targets[i]));
        }
        int payload = clause.kind().hasReference() ? kinds.length - 1 : kinds.length;
        if (payload > 0) {
            moves.add(unpack(exceptionSlot, targets, kinds, payload));
        }
        if (clause.kind().hasReference()) {
            moves.add(LocalNodes.set(targets[payload], LocalNodes.get(ValueKind.REF, exceptionSlot)));
        }
        return label.isFunction()
                ? blocks.detourToReturn(moves, values.toArray(ExpressionNode[]::new))
                : blocks.detour(moves, new Edge(label.target(), label.isLoop()));
    }

    private static StatementNode unpack(int exceptionSlot, int[] targets, ValueKind[] kinds, int count) {
        return new ExceptionNodes.Unpack(
                exceptionSlot, java.util.Arrays.copyOf(targets, count), java.util.Arrays.copyOf(kinds, count));
    }

    private void throwNew() {
        int tagIndex = reader.index();
        Operand[] payload = stack.pop(context.tagFuncType(tagIndex).params().size());
        stack.push(
                new ExceptionNodes.New(tagIndex, FunctionTranslator.nodes(payload), reader.offset()),
                Effects.TRAP,
                payload);
        throwOperand(stack.pop());
    }

    private void throwReference() {
        Operand reference = stack.pop();
        stack.push(new ExceptionNodes.Existing(reference.node(), reader.offset()), Effects.TRAP, reference);
        throwOperand(stack.pop());
    }

    private void rethrow() {
        throwOperand(Operand.slot(ValueKind.REF, control.label(reader.index()).exceptionSlot()));
    }

    private void throwOperand(Operand exception) {
        stack.spillConflicting(Effects.BRANCH.and(exception.effects()));
        blocks.throwException(exception.node());
        control.setReachable(false);
    }

    private void legacyTry() {
        startBody(Label.Kind.TRY, new HandlerScope(blocks.scope()), slots.exception(control.depth()));
    }

    private void legacyCatch(int tagIndex) {
        Label label = control.pop();
        if (control.isReachable()) {
            stack.spillBelow(stack.size());
            control.fallToEnd(label);
        }
        Block arm = blocks.newBlock();
        HandlerScope scope = label.scope();
        if (scope == null) {
            throw new IllegalStateException("only a try has handlers");
        }
        scope.add(new HandlerScope.Handler(tagIndex, label.exceptionSlot(), arm));
        leave(label);
        blocks.start(arm);
        stack.truncate(label.height());
        if (tagIndex >= 0) {
            pushPayload(tagIndex, label.exceptionSlot());
        }
        control.push(label.nextArm(Label.Kind.CATCH));
        control.setReachable(true);
    }

    private void pushPayload(int tagIndex, int exceptionSlot) {
        ValueKind[] kinds =
                FunctionTranslator.kinds(context.tagFuncType(tagIndex).params());
        int[] targets = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            targets[i] = slots.operand(stack.size() + i, kinds[i]);
        }
        blocks.add(unpack(exceptionSlot, targets, kinds, kinds.length));
        for (ValueKind kind : kinds) {
            stack.pushOwnSlot(kind);
        }
    }

    private void delegate() {
        Label label = control.pop();
        HandlerScope scope = label.scope();
        if (scope == null) {
            throw new IllegalStateException("only a try delegates");
        }
        HandlerScope outer = scope.outer();
        endBody(label);
        blocks.setScope(outer);
        scope.delegateTo(scopeInside(reader.index()));
    }

    /** The handlers of exceptions thrown in the body of the block with this label. */
    private HandlerScope scopeInside(int labelIndex) {
        for (int i = labelIndex; i < control.depth(); i++) {
            Label label = control.label(i);
            HandlerScope scope = label.scope();
            if (scope != null) {
                return label.kind() == Label.Kind.CATCH ? scopeOutside(scope) : scope;
            }
        }
        return new HandlerScope(null);
    }

    private static HandlerScope scopeOutside(HandlerScope scope) {
        HandlerScope outer = scope.outer();
        return outer == null ? new HandlerScope(null) : outer;
    }
}
