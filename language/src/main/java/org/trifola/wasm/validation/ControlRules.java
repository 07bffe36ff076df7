// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CatchClause;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.ValType;

/**
 * The rules of the control instructions: blocks, branches, calls and exceptions.
 *
 * <p>Specification: 3.4 "Control Instructions"; the legacy exception instructions follow the appendix of the
 * exception-handling proposal. Each method names the anchor of its rule.
 */
final class ControlRules {
    private static final RefType EXN = RefType.of(false, AbsHeapType.EXN);

    private final Body body;
    private final OperandTypes operands;
    private final Locals locals;
    private final DescriptorRules descriptors;
    private final ControlStack frames = new ControlStack();

    ControlRules(Body body, Locals locals) {
        this.body = body;
        this.operands = body.operands;
        this.locals = locals;
        this.descriptors = new DescriptorRules(body);
    }

    /** Starts with the body of another function, which is a block itself. */
    void begin(FuncType functionType) {
        frames.clear();
        frames.push(ControlOpcode.BLOCK, functionType, operands, 0);
    }

    /** Whether the end of the body was not yet seen. */
    boolean isOpen() {
        return frames.depth() > 0;
    }

    /** Whether no block within the body is open. */
    boolean isInFunctionFrame() {
        return frames.depth() == 1;
    }

    void validate(ControlOpcode opcode) {
        switch (opcode) {
            case UNREACHABLE -> operands.setUnreachable();
            case NOP -> {}
            case BLOCK, LOOP, TRY -> block(opcode);
            case IF -> ifBlock();
            case ELSE -> elsePart();
            case END -> end();
            case BR -> br(body.reader.index());
            case BR_IF -> brIf(body.reader.index());
            case BR_TABLE -> brTable(body.reader.labels());
            case BR_ON_NULL -> brOnNull(body.reader.index());
            case BR_ON_NON_NULL -> brOnNonNull(body.reader.index());
            case BR_ON_CAST -> brOnCast(body.reader.index());
            case BR_ON_CAST_FAIL -> brOnCastFail(body.reader.index());
            case BR_ON_CAST_DESC_EQ -> {
                popDescriptor();
                brOnCast(body.reader.index());
            }
            case BR_ON_CAST_DESC_EQ_FAIL -> {
                popDescriptor();
                brOnCastFail(body.reader.index());
            }
            case RETURN -> returnFrom();
            case CALL -> call(functionType());
            case CALL_REF -> call(referenceType());
            case CALL_INDIRECT -> call(indirectType());
            case RETURN_CALL -> returnCall(functionType());
            case RETURN_CALL_REF -> returnCall(referenceType());
            case RETURN_CALL_INDIRECT -> returnCall(indirectType());
            case THROW -> throwTag(body.reader.index());
            case THROW_REF -> throwRef();
            case TRY_TABLE -> tryTable();
            case CATCH -> catchPart(body.tagParams(body.reader.index()));
            case CATCH_ALL -> catchPart(List.of());
            case RETHROW -> rethrow(body.reader.index());
            case DELEGATE -> delegate(body.reader.index());
        }
    }

    // Structured blocks

    /** valid-block, valid-loop, and the legacy try */
    private void block(ControlOpcode kind) {
        FuncType type = blockType(body.reader.blockType());
        operands.popAll(type.params());
        open(kind, type);
    }

    private void open(ControlOpcode kind, FuncType type) {
        frames.push(kind, type, operands, locals.initializationCount());
        operands.pushAll(type.params());
    }

    /** valid-blocktype */
    private FuncType blockType(BlockType type) {
        if (type instanceof BlockType.Indexed indexed) {
            FuncType funcType = body.funcType(indexed.typeIndex());
            if (!funcType.params().isEmpty() || funcType.results().size() > 1) {
                body.require(Feature.MULTI_VALUE);
            }
            return funcType;
        }
        if (type instanceof BlockType.Result result) {
            body.close(result.type());
        }
        return body.context.blockType(type);
    }

    /** valid-if */
    private void ifBlock() {
        FuncType type = blockType(body.reader.blockType());
        operands.pop(NumType.I32);
        operands.popAll(type.params());
        open(ControlOpcode.IF, type);
    }

    /** The second half of valid-if. */
    private void elsePart() {
        if (frames.kind() != ControlOpcode.IF) {
            throw misplaced("ELSE opcode without if");
        }
        FuncType type = close();
        open(ControlOpcode.ELSE, type);
    }

