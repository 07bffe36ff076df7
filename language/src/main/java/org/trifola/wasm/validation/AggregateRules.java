// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.ValType;

/**
 * The rules of the reference and aggregate instructions.
 *
 * <p>Specification: 3.4 "Reference Instructions" and "Aggregate Instructions". Each method names the anchor of its rule.
 */
final class AggregateRules {
    /** The limit of the JavaScript API. */
    private static final int MAX_FIXED_OPERANDS = 10_000;

    private static final RefType ANY = RefType.of(false, AbsHeapType.ANY);
    private static final RefType EXTERN = RefType.of(false, AbsHeapType.EXTERN);
    private static final RefType I31 = RefType.of(false, AbsHeapType.I31);

    private final Body body;
    private final OperandTypes operands;
    private final DescriptorRules descriptors;

    AggregateRules(Body body) {
        this.body = body;
        this.operands = body.operands;
        this.descriptors = new DescriptorRules(body);
    }

    void validate(ReferenceOpcode opcode) {
        switch (opcode) {
            case REF_NULL -> operands.push(body.reference(true, body.reader.heapType()));
            case REF_IS_NULL -> refIsNull();
            case REF_FUNC -> refFunc(body.reader.index());
            case REF_EQ -> refEq();
            case REF_AS_NON_NULL -> operands.push(OperandTypes.nonNull(operands.popReference()));
            case REF_TEST -> refTest(false);
            case REF_TEST_NULL -> refTest(true);
            case REF_CAST -> refCast(false);
            case REF_CAST_NULL -> refCast(true);
            case REF_GET_DESC -> descriptors.refGetDesc(body.reader.index());
            case REF_CAST_DESC_EQ -> descriptors.refCastDescEq(false);
            case REF_CAST_DESC_EQ_NULL -> descriptors.refCastDescEq(true);
        }
    }

    /** valid-ref.is_null */
    private void refIsNull() {
        operands.popReference();
        operands.push(NumType.I32);
    }

    /** valid-ref.func */
    private void refFunc(int functionIndex) {
        int typeIndex = body.functionTypeIndex(functionIndex);
        if (!body.context.isDeclared(functionIndex)) {
            throw body.invalid(Errors.undeclaredFunction(functionIndex));
        }
        boolean exact = body.context.isExact(functionIndex);
        operands.push(exact ? body.newReference(typeIndex) : body.context.reference(false, typeIndex));
    }

    /** valid-ref.eq */
    private void refEq() {
        operands.pop(RefType.EQREF);
        operands.pop(RefType.EQREF);
        operands.push(NumType.I32);
    }

    /** valid-ref.test */
    private void refTest(boolean nullable) {
        popCastOperand(body.reference(nullable, body.reader.heapType()));
        operands.push(NumType.I32);
    }

    /** valid-ref.cast */
    private void refCast(boolean nullable) {
        RefType target = body.reference(nullable, body.reader.heapType());
        popCastOperand(target);
        operands.push(target);
    }

    /** Pops a reference of the hierarchy that the target of the cast belongs to. */
    private void popCastOperand(RefType target) {
        body.requireCastable(target);
        operands.pop(RefType.of(true, Matching.top(target.heapType())));
    }

