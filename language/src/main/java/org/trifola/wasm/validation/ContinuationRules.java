// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.ContinuationOpcode;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HandlerClause;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ValType;

/**
 * The rules of the instructions on continuations.
 *
 * <p>They come from the proposal Stack Switching: "Instructions".
 */
final class ContinuationRules {
    private final Body body;
    private final OperandTypes operands;
    private final ControlRules control;

    ContinuationRules(Body body, ControlRules control) {
        this.body = body;
        this.operands = body.operands;
        this.control = control;
    }

    void validate(ContinuationOpcode opcode) {
        body.require(Feature.STACK_SWITCHING);
        int index = body.reader.index();
        switch (opcode) {
            case CONT_NEW -> contNew(index);
            case CONT_BIND -> contBind(index, body.reader.secondIndex());
            case SUSPEND -> suspend(index);
            case RESUME -> resume(index, body.contType(index).params());
            case RESUME_THROW ->
                resume(index, body.tagType(body.reader.secondIndex()).params());
            case RESUME_THROW_REF -> resume(index, List.of(RefType.EXNREF));
            case SWITCH -> switchTo(index, body.reader.secondIndex());
        }
    }

    private void contNew(int typeIndex) {
        body.contType(typeIndex);
        operands.pop(RefType.of(true, ((ContType) body.type(typeIndex).compType()).function()));
        operands.push(body.context.reference(false, typeIndex));
    }

    /** What is bound are the first parameters; the others and the results must fit the new type. */
    private void contBind(int typeIndex, int boundIndex) {
        FuncType type = body.contType(typeIndex);
        FuncType bound = body.contType(boundIndex);
        int count = type.params().size() - bound.params().size();
        if (count < 0 || !Matching.matches(remaining(type, count), bound)) {
            throw body.typeMismatch(
                    "a continuation type that takes the last parameters of " + body.describe(type),
                    body.describe(bound));
        }
        operands.pop(body.context.reference(true, typeIndex));
        operands.popAll(type.params().subList(0, count));
        operands.push(body.context.reference(false, boundIndex));
    }

    private static FuncType remaining(FuncType type, int count) {
        return new FuncType(type.params().subList(count, type.params().size()), type.results());
    }

    private void suspend(int tagIndex) {
        FuncType type = body.tagType(tagIndex);
        operands.popAll(type.params());
        operands.pushAll(type.results());
    }

    /** The three ways to resume: they differ in what they hand to the continuation. */
    private void resume(int typeIndex, List<ValType> given) {
        FuncType type = body.contType(typeIndex);
        for (HandlerClause clause : body.reader.handlers()) {
            handler(clause, type.results());
        }
        operands.pop(body.context.reference(true, typeIndex));
        operands.popAll(given);
        operands.pushAll(type.results());
    }

    private void handler(HandlerClause clause, List<ValType> results) {
        FuncType tag = body.tagType(clause.tagIndex());
        if (clause.isSwitch()) {
            requireSwitchTag(tag);
            if (!Matching.matches(tag.results(), results)) {
                throw body.typeMismatch("a tag with results " + body.describe(results), body.describe(tag.results()));
            }
        } else {
            suspendHandler(control.label(clause.labelIndex()), tag, results);
        }
    }

    /** The label takes what the suspension passes, and the rest of the computation as a continuation. */
    private void suspendHandler(List<ValType> label, FuncType tag, List<ValType> results) {
        FuncType rest = label.isEmpty() ? null : continuation(label.getLast());
        boolean fits = rest != null
                && Matching.matches(tag.params(), label.subList(0, label.size() - 1))
                && Matching.matches(new FuncType(tag.results(), results), rest);
        if (!fits) {
            throw body.typeMismatch(
                    "a label for " + body.describe(tag.params()) + " and a continuation of "
                            + body.describe(new FuncType(tag.results(), results)),
                    body.describe(label));
        }
    }

    /** The function type of a reference to a continuation of a defined type, null for any other type. */
    private static @Nullable FuncType continuation(ValType type) {
        return type instanceof RefType reference
                        && reference.heapType().inexact() instanceof DefType defType
                        && defType.compType() instanceof ContType contType
                ? contType.funcType()
                : null;
    }

    /** The last parameter of the target is the continuation that is left. */
    private void switchTo(int typeIndex, int tagIndex) {
        FuncType target = body.contType(typeIndex);
        FuncType left =
                target.params().isEmpty() ? null : continuation(target.params().getLast());
        if (left == null) {
            throw body.typeMismatch(
                    "a continuation type whose last parameter is a continuation", body.describe(target));
        }
        FuncType tag = body.tagType(tagIndex);
        requireSwitchTag(tag);
        if (!Matching.matches(target.results(), tag.results()) || !Matching.matches(tag.results(), left.results())) {
            throw body.typeMismatch(
                    "continuations with results " + body.describe(tag.results()),
                    body.describe(target.results()) + " and " + body.describe(left.results()));
        }
        operands.pop(body.context.reference(true, typeIndex));
        operands.popAll(target.params().subList(0, target.params().size() - 1));
        operands.pushAll(left.params());
    }

    private void requireSwitchTag(FuncType tag) {
        if (!tag.params().isEmpty()) {
            throw body.typeMismatch("a tag without parameters", body.describe(tag));
        }
    }
}