    /** The legacy catch and catch_all begin another part of a try. */
    private void catchPart(List<ValType> payload) {
        ControlOpcode kind = frames.kind();
        if (kind != ControlOpcode.TRY && kind != ControlOpcode.CATCH) {
            throw misplaced(body.instruction() + " without try");
        }
        FuncType type = close();
        frames.push((ControlOpcode) body.reader.opcode(), type, operands, locals.initializationCount());
        operands.pushAll(payload);
    }

    private MalformedException misplaced(String what) {
        return new MalformedException(body.reader.offset(), "misplaced " + what);
    }

    /** The end of every structured block and of the body. */
    private void end() {
        if (frames.kind() == ControlOpcode.IF) {
            requireNoElse(frames.type());
        }
        operands.pushAll(close().results());
    }

    /** An if without else is one with an empty else. */
    private void requireNoElse(FuncType type) {
        if (!Matching.matches(type.params(), type.results())) {
            throw body.invalid(Errors.elseMissing(body.describe(type)));
        }
    }

    /** Closes the innermost block or a part of it, whose results are on the stack; gives back its type. */
    private FuncType close() {
        FuncType type = frames.type();
        operands.popAll(type.results());
        operands.requireEmpty();
        locals.resetTo(frames.initializedLocals());
        frames.pop(operands);
        return type;
    }

    // Branches

    /** The types that a branch to a label takes. */
    List<ValType> label(int label) {
        if (Integer.compareUnsigned(label, frames.depth()) >= 0) {
            throw body.invalid(Errors.unknownLabel(label, frames.depth()));
        }
        return frames.labelTypes(label);
    }

    /** valid-br */
    private void br(int label) {
        operands.popAll(label(label));
        operands.setUnreachable();
    }

    /** valid-br_if */
    private void brIf(int label) {
        List<ValType> types = label(label);
        operands.pop(NumType.I32);
        passThrough(types);
    }

    /** Operands that a branch takes when it is taken and leaves when it is not, with the types of the label. */
    private void passThrough(List<ValType> types) {
        operands.popAll(types);
        operands.pushAll(types);
    }

    /** valid-br_table */
    @SuppressWarnings("ReferenceEquality") // FAST: tables of many labels mostly repeat a few types.
    private void brTable(int[] labels) {
        operands.pop(NumType.I32);
        List<ValType> last = label(labels[labels.length - 1]);
        operands.requireTop(last);
        List<ValType> previous = last;
        for (int label : labels) {
            List<ValType> types = label(label);
            if (types != previous) {
                requireArity(types, last.size());
                operands.requireTop(types);
                previous = types;
            }
        }
        operands.setUnreachable();
    }

    private void requireArity(List<ValType> types, int arity) {
        if (types.size() != arity) {
            throw body.invalid(Errors.labelArity(arity, types.size()));
        }
    }

    /** valid-br_on_null */
    private void brOnNull(int label) {
        List<ValType> types = label(label);
        RefType reference = operands.popReference();
        passThrough(types);
        operands.push(OperandTypes.nonNull(reference));
    }

    /** valid-br_on_non_null */
    private void brOnNonNull(int label) {
        List<ValType> types = label(label);
        operands.push(OperandTypes.nonNull(operands.popReference()));
        operands.popAll(types);
        if (types.isEmpty() || !(types.getLast() instanceof RefType)) {
            throw body.typeMismatch("a label that ends with a reference", body.describe(types));
        }
        operands.pushAll(types.subList(0, types.size() - 1));
    }

    /** valid-br_on_cast: the branch is taken with the target of the cast. */
    private void brOnCast(int label) {
        List<ValType> types = label(label);
        RefType source = castSource();
        RefType target = castTarget(source);
        castBranch(types, source, target, difference(source, target));
    }

    /** valid-br_on_cast_fail: the branch is taken with what the cast leaves. */
    private void brOnCastFail(int label) {
        List<ValType> types = label(label);
        RefType source = castSource();
        RefType target = castTarget(source);
        castBranch(types, source, difference(source, target), target);
    }

    private RefType castSource() {
        return body.close(body.reader.castSource());
    }

    private RefType castTarget(RefType source) {
        RefType target = body.close(body.reader.castTarget());
        body.requireCastable(target);
        if (!isCastable(source, target)) {
            throw body.invalid(
                    Errors.typesDoNotMatch(body.instruction(), body.describe(source), body.describe(target)));
        }
        return target;
    }

    /** The proposal Custom Descriptors allows all casts within a hierarchy. */
    private boolean isCastable(RefType source, RefType target) {
        return body.gate.allows(Feature.CUSTOM_DESCRIPTORS)
                ? Matching.top(source.heapType()) == Matching.top(target.heapType())
                : Matching.matches(target, source);
    }

