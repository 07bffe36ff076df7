// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ByteWriter;
import org.trifola.wasm.binary.InstructionWriter;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Opcode;

/**
 * Parses sequences of instructions, flat and folded, and writes them in binary form.
 *
 * <p>What is open at the cursor is kept in a list of groups, not on the Java stack, so nesting has no limit. A folded
 * instruction is written when its group closes; until then its bytes wait in a buffer that grows and shrinks like a stack.
 * Specification: 6.5 "Instructions", 6.5.11 "Folded Instructions".
 */
final class InstructionParser {
    /** What was opened and not yet closed. */
    private enum Form {
        /** A block instruction without parentheses, before its {@code end}. */
        FLAT_BLOCK,
        /** A folded plain instruction, before its closing parenthesis: operands may follow. */
        FOLDED_PLAIN,
        /** A folded {@code block}, {@code loop} or {@code try_table}. */
        FOLDED_BLOCK,
        /** A folded {@code if}: operands, then its arms. */
        FOLDED_IF,
        /** A folded {@code try}: its arms. */
        FOLDED_TRY,
        /** An arm: {@code (then …)}, {@code (else …)}, {@code (do …)}, {@code (catch …)}, {@code (catch_all …)}. */
        ARM
    }

    /** How far an {@code if} or {@code try} has come. */
    private enum Progress {
        START,
        FIRST_ARM,
        CATCHES,
        LAST_ARM,
        DELEGATED
    }

    private static final class Group {
        final Form form;
        final Opcode opcode;
        final @Nullable String id;
        /** Where its bytes start: in the waiting bytes for a folded instruction, in the code for an arm. */
        final int start;

        final int hint;
        Progress progress = Progress.START;

        Group(Form form, Opcode opcode, @Nullable String id, int start, int hint) {
            this.form = form;
            this.opcode = opcode;
            this.id = id;
            this.start = start;
            this.hint = hint;
        }
    }

    private static final int NO_HINT = -1;

    private final TokenCursor cursor;
    private final ModuleScope scope;
    private final BranchHintWriter hints;
    private final InstructionWriter code;
    private final InstructionWriter waiting = new InstructionWriter(new ByteWriter());
    private final LabelStack labels = new LabelStack();
    private final ImmediatesParser immediates;
    private final List<Group> groups = new ArrayList<>();
    private int functionIndex;
    private int labelCount;
    private int nextHint = NO_HINT;

    InstructionParser(
            TokenCursor cursor, ModuleScope scope, TypeParser types, ByteWriter code, BranchHintWriter hints) {
        this.cursor = cursor;
        this.scope = scope;
        this.hints = hints;
        this.code = new InstructionWriter(code);
        immediates = new ImmediatesParser(cursor, scope, types, labels);
    }

    /** Whether some instruction named a data segment, so that the module needs a data count section. */
    boolean dataIndexSeen() {
        return immediates.dataIndexSeen();
    }

    /**
     * The body of a function, up to the parenthesis that closes the function.
     *
     * @param start where the bytes of the function's code begin, the declarations of locals included
     */
    void body(int index, IndexSpace locals, int start) {
        functionIndex = index;
        labelCount = 0;
        immediates.setLocals(locals);
        hints.function(index, start);
        expression();
    }

    /** Instructions up to a closing parenthesis, which is not passed over. */
    void expression() {
        takeHint();
        while (!groups.isEmpty() || !cursor.at(TokenKind.RIGHT_PAREN)) {
            step();
            takeHint();
        }
        requireNoHint();
        code.opcode(ControlOpcode.END);
    }

    /** One folded instruction, as the abbreviation for an expression. */
    void foldedExpression() {
        if (!cursor.at(TokenKind.LEFT_PAREN)) {
            throw cursor.unexpected("a folded instruction");
        }
        do {
            step();
            takeHint();
        } while (!groups.isEmpty());
        requireNoHint();
        code.opcode(ControlOpcode.END);
    }

    private void step() {
        switch (cursor.kind()) {
            case LEFT_PAREN -> open();
            case RIGHT_PAREN -> close();
            case KEYWORD -> flat();
            default -> throw cursor.unexpected("an instruction");
        }
    }

    private @Nullable Group innermost() {
        return groups.isEmpty() ? null : groups.getLast();
    }

    // --- Branch hints ---

    private void takeHint() {
        while (cursor.annotation() == Annotation.BRANCH_HINT) {
            if (nextHint != NO_HINT) {
                throw hintError("duplicate annotation");
            }
            cursor.next();
            byte[] content = cursor.string();
            if (content.length != 1 || content[0] < 0 || content[0] > 1) {
                throw hintError("expected \"\\00\" or \"\\01\"");
            }
            cursor.close();
            nextHint = content[0];
        }
    }

