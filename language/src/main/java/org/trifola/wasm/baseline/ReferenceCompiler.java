// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.runtime.References;
import org.trifola.wasm.runtime.Struct;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.TypeTest;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.TypeIndex;

/**
 * Reference instructions.
 *
 * <p>A type of structures is a class of the virtual machine, so that HotSpot knows what a cast has shown. Specification:
 * 4.4.3 "Reference Instructions".
 */
final class ReferenceCompiler {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    private static final ClassDesc DEF_TYPE = MethodBody.describe(DefType.class);

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final NumericCompiler numeric;

    ReferenceCompiler(MethodBody body, NumericCompiler numeric) {
        this.body = body;
        this.numeric = numeric;
        code = body.code;
        operands = body.operands;
    }

    void compile(ReferenceOpcode opcode) {
        switch (opcode) {
            case REF_NULL -> {
                code.aconst_null();
                operands.push(Kind.REF);
            }
            case REF_FUNC -> {
                body.loadInstance();
                code.loadConstant(body.reader.index());
                body.call(Calls.class, "reference", OBJECT, Signature.INSTANCE, ConstantDescs.CD_int);
                operands.push(Kind.REF);
            }
            case REF_IS_NULL -> {
                operands.take(1);
                numeric.setWaiting(Condition.IS_NULL);
            }
            case REF_AS_NON_NULL -> {
                operands.take(1);
                body.call(Operators.class, "nonNull", OBJECT, OBJECT);
                operands.push(Kind.REF);
            }
            case REF_EQ -> {
                operands.take(2);
                body.call(References.class, "areEqual", BOOLEAN, OBJECT, OBJECT);
                numeric.setWaiting(Condition.NOT_ZERO);
            }
            case REF_TEST, REF_TEST_NULL -> test(opcode == ReferenceOpcode.REF_TEST_NULL);
            case REF_CAST, REF_CAST_NULL -> cast(opcode == ReferenceOpcode.REF_CAST_NULL);
            case REF_GET_DESC -> getDescriptor();
            case REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL ->
                castToDescriptor(opcode == ReferenceOpcode.REF_CAST_DESC_EQ_NULL);
        }
    }

    private void test(boolean isNullable) {
        operands.take(1);
        RefType type = RefType.of(isNullable, body.reader.heapType());
        if (isNullable) {
            Label matches = code.newLabel();
            Label end = code.newLabel();
            jumpIfMatches(type, matches);
            code.pop().iconst_0().goto_(end);
            code.labelBinding(matches).pop().iconst_1().labelBinding(end);
        } else {
            testObject(type);
        }
        operands.push(Kind.I32);
    }

    private void cast(boolean isNullable) {
        operands.require(1);
        Label matches = code.newLabel();
        jumpIfMatches(RefType.of(isNullable, body.reader.heapType()), matches);
        body.call(Operators.class, "castFailure", MethodBody.describe(RuntimeException.class));
        code.athrow().labelBinding(matches);
    }

    private void getDescriptor() {
        operands.take(1);
        body.call(Operators.class, "nonNull", OBJECT, OBJECT);
        loadDescriptor(body.structClass(body.reader.index()));
        operands.push(Kind.REF);
    }

    /** Replaces the structure on top of the machine's stack by its descriptor. */
    private void loadDescriptor(ClassDesc structClass) {
        code.checkcast(structClass).getfield(structClass, StructLayout.DESCRIPTOR, OBJECT);
    }

    private void castToDescriptor(boolean isNullable) {
        Label matches = code.newLabel();
        jumpIfDescribed(RefType.of(isNullable, body.reader.heapType()), 1, matches);
        body.call(Operators.class, "descriptorCastFailure", MethodBody.describe(RuntimeException.class));
        code.athrow().labelBinding(matches);
    }

    /**
     * Takes the descriptor that is the topmost operand, and jumps when the reference below has it; the operands below, of which
     * the reference is the last, stay on the machine's stack.
     */
    void jumpIfDescribed(RefType type, int operandsBelow, Label target) {
        ClassDesc structClass = body.structClass(typeIndex(type.heapType()));
        operands.require(operandsBelow + 1);
        operands.take(1);
        int descriptor = operands.slot(operands.size(), Kind.REF);
        body.call(Operators.class, "nonNullDescriptor", OBJECT, OBJECT);
        code.astore(descriptor);
        if (type.nullable()) {
            code.dup().ifnull(target);
        }
        Label differs = code.newLabel();
        code.dup().instanceOf(structClass).ifeq(differs).dup();
        loadDescriptor(structClass);
        code.aload(descriptor).if_acmpeq(target).labelBinding(differs);
    }

    /** Jumps when the reference on top of the machine's stack has a type; it stays there. */
    void jumpIfMatches(RefType type, Label target) {
        if (type.nullable()) {
            code.dup().ifnull(target);
        }
        code.dup();
        testObject(type);
        code.ifne(target);
    }

    /** Replaces the reference on top of the machine's stack: by 1 if it is an object of the type, otherwise by 0. */
    private void testObject(RefType type) {
        HeapType heapType = type.heapType();
        switch (new TypeTest(body.context.close(type)).kind()) {
            case ANYTHING -> Condition.IS_NULL.negate().toNumber(code);
            case NOTHING -> code.pop().iconst_0();
            case EQ -> body.call(References.class, "isEq", BOOLEAN, OBJECT);
            case I31 -> body.call(References.class, "isI31", BOOLEAN, OBJECT);
            case STRUCT -> code.instanceOf(MethodBody.describe(Struct.class));
            case ARRAY -> code.instanceOf(MethodBody.describe(Array.class));
            case DEFINED_STRUCT -> code.instanceOf(body.structClass(typeIndex(heapType)));
            case DEFINED_ARRAY -> testDefined("isArray", heapType);
            case DEFINED_FUNCTION -> testDefined("isFunction", heapType);
            case EXACT_STRUCT -> testDefined("isExactStruct", heapType);
            case EXACT_ARRAY -> testDefined("isExactArray", heapType);
            case EXACT_FUNCTION -> testDefined("isExactFunction", heapType);
        }
    }

    private void testDefined(String name, HeapType type) {
        code.loadConstant(ModuleClasses.typeConstant(typeIndex(type)));
        body.call(References.class, name, BOOLEAN, OBJECT, DEF_TYPE);
    }

    private static int typeIndex(HeapType type) {
        return ((TypeIndex) type.inexact()).index();
    }
}
