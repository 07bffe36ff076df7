// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/**
 * Where the values of a function are when one of its parts begins or ends: in two arrays, of numbers and of references, which
 * belong to one call of the function.
 */
final class PartFrame {
    private static final ClassDesc NUMBERS = ConstantDescs.CD_long.arrayType();
    private static final ClassDesc REFERENCES = ConstantDescs.CD_Object.arrayType();

    /** The method of a part: takes the instance and the arrays, returns where to go on. */
    static final MethodTypeDesc METHOD =
            MethodTypeDesc.of(ConstantDescs.CD_int, Signature.INSTANCE, NUMBERS, REFERENCES);

    /** The place of the count by which loops poll. */
    private static final int COUNTDOWN = 0;

    private final CodeBuilder code;
    private final int[] places;
    private final int firstCarriedNumber;
    private final int firstCarriedReference;
    private int numbersSlot;
    private int referencesSlot;

    /** The frame of a function with such locals. */
    PartFrame(CodeBuilder code, Kind[] kinds, LaneShape laneShape) {
        this.code = code;
        places = new int[kinds.length];
        int numbers = COUNTDOWN + 1;
        int references = 0;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i] == Kind.REF) {
                places[i] = references++;
            } else {
                places[i] = numbers;
                numbers += kinds[i] == Kind.V128 ? laneShape.count() : 1;
            }
        }
        firstCarriedNumber = numbers;
        firstCarriedReference = references;
    }

    /** Makes the arrays, with room for as many values as a branch may carry. */
    void allocate(int maxCarried) {
        numbersSlot = Kind.REF.allocate(code);
        referencesSlot = Kind.REF.allocate(code);
        code.loadConstant(firstCarriedNumber + maxCarried)
                .newarray(TypeKind.LONG)
                .astore(numbersSlot);
        int references = firstCarriedReference + maxCarried;
        if (references == 0) {
            code.aconst_null();
        } else {
            code.loadConstant(references).anewarray(ConstantDescs.CD_Object);
        }
        code.astore(referencesSlot);
    }

    /** Finds the arrays among the parameters of {@link #METHOD}. */
    void receive() {
        numbersSlot = code.parameterSlot(1);
        referencesSlot = code.parameterSlot(2);
    }

    /** Loads the arrays, as the last arguments of {@link #METHOD}. */
    void loadArrays() {
        code.aload(numbersSlot).aload(referencesSlot);
    }

    /** Copies the variable of a local, or of a lane of it, to the frame. */
    void save(int local, int lane, Kind kind, int slot) {
        store(places[local] + lane, kind, slot);
    }

    /** The opposite of {@link #save}. */
    void restore(int local, int lane, Kind kind, int slot) {
        fetch(places[local] + lane, kind);
        kind.store(code, slot);
    }

    /** Loads a local that is no vector. */
    void load(int local, Kind kind) {
        fetch(places[local], kind);
    }

    /** Copies the count by which loops poll to the frame. */
    void saveCountdown(int slot) {
        store(COUNTDOWN, Kind.I32, slot);
    }

    /** The opposite of {@link #saveCountdown}. */
    void restoreCountdown(int slot) {
        fetch(COUNTDOWN, Kind.I32);
        code.istore(slot);
    }

    /** Copies the variable of a value that a branch carries to the frame. */
    void saveCarried(int index, Kind kind, int slot) {
        store(carriedPlace(index, kind), kind, slot);
    }

    /** Loads a value that a branch carries. */
    void loadCarried(int index, Kind kind) {
        fetch(carriedPlace(index, kind), kind);
        if (kind == Kind.V128) {
            code.checkcast(kind.type());
        }
    }

    private int carriedPlace(int index, Kind kind) {
        return index + (isReference(kind) ? firstCarriedReference : firstCarriedNumber);
    }

    private static boolean isReference(Kind kind) {
        return kind == Kind.REF || kind == Kind.V128;
    }

    private void store(int place, Kind kind, int slot) {
        code.aload(isReference(kind) ? referencesSlot : numbersSlot).loadConstant(place);
        kind.load(code, slot);
        switch (kind) {
            case I32 -> code.i2l().lastore();
            case I64 -> code.lastore();
            case F32 -> {
                convert(Float.class, "floatToRawIntBits", Kind.F32, Kind.I32);
                code.i2l().lastore();
            }
            case F64 -> {
                convert(Double.class, "doubleToRawLongBits", Kind.F64, Kind.I64);
                code.lastore();
            }
            case REF, V128 -> code.aastore();
            case NONE -> throw new IllegalArgumentException(kind.toString());
        }
    }

    private void fetch(int place, Kind kind) {
        code.aload(isReference(kind) ? referencesSlot : numbersSlot).loadConstant(place);
        switch (kind) {
            case I32 -> code.laload().l2i();
            case I64 -> code.laload();
            case F32 -> {
                code.laload().l2i();
                convert(Float.class, "intBitsToFloat", Kind.I32, Kind.F32);
            }
            case F64 -> {
                code.laload();
                convert(Double.class, "longBitsToDouble", Kind.I64, Kind.F64);
            }
            case REF, V128 -> code.aaload();
            case NONE -> throw new IllegalArgumentException(kind.toString());
        }
    }

    private void convert(Class<?> owner, String name, Kind from, Kind to) {
        code.invokestatic(MethodBody.describe(owner), name, MethodTypeDesc.of(to.type(), from.type()));
    }
}