    void validate(AggregateOpcode opcode) {
        int typeIndex = body.reader.index();
        int second = body.reader.secondIndex();
        switch (opcode) {
            case STRUCT_NEW -> {
                descriptors.requireNone(typeIndex);
                structNew(typeIndex);
            }
            case STRUCT_NEW_DEFAULT -> {
                descriptors.requireNone(typeIndex);
                structNewDefault(typeIndex);
            }
            case STRUCT_NEW_DESC -> {
                descriptors.popForNew(typeIndex);
                structNew(typeIndex);
            }
            case STRUCT_NEW_DEFAULT_DESC -> {
                descriptors.popForNew(typeIndex);
                structNewDefault(typeIndex);
            }
            case STRUCT_GET -> structGet(typeIndex, second, false);
            case STRUCT_GET_S, STRUCT_GET_U -> structGet(typeIndex, second, true);
            case STRUCT_SET -> structSet(typeIndex, second);
            case ARRAY_NEW -> arrayNew(typeIndex);
            case ARRAY_NEW_DEFAULT -> arrayNewDefault(typeIndex);
            case ARRAY_NEW_FIXED -> arrayNewFixed(typeIndex, second);
            case ARRAY_NEW_DATA -> arrayNewData(typeIndex, second);
            case ARRAY_NEW_ELEM -> arrayNewElem(typeIndex, second);
            case ARRAY_GET -> arrayGet(typeIndex, false);
            case ARRAY_GET_S, ARRAY_GET_U -> arrayGet(typeIndex, true);
            case ARRAY_SET -> arraySet(typeIndex);
            case ARRAY_LEN -> convert(RefType.ARRAYREF, NumType.I32);
            case ARRAY_FILL -> arrayFill(typeIndex);
            case ARRAY_COPY -> arrayCopy(typeIndex, second);
            case ARRAY_INIT_DATA -> arrayInitData(typeIndex, second);
            case ARRAY_INIT_ELEM -> arrayInitElem(typeIndex, second);
            case ANY_CONVERT_EXTERN -> convertReference(RefType.EXTERNREF, RefType.ANYREF, ANY);
            case EXTERN_CONVERT_ANY -> convertReference(RefType.ANYREF, RefType.EXTERNREF, EXTERN);
            case REF_I31 -> convert(NumType.I32, I31);
            case I31_GET_S, I31_GET_U -> convert(RefType.I31REF, NumType.I32);
        }
    }

    private void convert(ValType from, ValType to) {
        operands.pop(from);
        operands.push(to);
    }

    /** valid-any.convert_extern, valid-extern.convert_any: a reference that is not null stays so. */
    private void convertReference(RefType from, RefType to, RefType toNonNull) {
        RefType actual = operands.popReference(from);
        operands.push(actual.nullable() ? to : toNonNull);
    }

    /** valid-struct.new, without the descriptor */
    private void structNew(int typeIndex) {
        List<FieldType> fields = body.structType(typeIndex).fields();
        for (int i = fields.size() - 1; i >= 0; i--) {
            operands.pop(fields.get(i).unpacked());
        }
        operands.push(body.newReference(typeIndex));
    }

    /** valid-struct.new_default, without the descriptor */
    private void structNewDefault(int typeIndex) {
        body.structType(typeIndex).fields().forEach(this::requireDefault);
        operands.push(body.newReference(typeIndex));
    }

    private void requireDefault(FieldType field) {
        if (!field.unpacked().isDefaultable()) {
            throw body.invalid(Errors.notDefaultable(body.instruction(), body.describe(field.unpacked())));
        }
    }

    private FieldType field(int typeIndex, int fieldIndex) {
        StructType type = body.structType(typeIndex);
        if (Integer.compareUnsigned(fieldIndex, type.fields().size()) >= 0) {
            throw body.invalid(Errors.unknownField(fieldIndex, type.fields().size()));
        }
        return type.fields().get(fieldIndex);
    }

    /** valid-struct.get, valid-struct.get_sx */
    private void structGet(int typeIndex, int fieldIndex, boolean extending) {
        FieldType field = field(typeIndex, fieldIndex);
        requirePacked(field, extending);
        operands.pop(body.context.reference(true, typeIndex));
        operands.push(field.unpacked());
    }

    /** A packed field is read with a sign, any other one without. */
    private void requirePacked(FieldType field, boolean packed) {
        if (field.isPacked() != packed) {
            String storage = field.storage().toString();
            throw body.invalid(
                    packed
                            ? Errors.notPacked(body.instruction(), storage)
                            : Errors.packed(body.instruction(), storage));
        }
    }

    /** valid-struct.set */
    private void structSet(int typeIndex, int fieldIndex) {
        FieldType field = field(typeIndex, fieldIndex);
        if (!field.mutable()) {
            throw body.invalid(Errors.immutableField(typeIndex, fieldIndex));
        }
        operands.pop(field.unpacked());
        operands.pop(body.context.reference(true, typeIndex));
    }

    /** valid-array.new */
    private void arrayNew(int typeIndex) {
        FieldType element = body.elementType(typeIndex);
        operands.pop(NumType.I32);
        operands.pop(element.unpacked());
        operands.push(body.newReference(typeIndex));
    }

    /** valid-array.new_default */
    private void arrayNewDefault(int typeIndex) {
        requireDefault(body.elementType(typeIndex));
        operands.pop(NumType.I32);
        operands.push(body.newReference(typeIndex));
    }