    private void requireNoHint() {
        if (nextHint != NO_HINT) {
            throw cursor.error("misplaced " + Annotation.BRANCH_HINT + " annotation");
        }
    }

    /** Gives the hint before an instruction to it. */
    private int hintFor(Opcode opcode) {
        int hint = nextHint;
        nextHint = NO_HINT;
        if (hint != NO_HINT && opcode != ControlOpcode.IF && opcode != ControlOpcode.BR_IF) {
            throw hintError("invalid target " + opcode.mnemonic());
        }
        return hint;
    }

    private void addHint(int hint) {
        if (hint != NO_HINT) {
            hints.add(code.out().length(), hint);
        }
    }

    private SyntaxException hintError(String problem) {
        return cursor.error(Annotation.BRANCH_HINT.message(problem));
    }

    // --- Flat instructions ---

    private void flat() {
        Opcode opcode = cursor.opcode();
        if (opcode == null || !takesFlatInstructions(innermost())) {
            throw cursor.unexpected("an instruction");
        }
        int hint = hintFor(opcode);
        switch (opcode) {
            case ControlOpcode.BLOCK,
                    ControlOpcode.LOOP,
                    ControlOpcode.IF,
                    ControlOpcode.TRY,
                    ControlOpcode.TRY_TABLE -> {
                cursor.next();
                addHint(hint);
                String id = cursor.takeId();
                immediates.instruction(opcode, code);
                enterBlock(id);
                groups.add(new Group(Form.FLAT_BLOCK, opcode, id, 0, NO_HINT));
            }
            case ControlOpcode.ELSE -> flatElse();
            case ControlOpcode.CATCH, ControlOpcode.CATCH_ALL -> startCatch(flatBlock(ControlOpcode.TRY), opcode);
            case ControlOpcode.DELEGATE -> {
                startDelegate(flatBlock(ControlOpcode.TRY));
                groups.removeLast();
            }
            case ControlOpcode.END -> {
                repeatedId(flatBlock(null));
                leaveGroup();
                code.opcode(ControlOpcode.END);
            }
            default -> {
                cursor.next();
                addHint(hint);
                immediates.instruction(opcode, code);
            }
        }
    }

    private static boolean takesFlatInstructions(@Nullable Group group) {
        return group == null
                || switch (group.form) {
                    case FLAT_BLOCK, FOLDED_BLOCK, ARM -> true;
                    case FOLDED_PLAIN, FOLDED_IF, FOLDED_TRY -> false;
                };
    }

    private void flatElse() {
        Group group = flatBlock(ControlOpcode.IF);
        if (group.progress != Progress.START) {
            throw cursor.unexpected("\"end\"");
        }
        group.progress = Progress.LAST_ARM;
        repeatedId(group);
        code.opcode(ControlOpcode.ELSE);
    }

    /** The flat block that the keyword at the cursor belongs to. */
    private Group flatBlock(@Nullable Opcode opcode) {
        Group group = innermost();
        if (group == null || group.form != Form.FLAT_BLOCK || opcode != null && group.opcode != opcode) {
            throw cursor.unexpected("an instruction");
        }
        return group;
    }

    /** Passes over {@code end} or {@code else} and the identifier that may repeat the one of the block. */
    private void repeatedId(Group group) {
        cursor.next();
        int position = cursor.position();
        String id = cursor.takeId();
        if (id != null && !id.equals(group.id)) {
            throw cursor.errorAt(
                    position,
                    "mismatching label $" + id + ", the block "
                            + (group.id == null ? "has none" : "is called $" + group.id));
        }
    }

    // --- Folded instructions ---

    private void open() {
        Group group = innermost();
        cursor.next();
        if (group != null && group.form == Form.FOLDED_IF && openArmOfIf(group)) {
            return;
        }
        if (group != null && group.form == Form.FOLDED_TRY) {
            openArmOfTry(group);
            return;
        }
        Opcode opcode = cursor.opcode();
        if (opcode == null || opcode instanceof ControlOpcode control && !startsFolded(control)) {
            throw cursor.unexpected("an instruction");
        }
        int hint = hintFor(opcode);
        cursor.next();
        switch (opcode) {
            case ControlOpcode.BLOCK, ControlOpcode.LOOP, ControlOpcode.TRY_TABLE ->
                openBlock(Form.FOLDED_BLOCK, opcode);
            case ControlOpcode.TRY -> openBlock(Form.FOLDED_TRY, opcode);
            case ControlOpcode.IF -> wait(Form.FOLDED_IF, opcode, cursor.takeId(), hint);
            default -> wait(Form.FOLDED_PLAIN, opcode, null, hint);
        }
    }

    private static boolean startsFolded(ControlOpcode opcode) {
        return switch (opcode) {
            case ELSE, END, CATCH, CATCH_ALL, DELEGATE -> false;
            default -> true;
        };
    }

