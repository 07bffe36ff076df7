// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/** In which form a method holds a value. Specification: 2.3 "Types". */
enum Kind {
    I32(TypeKind.INT, ConstantDescs.CD_int, 'I'),
    I64(TypeKind.LONG, ConstantDescs.CD_long, 'J'),
    F32(TypeKind.FLOAT, ConstantDescs.CD_float, 'F'),
    F64(TypeKind.DOUBLE, ConstantDescs.CD_double, 'D'),
    /** A reference of any type. */
    REF(TypeKind.REFERENCE, ConstantDescs.CD_Object, 'L'),
    /** A vector as an object: on the machine's stack, as an argument and as a result. In variables there are {@link Lanes}. */
    V128(TypeKind.REFERENCE, MethodBody.describe(org.trifola.wasm.numeric.V128.class), 'X'),
    /** No value at all, as a result. */
    NONE(TypeKind.VOID, ConstantDescs.CD_void, 'V');

    private final TypeKind machineKind;
    private final ClassDesc type;
    private final char letter;

    Kind(TypeKind machineKind, ClassDesc type, char letter) {
        this.machineKind = machineKind;
        this.type = type;
        this.letter = letter;
    }

    /** The kind of a type. */
    static Kind of(ValType type) {
        if (type instanceof NumType number) {
            return switch (number) {
                case I32 -> I32;
                case I64 -> I64;
                case F32 -> F32;
                case F64 -> F64;
            };
        }
        return type == VecType.V128 ? V128 : REF;
    }

    /** The kind with such a letter. */
    static Kind of(int letter) {
        for (Kind kind : values()) {
            if (kind.letter == letter) {
                return kind;
            }
        }
        throw new IllegalArgumentException(Character.toString(letter));
    }

    /** A new variable for a value. */
    int allocate(CodeBuilder code) {
        return code.allocateLocal(machineKind);
    }

    /** The class of the methods that handle a value: the given one, but for vectors their own. */
    Class<?> support(Class<?> other) {
        return this == V128 ? Vectors.class : other;
    }

    /** Pushes zero or null; nothing if there is no value. */
    void pushZero(CodeBuilder code) {
        switch (this) {
            case I32 -> code.iconst_0();
            case I64 -> code.lconst_0();
            case F32 -> code.fconst_0();
            case F64 -> code.dconst_0();
            case REF, V128 -> code.aconst_null();
            case NONE -> {}
        }
    }

    void load(CodeBuilder code, int slot) {
        code.loadLocal(machineKind, slot);
    }

    void store(CodeBuilder code, int slot) {
        code.storeLocal(machineKind, slot);
    }

    /** Duplicates the value on top of the machine's stack. */
    void dup(CodeBuilder code) {
        if (isWide()) {
            code.dup2();
        } else {
            code.dup();
        }
    }

    /** Drops the value on top of the machine's stack. */
    void pop(CodeBuilder code) {
        if (isWide()) {
            code.pop2();
        } else {
            code.pop();
        }
    }

    /** Exchanges a value with the int or reference above it. */
    void swapWithNarrow(CodeBuilder code) {
        if (isWide()) {
            code.dup_x2().pop();
        } else {
            code.swap();
        }
    }

    /** Makes the i32 on top of the machine's stack an unsigned i64. */
    static void widen(CodeBuilder code) {
        code.i2l().loadConstant(0xFFFF_FFFFL).land();
    }

    void returnFrom(CodeBuilder code) {
        code.return_(machineKind);
    }

    private boolean isWide() {
        return machineKind.slotSize() == 2;
    }

    /** The type in descriptors of methods. */
    ClassDesc type() {
        return type;
    }

    /** The letter in the names of signatures. */
    char letter() {
        return letter;
    }

    /** How the kind is called in the names of methods that generated code calls. */
    String suffix() {
        return this == REF ? "Ref" : name();
    }
}