    /** Pops the descriptor of valid-br_on_cast_desc_eq and valid-br_on_cast_desc_eq_fail. */
    private void popDescriptor() {
        RefType target = body.reader.castTarget();
        descriptors.popForCast(target.heapType(), body.close(target));
    }

    /** What a reference is when it is not of the target type: not null if the target takes null (spec 3.1.4). */
    private static RefType difference(RefType source, RefType target) {
        return target.nullable() ? source.withNullable(false) : source;
    }

    private void castBranch(List<ValType> types, RefType source, RefType taken, RefType left) {
        operands.pop(source);
        operands.push(taken);
        passThrough(types);
        if (types.isEmpty()) {
            throw body.typeMismatch("a label that ends with a reference", body.describe(types));
        }
        operands.pop();
        operands.push(left);
    }

    /** valid-return */
    private void returnFrom() {
        operands.popAll(frames.functionType().results());
        operands.setUnreachable();
    }

    // Calls

    private FuncType functionType() {
        int typeIndex = body.functionTypeIndex(body.reader.index());
        return body.context.type(typeIndex).funcType();
    }

    /** Pops the reference of call_ref, whose type it gives back. */
    private FuncType referenceType() {
        int typeIndex = body.reader.index();
        FuncType type = body.funcType(typeIndex);
        operands.pop(body.context.reference(true, typeIndex));
        return type;
    }

    /** Pops the table index of call_indirect, whose type it gives back. */
    private FuncType indirectType() {
        TableType table = body.table(body.reader.secondIndex());
        FuncType type = body.funcType(body.reader.index());
        if (!Matching.matches(table.elementType(), RefType.FUNCREF)) {
            throw body.invalid(Errors.typesDoNotMatch(
                    body.instruction(), "a table of funcref", body.describe(table.elementType())));
        }
        operands.pop(table.addressType().numType());
        return type;
    }

    /** valid-call, valid-call_ref, valid-call_indirect */
    private void call(FuncType type) {
        operands.popAll(type.params());
        operands.pushAll(type.results());
    }

    /** valid-return_call, valid-return_call_ref, valid-return_call_indirect */
    private void returnCall(FuncType type) {
        List<ValType> expected = frames.functionType().results();
        if (!Matching.matches(type.results(), expected)) {
            throw body.typeMismatch("a callee with results " + body.describe(expected), body.describe(type.results()));
        }
        operands.popAll(type.params());
        operands.setUnreachable();
    }

    // Exceptions

    /** valid-throw */
    private void throwTag(int tagIndex) {
        operands.popAll(body.tagParams(tagIndex));
        operands.setUnreachable();
    }

    /** valid-throw_ref */
    private void throwRef() {
        operands.pop(RefType.EXNREF);
        operands.setUnreachable();
    }

    /** valid-try_table */
    private void tryTable() {
        FuncType type = blockType(body.reader.blockType());
        for (CatchClause clause : body.reader.catches()) {
            catchClause(clause);
        }
        operands.popAll(type.params());
        open(ControlOpcode.TRY_TABLE, type);
    }

    /** valid-catch: what the handler passes must fit the label, which is counted from outside the block. */
    private void catchClause(CatchClause clause) {
        List<ValType> payload = clause.kind().hasTag() ? body.tagParams(clause.tagIndex()) : List.of();
        List<ValType> label = label(clause.labelIndex());
        int count = payload.size() + (clause.kind().hasReference() ? 1 : 0);
        boolean fits = label.size() == count
                && Matching.matches(payload, label.subList(0, payload.size()))
                && (!clause.kind().hasReference() || Matching.matches(EXN, label.getLast()));
        if (!fits) {
            throw body.typeMismatch(
                    "a label for " + clause.kind() + " of " + body.describe(payload), body.describe(label));
        }
    }

    /** The legacy rethrow: the label must be that of a catch. */
    private void rethrow(int label) {
        label(label);
        ControlOpcode kind = frames.kind(label);
        if (kind != ControlOpcode.CATCH && kind != ControlOpcode.CATCH_ALL) {
            throw body.invalid(Errors.invalidRethrowLabel(label));
        }
        operands.setUnreachable();
    }

    /** The legacy delegate ends a try; its label is counted from outside the try. */
    private void delegate(int label) {
        if (frames.kind() != ControlOpcode.TRY) {
            throw misplaced("delegate without try");
        }
        FuncType type = close();
        label(label);
        operands.pushAll(type.results());
    }
}
