// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.trifola.wasm.numeric.F32x4;
import org.trifola.wasm.numeric.F64x2;
import org.trifola.wasm.numeric.I16x8;
import org.trifola.wasm.numeric.I32x4;
import org.trifola.wasm.numeric.I64x2;
import org.trifola.wasm.numeric.I8x16;
import org.trifola.wasm.numeric.Packed;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcodes;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Operators on vectors that are in variables.
 *
 * <p>In order of preference: the numeric instruction that does on numbers what the vector instruction does on lanes
 * ({@code i32.add} for {@code i32x4.add}); a method on lanes, or on halves with several narrow lanes; the method on {@link
 * V128}. Specification: 4.3.5 "Vector Operations".
 */
final class LaneOperators {
    /** For instructions on vectors those on numbers that do the same on a lane. */
    private static final Map<VectorOpcode, NumericOpcode> NUMERIC = twins();

    /** The methods of the classes of operators: reflection copies them at each call. */
    private static final ClassValue<Method[]> METHODS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> owner) {
            return owner.getDeclaredMethods();
        }
    };

    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final LaneVariables variables;
    private final NumericCompiler numeric;

    LaneOperators(MethodBody body, NumericCompiler numeric) {
        this.body = body;
        this.numeric = numeric;
        code = body.code;
        operands = body.operands;
        variables = operands.variables();
    }

    /** Their names are the same, but for the number of lanes. */
    private static Map<VectorOpcode, NumericOpcode> twins() {
        Map<VectorOpcode, NumericOpcode> twins = new EnumMap<>(VectorOpcode.class);
        for (VectorOpcode opcode : VectorOpcode.values()) {
            boolean isOnLanes = opcode.shape().results().equals(List.of(VecType.V128))
                    && opcode.shape().operands().indexOf(VecType.V128) == 0;
            String mnemonic = opcode.mnemonic().replace("32x4", "32").replace("64x2", "64");
            if (isOnLanes && Opcodes.byMnemonic(mnemonic) instanceof NumericOpcode twin) {
                twins.put(opcode, twin);
            }
        }
        return twins;
    }

    void compile(VectorOpcode maybeRelaxed) {
        VectorOpcode opcode = maybeRelaxed.deterministic();
        NumericOpcode twin = NUMERIC.get(opcode);
        if (opcode.mnemonic().startsWith("v128.")) {
            bits(opcode);
        } else if (opcode == VectorOpcode.I8X16_SWIZZLE) {
            swizzle();
        } else if (twin != null) {
            number(opcode, twin);
        } else {
            method(opcode);
        }
    }

    private void number(VectorOpcode opcode, NumericOpcode twin) {
        LaneShape shape = shape(twin.shape().operands().getFirst());
        boolean isShift = isShift(opcode);
        boolean isRelation = Condition.of(twin) != null;
        LaneShape result =
                isRelation ? shape.bits() : shape(twin.shape().results().getFirst());
        map(opcode, shape, result, () -> {
            if (isShift && shape == LaneShape.LONGS) {
                code.i2l();
            }
            numeric.apply(twin);
            if (isRelation) {
                mask(result);
            }
        });
    }

    private static boolean isShift(VectorOpcode opcode) {
        return opcode.shape().operands().getLast() == NumType.I32;
    }

    /** Makes the number 1 on the machine's stack a lane of ones; 0 stays zeros. */
    private void mask(LaneShape shape) {
        code.ineg();
        if (shape == LaneShape.LONGS) {
            code.i2l();
        }
    }

    /**
     * Applies an operator to lanes of one vector, or of two or three; of a shift, to lanes and the count.
     *
     * @param operator writes the operator on what is on the machine's stack
     */
    private void map(VectorOpcode opcode, LaneShape shape, LaneShape resultShape, Runnable operator) {
        int vectors = opcode.shape().operands().size();
        int count = -1;
        if (isShift(opcode)) {
            vectors--;
            operands.take(1);
            count = operands.slot(operands.size(), Kind.I32);
            code.istore(count);
        }
        Lanes[] sources = take(shape, vectors);
        Lanes result = variables.fresh(resultShape, sources);
        for (int i = 0; i < shape.count(); i++) {
            for (Lanes source : sources) {
                variables.load(source, i);
            }
            if (count >= 0) {
                code.iload(count);
            }
            operator.run();
            variables.store(result, i);
        }
        operands.pushVector(result);
    }

    private static LaneShape shape(ValType type) {
        return switch (type) {
            case NumType.I32 -> LaneShape.INTS;
            case NumType.F32 -> LaneShape.FLOATS;
            case NumType.F64 -> LaneShape.DOUBLES;
            default -> LaneShape.LONGS;
        };
    }

    /** Takes vectors, the topmost of which is the last. */
    private Lanes[] take(LaneShape shape, int count) {
        Lanes[] taken = {};
        for (int i = 0; i < count; i++) {
            taken = LaneVariables.with(operands.takeVector(shape, taken), taken);
        }
        return taken;
    }

    /** An operator on bits, whose operands can have any shape. */
    private void bits(VectorOpcode opcode) {
        LaneShape shape = operands.topShape(body.laneShape()).bits();
        String name = MethodBody.methodName(opcode.mnemonic().substring(5));
        if (opcode == VectorOpcode.V128_ANY_TRUE) {
            test(onLanes(LaneMethods.class, name, shape).orElseThrow(), shape, 0);
            return;
        }
        boolean isInt = shape == LaneShape.INTS;
        switch (opcode) {
            case V128_AND -> number(opcode, isInt ? NumericOpcode.I32_AND : NumericOpcode.I64_AND);
            case V128_OR -> number(opcode, isInt ? NumericOpcode.I32_OR : NumericOpcode.I64_OR);
            case V128_XOR -> number(opcode, isInt ? NumericOpcode.I32_XOR : NumericOpcode.I64_XOR);
            default -> {
                Method method = onLanes(LaneMethods.class, name, shape).orElseThrow();
                map(opcode, shape, shape, () -> call(method));
            }
        }
    }

    private void method(VectorOpcode opcode) {
        String prefix = opcode.mnemonic().substring(0, 5);
        LaneShape shape = LaneShape.of(Objects.requireNonNull(VectorIntrinsic.element(prefix)));
        String name = MethodBody.methodName(opcode.mnemonic().substring(6));
        int width = packedWidth(prefix);
        Optional<Method> onLanes = onLanes(width > 0 ? Packed.class : LaneMethods.class, name, shape);
        if (onLanes.isEmpty()) {
            onVectors(opcode, onVectors(prefix, name));
        } else if (opcode.shape().results().getFirst() == NumType.I32) {
            test(onLanes.get(), shape, width);
        } else {
            boolean takesWidth = onLanes.get().getParameterCount()
                    > opcode.shape().operands().size();
            map(opcode, shape, shape, () -> {
                if (takesWidth) {
                    code.loadConstant(width);
                }
                call(onLanes.get());
            });
        }
    }

    /** The width of lanes that share a variable, 0 for lanes that have one each. */
    private static int packedWidth(String prefix) {
        return switch (prefix) {
            case "i8x16" -> Byte.SIZE;
            case "i16x8" -> Short.SIZE;
            default -> 0;
        };
    }

    /** Applies a method that takes all lanes of a vector, and their width if they are packed, and gives a number. */
    private void test(Method method, LaneShape shape, int packedWidth) {
        Lanes vector = operands.takeVector(shape);
        for (int i = 0; i < shape.count(); i++) {
            variables.load(vector, i);
        }
        if (packedWidth > 0) {
            code.loadConstant(packedWidth);
        }
        call(method);
        operands.push(Kind.I32);
    }

    private void swizzle() {
        Lanes[] sources = take(LaneShape.LONGS, 2);
        Lanes result = variables.fresh(LaneShape.LONGS, sources);
        for (int i = 0; i < 2; i++) {
            variables.load(sources[0], 0);
            variables.load(sources[0], 1);
            variables.load(sources[1], i);
            body.call(
                    Packed.class,
                    "swizzle",
                    ConstantDescs.CD_long,
                    ConstantDescs.CD_long,
                    ConstantDescs.CD_long,
                    ConstantDescs.CD_long);
            variables.store(result, i);
        }
        operands.pushVector(result);
    }

    /** Applies a method that takes vectors as objects. */
    private void onVectors(VectorOpcode opcode, Method method) {
        operands.take(opcode.shape().operands().size());
        call(method);
        if (method.getReturnType() != V128.class) {
            operands.push(Kind.I32);
            return;
        }
        int slot = operands.slot(operands.size(), Kind.V128);
        code.astore(slot);
        Lanes result = variables.fresh(body.laneShape());
        variables.unpack(slot, result);
        operands.pushVector(result);
    }

    private void call(Method method) {
        body.call(
                method.getDeclaringClass(),
                method.getName(),
                MethodBody.describe(method.getReturnType()),
                Arrays.stream(method.getParameterTypes())
                        .map(MethodBody::describe)
                        .toArray(ClassDesc[]::new));
    }

    private static Optional<Method> onLanes(Class<?> owner, String name, LaneShape shape) {
        Class<?> type = switch (shape.kind()) {
            case I32 -> int.class;
            case F32 -> float.class;
            case F64 -> double.class;
            default -> long.class;
        };
        return Arrays.stream(METHODS.get(owner))
                .filter(method -> method.getName().equals(name) && method.getParameterTypes()[0] == type)
                .findFirst();
    }

    /** The method that does on vectors as objects what an instruction does. */
    static Method onVectors(VectorOpcode opcode) {
        String mnemonic = opcode.mnemonic();
        return onVectors(mnemonic.substring(0, 5), MethodBody.methodName(mnemonic.substring(6)));
    }

    private static Method onVectors(String prefix, String name) {
        Class<?> owner = switch (prefix) {
            case "i8x16" -> I8x16.class;
            case "i16x8" -> I16x8.class;
            case "i32x4" -> I32x4.class;
            case "i64x2" -> I64x2.class;
            case "f32x4" -> F32x4.class;
            default -> F64x2.class;
        };
        return Arrays.stream(METHODS.get(owner))
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(prefix + "." + name));
    }
}