    private void openBlock(Form form, Opcode opcode) {
        String id = cursor.takeId();
        immediates.instruction(opcode, code);
        enterBlock(id);
        groups.add(new Group(form, opcode, id, 0, NO_HINT));
    }

    /** Opens a folded instruction whose operands come before it in the binary format. */
    private void wait(Form form, Opcode opcode, @Nullable String id, int hint) {
        int start = waiting.out().length();
        groups.add(new Group(form, opcode, id, start, hint));
        immediates.instruction(opcode, waiting);
    }

    private void writeWaiting(Group group) {
        addHint(group.hint);
        ByteWriter bytes = waiting.out();
        code.out().bytes(bytes.buffer(), group.start, bytes.length());
        bytes.truncate(group.start);
    }

    /** Opens {@code then} or {@code else}; returns false when an operand comes instead. */
    private boolean openArmOfIf(Group group) {
        if (group.progress == Progress.START && cursor.take("then")) {
            writeWaiting(group);
            enterBlock(group.id);
            group.progress = Progress.FIRST_ARM;
            openArm(ControlOpcode.IF);
            return true;
        }
        if (group.progress == Progress.FIRST_ARM && cursor.take("else")) {
            group.progress = Progress.LAST_ARM;
            openArm(ControlOpcode.ELSE);
            code.opcode(ControlOpcode.ELSE);
            return true;
        }
        if (group.progress != Progress.START) {
            throw cursor.unexpected("\"else\" or the end of \"if\"");
        }
        return false;
    }

    private void openArmOfTry(Group group) {
        Opcode opcode = cursor.opcode();
        if (group.progress == Progress.START) {
            cursor.expect("do");
            group.progress = Progress.FIRST_ARM;
            openArm(ControlOpcode.TRY);
        } else if (opcode == ControlOpcode.CATCH || opcode == ControlOpcode.CATCH_ALL) {
            startCatch(group, opcode);
            openArm(opcode);
        } else {
            startDelegate(group);
            cursor.close();
        }
    }

    /** Passes over {@code catch} or {@code catch_all}, which must be the last handler. */
    private void startCatch(Group group, Opcode opcode) {
        if (group.progress == Progress.LAST_ARM || group.progress == Progress.DELEGATED) {
            throw cursor.unexpected("the end of \"try\"");
        }
        cursor.next();
        group.progress = opcode == ControlOpcode.CATCH ? Progress.CATCHES : Progress.LAST_ARM;
        immediates.instruction(opcode, code);
    }

    /** Passes over {@code delegate}, which must be the only handler and ends the block. */
    private void startDelegate(Group group) {
        boolean first = group.progress == Progress.START || group.progress == Progress.FIRST_ARM;
        if (!first || cursor.opcode() != ControlOpcode.DELEGATE) {
            throw cursor.unexpected("\"catch\", \"catch_all\" or the end of \"try\"");
        }
        cursor.next();
        group.progress = Progress.DELEGATED;
        labels.pop();
        immediates.instruction(ControlOpcode.DELEGATE, code);
    }

    private void openArm(Opcode opcode) {
        groups.add(new Group(Form.ARM, opcode, null, code.out().length(), NO_HINT));
    }

    private void close() {
        Group group = groups.getLast();
        requireNoHint();
        switch (group.form) {
            case FLAT_BLOCK -> throw cursor.unexpected("\"end\"");
            case FOLDED_PLAIN -> {
                writeWaiting(group);
                groups.removeLast();
            }
            case FOLDED_BLOCK -> endFolded();
            case FOLDED_IF -> {
                if (group.progress == Progress.START) {
                    throw cursor.unexpected("\"(then\"");
                }
                endFolded();
            }
            case FOLDED_TRY -> closeTry(group);
            case ARM -> closeArm(group);
        }
        cursor.next();
    }

    private void closeTry(Group group) {
        switch (group.progress) {
            case START -> throw cursor.unexpected("\"(do\"");
            case DELEGATED -> groups.removeLast();
            case FIRST_ARM, CATCHES, LAST_ARM -> endFolded();
        }
    }

    /** An empty {@code else} arm leaves no trace. */
    private void closeArm(Group group) {
        boolean empty = code.out().length() == group.start + 1;
        if (group.opcode == ControlOpcode.ELSE && empty) {
            code.out().truncate(group.start);
        }
        groups.removeLast();
    }

    private void endFolded() {
        leaveGroup();
        code.opcode(ControlOpcode.END);
    }

    // --- Labels ---

    private void enterBlock(@Nullable String id) {
        if (id != null) {
            scope.names.name(Kind.LABEL, functionIndex, labelCount, id);
        }
        labelCount++;
        labels.push(id);
    }

    private void leaveGroup() {
        labels.pop();
        groups.removeLast();
    }
}
