// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.trifola.wasm.numeric.I31;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.StructType;

/**
 * Structures and unboxed scalars; {@link ArrayCompiler} has the arrays.
 *
 * <p>A field is one of the virtual machine, in the class that Truffle made for the type ({@link StructLayout}).
 * Specification: 4.4.4 "Aggregate Instructions".
 */
final class AggregateCompiler {
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final MethodTypeDesc CONSTRUCTOR =
            MethodTypeDesc.of(ConstantDescs.CD_void, MethodBody.describe(StructLayout.class));

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final ArrayCompiler arrays;

    AggregateCompiler(MethodBody body) {
        this.body = body;
        code = body.code;
        operands = body.operands;
        arrays = new ArrayCompiler(body);
    }

    void compile(AggregateOpcode opcode) {
        switch (opcode) {
            case STRUCT_NEW -> structNew(fields(body.reader.index()), false);
            case STRUCT_NEW_DEFAULT -> structNew(List.of(), false);
            case STRUCT_NEW_DESC -> structNew(fields(body.reader.index()), true);
            case STRUCT_NEW_DEFAULT_DESC -> structNew(List.of(), true);
            case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> structGet(opcode);
            case STRUCT_SET -> structSet();
            case ARRAY_NEW,
                    ARRAY_NEW_DEFAULT,
                    ARRAY_NEW_FIXED,
                    ARRAY_NEW_DATA,
                    ARRAY_NEW_ELEM,
                    ARRAY_GET,
                    ARRAY_GET_S,
                    ARRAY_GET_U,
                    ARRAY_SET,
                    ARRAY_LEN,
                    ARRAY_FILL,
                    ARRAY_COPY,
                    ARRAY_INIT_DATA,
                    ARRAY_INIT_ELEM -> arrays.compile(opcode);
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {
                // Both hierarchies hold the same objects.
            }
            case REF_I31 -> {
                operands.take(1);
                body.call(I31.class, "wrap", INT, INT);
                SignatureClasses.box(code, Kind.I32);
                operands.push(Kind.REF);
            }
            case I31_GET_S -> i31Get("i31GetS");
            case I31_GET_U -> i31Get("i31GetU");
        }
    }

    private void i31Get(String name) {
        operands.take(1);
        body.call(Operators.class, name, INT, OBJECT);
        operands.push(Kind.I32);
    }

    private List<FieldType> fields(int typeIndex) {
        return ((StructType) body.context.type(typeIndex).compType()).fields();
    }

    /** The form of a field's values on the stack. */
    private static Kind kind(FieldType field) {
        return Kind.of(field.unpacked());
    }

    /** The type of a field in the class of the structure, as {@link StructLayout} declares it. */
    private static ClassDesc storageType(FieldType field) {
        return switch (field.storage()) {
            case PackedType.I8 -> ConstantDescs.CD_byte;
            case PackedType.I16 -> ConstantDescs.CD_short;
            case NumType number -> Kind.of(number).type();
            default -> OBJECT;
        };
    }

    /**
     * Makes a structure and takes the values of its fields from the machine's stack, and its descriptor if it has one; without
     * values the fields are zero or null.
     */
    private void structNew(List<FieldType> fields, boolean isDescribed) {
        int typeIndex = body.reader.index();
        ClassDesc type = body.structClass(typeIndex);
        int count = fields.size() + (isDescribed ? 1 : 0);
        operands.take(count);
        code.new_(type).dup().loadConstant(ModuleClasses.layoutConstant(typeIndex));
        code.invokespecial(type, ConstantDescs.INIT_NAME, CONSTRUCTOR);
        if (count > 0) {
            int struct = operands.slot(operands.size() + count, Kind.REF);
            code.astore(struct);
            if (isDescribed) {
                body.call(Operators.class, "nonNullDescriptor", OBJECT, OBJECT);
                code.aload(struct).swap().putfield(type, StructLayout.DESCRIPTOR, OBJECT);
            }
            for (int i = fields.size() - 1; i >= 0; i--) {
                code.aload(struct);
                kind(fields.get(i)).swapWithNarrow(code);
                code.putfield(type, StructLayout.fieldName(i), storageType(fields.get(i)));
            }
            code.aload(struct);
        }
        operands.push(Kind.REF);
    }

    private void structGet(AggregateOpcode opcode) {
        int typeIndex = body.reader.index();
        int fieldIndex = body.reader.secondIndex();
        FieldType field = fields(typeIndex).get(fieldIndex);
        operands.take(1);
        castToStruct(typeIndex);
        code.getfield(body.structClass(typeIndex), StructLayout.fieldName(fieldIndex), storageType(field));
        if (opcode == AggregateOpcode.STRUCT_GET_U) {
            code.loadConstant(field.storage() == PackedType.I8 ? 0xFF : 0xFFFF).iand();
        }
        if (kind(field) == Kind.V128) {
            body.call(StructLayout.class, "vector", OBJECT, OBJECT);
            code.checkcast(Kind.V128.type());
        }
        operands.push(kind(field));
    }

    private void structSet() {
        int typeIndex = body.reader.index();
        int fieldIndex = body.reader.secondIndex();
        FieldType field = fields(typeIndex).get(fieldIndex);
        operands.take(2);
        int value = operands.slot(operands.size() + 1, kind(field));
        kind(field).store(code, value);
        castToStruct(typeIndex);
        kind(field).load(code, value);
        code.putfield(body.structClass(typeIndex), StructLayout.fieldName(fieldIndex), storageType(field));
    }

    /** Tells the virtual machine what validation knows of the reference on top of its stack, unless it is null. */
    private void castToStruct(int typeIndex) {
        body.call(Operators.class, "nonNullStruct", OBJECT, OBJECT);
        code.checkcast(body.structClass(typeIndex));
    }
}