    /** valid-array.new_fixed */
    private void arrayNewFixed(int typeIndex, int count) {
        FieldType element = body.elementType(typeIndex);
        if (Integer.compareUnsigned(count, MAX_FIXED_OPERANDS) > 0) {
            throw body.invalid(Errors.tooManyOperands(count, MAX_FIXED_OPERANDS));
        }
        for (int i = 0; i < count; i++) {
            operands.pop(element.unpacked());
        }
        operands.push(body.newReference(typeIndex));
    }

    /** valid-array.new_data */
    private void arrayNewData(int typeIndex, int dataIndex) {
        requireNumeric(typeIndex, body.elementType(typeIndex));
        body.requireDataSegment(dataIndex);
        operands.pop(NumType.I32);
        operands.pop(NumType.I32);
        operands.push(body.newReference(typeIndex));
    }

    private void requireNumeric(int typeIndex, FieldType element) {
        if (element.storage() instanceof RefType type) {
            throw body.invalid(Errors.arrayNotNumeric(typeIndex, body.describe(type)));
        }
    }

    /** valid-array.new_elem */
    private void arrayNewElem(int typeIndex, int elementIndex) {
        requireSegmentMatch(body.elementType(typeIndex), elementIndex);
        operands.pop(NumType.I32);
        operands.pop(NumType.I32);
        operands.push(body.newReference(typeIndex));
    }

    private void requireSegmentMatch(FieldType element, int elementIndex) {
        RefType segment = body.elementSegment(elementIndex);
        if (!Matching.matches(segment, element.storage())) {
            throw body.invalid(Errors.typesDoNotMatch(body.instruction(), describe(element), body.describe(segment)));
        }
    }

    private String describe(FieldType field) {
        return field.storage() instanceof PackedType packed ? packed.toString() : body.describe(field.unpacked());
    }

    /** valid-array.get, valid-array.get_sx */
    private void arrayGet(int typeIndex, boolean extending) {
        FieldType element = body.elementType(typeIndex);
        requirePacked(element, extending);
        popArrayIndex(typeIndex);
        operands.push(element.unpacked());
    }

    /** Pops a reference to an array and an index into it. */
    private void popArrayIndex(int typeIndex) {
        operands.pop(NumType.I32);
        operands.pop(body.context.reference(true, typeIndex));
    }

    private FieldType mutableElement(int typeIndex) {
        FieldType element = body.elementType(typeIndex);
        if (!element.mutable()) {
            throw body.invalid(Errors.immutableArray(typeIndex));
        }
        return element;
    }

    /** valid-array.set */
    private void arraySet(int typeIndex) {
        operands.pop(mutableElement(typeIndex).unpacked());
        popArrayIndex(typeIndex);
    }

    /** valid-array.fill */
    private void arrayFill(int typeIndex) {
        FieldType element = mutableElement(typeIndex);
        operands.pop(NumType.I32);
        operands.pop(element.unpacked());
        popArrayIndex(typeIndex);
    }

    /** valid-array.copy */
    private void arrayCopy(int destinationIndex, int sourceIndex) {
        FieldType destination = mutableElement(destinationIndex);
        FieldType source = body.elementType(sourceIndex);
        if (!Matching.matches(source.storage(), destination.storage())) {
            throw body.invalid(Errors.arrayTypesDoNotMatch(describe(destination), describe(source)));
        }
        operands.pop(NumType.I32);
        popArrayIndex(sourceIndex);
        popArrayIndex(destinationIndex);
    }

    /** valid-array.init_data */
    private void arrayInitData(int typeIndex, int dataIndex) {
        requireNumeric(typeIndex, mutableElement(typeIndex));
        body.requireDataSegment(dataIndex);
        popSegmentRange();
        popArrayIndex(typeIndex);
    }

    /** valid-array.init_elem */
    private void arrayInitElem(int typeIndex, int elementIndex) {
        requireSegmentMatch(mutableElement(typeIndex), elementIndex);
        popSegmentRange();
        popArrayIndex(typeIndex);
    }

    /** Pops the start and the length of a range in a segment. */
    private void popSegmentRange() {
        operands.pop(NumType.I32);
        operands.pop(NumType.I32);
    }
}
