// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.runtime.Array;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.VecType;

/**
 * Arrays: calls of the methods of {@link Arrays} for the type of the elements, which HotSpot inlines.
 *
 * <p>Specification: 4.4.4 "Aggregate Instructions", {@code exec-array.new} and following.
 */
final class ArrayCompiler {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc VOID = ConstantDescs.CD_void;
    private static final ClassDesc DEF_TYPE = MethodBody.describe(DefType.class);

    /** How the elements of an array are stored. */
    private enum Elements {
        I8(Kind.I32, TypeKind.BYTE, Array.OfI8.class),
        I16(Kind.I32, TypeKind.SHORT, Array.OfI16.class),
        I32(Kind.I32, TypeKind.INT, Array.OfI32.class),
        I64(Kind.I64, TypeKind.LONG, Array.OfI64.class),
        F32(Kind.F32, TypeKind.FLOAT, Array.OfF32.class),
        F64(Kind.F64, TypeKind.DOUBLE, Array.OfF64.class),
        /** Two elements of the Java array each. */
        V128(Kind.V128, TypeKind.LONG, Array.OfV128.class),
        REF(Kind.REF, TypeKind.REFERENCE, Array.OfRef.class);

        /** The form of an element on the stack. */
        final Kind kind;

        final TypeKind stored;
        final ClassDesc arrayClass;

        Elements(Kind kind, TypeKind stored, Class<? extends Array> arrayClass) {
            this.kind = kind;
            this.stored = stored;
            this.arrayClass = MethodBody.describe(arrayClass);
        }

        static Elements of(DefType type) {
            return switch (Array.storageType(type)) {
                case PackedType.I8 -> I8;
                case PackedType.I16 -> I16;
                case NumType.I32 -> I32;
                case NumType.I64 -> I64;
                case NumType.F32 -> F32;
                case NumType.F64 -> F64;
                case VecType.V128 -> V128;
                default -> REF;
            };
        }

        /** How the elements are called in the names of methods. */
        String suffix() {
            return this == REF ? kind.suffix() : name();
        }

        /** The type of the Java array. */
        ClassDesc valuesType() {
            return stored.upperBound().arrayType();
        }
    }

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;

    ArrayCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
    }

    void compile(AggregateOpcode opcode) {
        switch (opcode) {
            case ARRAY_NEW -> arrayNew();
            case ARRAY_NEW_DEFAULT -> {
                operands.take(1);
                callNew();
                operands.push(Kind.REF);
            }
            case ARRAY_NEW_FIXED -> arrayNewFixed();
            case ARRAY_NEW_DATA -> newFromSegment("newData");
            case ARRAY_NEW_ELEM -> newFromSegment("newElem");
            case ARRAY_GET -> get("");
            case ARRAY_GET_S -> get("S");
            case ARRAY_GET_U -> get("U");
            case ARRAY_SET -> {
                operands.take(3);
                callSet(elements());
            }
            case ARRAY_LEN -> {
                operands.take(1);
                call("length", INT, OBJECT);
                operands.push(Kind.I32);
            }
            case ARRAY_FILL -> {
                operands.take(4);
                int length = operands.slot(operands.size() + 3, Kind.I32);
                code.istore(length);
                SignatureClasses.box(code, elements().kind);
                code.iload(length);
                call("fill", VOID, OBJECT, INT, OBJECT, INT);
            }
            case ARRAY_COPY -> {
                operands.take(5);
                call("copy", VOID, OBJECT, INT, OBJECT, INT, INT);
            }
            case ARRAY_INIT_DATA -> initFromSegment("initData");
            case ARRAY_INIT_ELEM -> initFromSegment("initElem");
            default -> throw new IllegalArgumentException(opcode.mnemonic());
        }
    }

    private Elements elements() {
        return Elements.of(body.context.type(body.reader.index()));
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        body.call(Arrays.class, name, result, params);
    }

    private void loadType() {
        code.loadConstant(ModuleClasses.typeConstant(body.reader.index()));
    }

    /** Makes an array of the length on top of the machine's stack. */
    private void callNew() {
        loadType();
        call("new" + elements().suffix(), OBJECT, INT, DEF_TYPE);
    }

    private void callSet(Elements elements) {
        call("set" + elements.suffix(), VOID, OBJECT, INT, elements.kind.type());
    }

    private void arrayNew() {
        operands.take(2);
        int array = operands.slot(operands.size() + 1, Kind.REF);
        callNew();
        code.astore(array);
        SignatureClasses.box(code, elements().kind);
        code.aload(array);
        call("filled", OBJECT, OBJECT, OBJECT);
        operands.push(Kind.REF);
    }

    private void arrayNewFixed() {
        Elements elements = elements();
        int length = body.reader.secondIndex();
        operands.take(length);
        int array = operands.slot(operands.size() + length, Kind.REF);
        int values = operands.slot(operands.size() + length + 1, Kind.REF);
        code.loadConstant(length);
        callNew();
        code.dup().astore(array).checkcast(elements.arrayClass);
        code.getfield(elements.arrayClass, "values", elements.valuesType()).astore(values);
        for (int i = length - 1; i >= 0; i--) {
            boolean isVector = elements == Elements.V128;
            code.aload(isVector ? array : values);
            elements.kind.swapWithNarrow(code);
            code.loadConstant(i);
            elements.kind.swapWithNarrow(code);
            if (isVector) {
                callSet(elements);
            } else {
                code.arrayStore(elements.stored);
            }
        }
        code.aload(array);
        operands.push(Kind.REF);
    }

    private void newFromSegment(String name) {
        operands.take(2);
        body.loadInstance();
        code.loadConstant(body.reader.secondIndex());
        loadType();
        call(name, OBJECT, INT, INT, Signature.INSTANCE, INT, DEF_TYPE);
        operands.push(Kind.REF);
    }

    private void initFromSegment(String name) {
        operands.take(4);
        body.loadInstance();
        code.loadConstant(body.reader.secondIndex());
        call(name, VOID, OBJECT, INT, INT, INT, Signature.INSTANCE, INT);
    }

    private void get(String extension) {
        operands.take(2);
        Elements elements = elements();
        call("get" + elements.suffix() + extension, elements.kind.type(), OBJECT, INT);
        operands.push(elements.kind);
    }
}
