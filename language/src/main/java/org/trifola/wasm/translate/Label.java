// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.translate.BlockBuilder.Block;

/**
 * An entry of the control stack: a structured block that is being translated, and where branches to it go.
 *
 * <p>Specification: 4.2.14 "Labels".
 */
final class Label {
    /** The kinds of structured blocks. */
    enum Kind {
        FUNCTION,
        BLOCK,
        LOOP,
        IF,
        ELSE,
        TRY_TABLE,
        TRY,
        CATCH
    }

    private final Kind kind;
    private final ValueKind[] params;
    private final ValueKind[] results;
    private final int height;
    private final Block target;
    private boolean isBranchedTo;
    private @Nullable HandlerScope scope;
    private int exceptionSlot = -1;

    /** The beginning of the second arm of an {@code if}. */
    private final @Nullable Block elseBlock;

    /** The parameters of an {@code if}, for its second arm. */
    private final Operand[] savedParams;

    /**
     * A label.
     *
     * @param height the height of the operand stack below the parameters
     * @param target the basic block that branches lead to: the header of a loop, the end of any other block
     */
    Label(Kind kind, FuncType type, int height, Block target, @Nullable Block elseBlock, Operand[] savedParams) {
        this(kind, kinds(type.params()), kinds(type.results()), height, target, elseBlock, savedParams);
    }

    private Label(
            Kind kind,
            ValueKind[] params,
            ValueKind[] results,
            int height,
            Block target,
            @Nullable Block elseBlock,
            Operand[] savedParams) {
        this.kind = kind;
        this.params = params;
        this.results = results;
        this.height = height;
        this.target = target;
        this.elseBlock = elseBlock;
        this.savedParams = savedParams;
    }

    private static ValueKind[] kinds(List<ValType> types) {
        return types.stream().map(ValueKind::of).toArray(ValueKind[]::new);
    }

    /** The label of the next arm of a block: the second one of an {@code if}, a handler of a {@code try}. */
    Label nextArm(Kind armKind) {
        Label label = new Label(armKind, params, results, height, target, null, savedParams);
        label.isBranchedTo = isBranchedTo;
        label.scope = scope;
        label.exceptionSlot = exceptionSlot;
        return label;
    }

    /** Makes this the label of a block with handlers. */
    Label withHandlers(HandlerScope handlers, int slot) {
        scope = handlers;
        exceptionSlot = slot;
        return this;
    }

    /** The handlers of the block's own body, null if it has none. */
    @Nullable
    HandlerScope scope() {
        return scope;
    }

    /** Where a handler of this block finds the exception it has caught. */
    int exceptionSlot() {
        return exceptionSlot;
    }

    Kind kind() {
        return kind;
    }

    /** The kinds of the block's results. */
    ValueKind[] results() {
        return results;
    }

    /** The kinds of the values a branch takes along: the parameters of a loop, the results of other blocks. */
    ValueKind[] branchKinds() {
        return isLoop() ? params : results;
    }

    int height() {
        return height;
    }

    Block target() {
        return target;
    }

    @Nullable
    Block elseBlock() {
        return elseBlock;
    }

    Operand[] savedParams() {
        return savedParams;
    }

    boolean isLoop() {
        return kind == Kind.LOOP;
    }

    /** Whether branches to this label return from the function. */
    boolean isFunction() {
        return kind == Kind.FUNCTION;
    }

    /** Whether the end of the block is reached by a branch. */
    boolean isBranchedTo() {
        return isBranchedTo;
    }

    /** Takes note of a branch. */
    void branchTo() {
        isBranchedTo = true;
    }
}
