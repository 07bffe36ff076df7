// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.runtime.References;
import org.trifola.wasm.runtime.Struct;
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
        }
    }

    private void testDefined(String name, HeapType type) {
        code.loadConstant(ModuleClasses.typeConstant(typeIndex(type)));
        body.call(References.class, name, BOOLEAN, OBJECT, DEF_TYPE);
    }

    private static int typeIndex(HeapType type) {
        return ((TypeIndex) type).index();
    }
}
