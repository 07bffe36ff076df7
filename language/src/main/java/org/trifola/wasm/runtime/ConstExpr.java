// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.numeric.I31;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Evaluates constant expressions, once each, at instantiation.
 *
 * <p>Specification: 3.4.13 "Constant Expressions". Values are boxed as {@link Code} says.
 */
final class ConstExpr {
    private final Instance instance;
    private final InstructionReader reader;
    private final List<@Nullable Object> stack = new ArrayList<>();

    private ConstExpr(Instance instance, Expr expr) {
        this.instance = instance;
        reader = new InstructionReader(instance.module().def().bytes(), expr);
    }

    /** The value of an expression in an instance whose functions and preceding globals exist. */
    static @Nullable Object evaluate(Instance instance, Expr expr) {
        return new ConstExpr(instance, expr).evaluate();
    }

    private @Nullable Object evaluate() {
        Opcode opcode = reader.next();
        while (opcode != ControlOpcode.END) {
            stack.add(instruction(opcode));
            opcode = reader.next();
        }
        return stack.removeLast();
    }

    /** Without a switch over types, which a process would have to prepare before its first instance. */
    private @Nullable Object instruction(Opcode opcode) {
        if (opcode instanceof NumericOpcode numeric) {
            return numeric(numeric);
        } else if (opcode instanceof AggregateOpcode aggregate) {
            return aggregate(aggregate);
        } else if (opcode == VectorOpcode.V128_CONST) {
            return new V128(reader.i64(), reader.v128High());
        } else if (opcode == VariableOpcode.GLOBAL_GET) {
            return instance.global(reader.index()).get();
        } else if (opcode == ReferenceOpcode.REF_NULL) {
            return null;
        } else if (opcode == ReferenceOpcode.REF_FUNC) {
            return instance.function(reader.index());
        }
        throw notConstant(opcode);
    }

    private Object numeric(NumericOpcode opcode) {
        return switch (opcode) {
            case I32_CONST -> reader.i32();
            case I64_CONST -> reader.i64();
            case F32_CONST -> Float.intBitsToFloat(reader.i32());
            case F64_CONST -> Double.longBitsToDouble(reader.i64());
            case I32_ADD, I32_SUB, I32_MUL -> i32(opcode, popI32(), popI32());
            case I64_ADD, I64_SUB, I64_MUL -> i64(opcode, popI64(), popI64());
            default -> throw notConstant(opcode);
        };
    }

    private @Nullable Object aggregate(AggregateOpcode opcode) {
        return switch (opcode) {
            case STRUCT_NEW -> struct(layout().fields().size());
            case STRUCT_NEW_DEFAULT -> struct(0);
            case STRUCT_NEW_DESC -> described(layout().fields().size());
            case STRUCT_NEW_DEFAULT_DESC -> described(0);
            case ARRAY_NEW -> {
                int length = popI32();
                Array array = array(length);
                array.fill(0, stack.removeLast(), length);
                yield array;
            }
            case ARRAY_NEW_DEFAULT -> array(popI32());
            case ARRAY_NEW_FIXED -> arrayOf(reader.secondIndex());
            case REF_I31 -> I31.wrap(popI32());
            case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> stack.removeLast();
            default -> throw notConstant(opcode);
        };
    }

    private DefType type() {
        return instance.module().context().type(reader.index());
    }

    private StructLayout layout() {
        return instance.module().upcalls().structLayout(type());
    }

    private Struct struct(int values) {
        StructLayout layout = layout();
        Struct struct = layout.create();
        for (int i = values - 1; i >= 0; i--) {
            layout.set(struct, i, stack.removeLast());
        }
        return struct;
    }

    private Struct described(int values) {
        @Nullable Object descriptor = stack.removeLast();
        if (descriptor == null) {
            throw Trap.create(TrapKind.NULL_DESCRIPTOR_REFERENCE, null);
        }
        Struct struct = struct(values);
        struct.layout().descriptorProperty().setObject(struct, descriptor);
        return struct;
    }

    private Array array(int length) {
        DefType type = type();
        if (length < 0) {
            throw Trap.create(TrapKind.OUT_OF_MEMORY, null);
        }
        return Array.create(type, Array.storageType(type), length);
    }

    private Array arrayOf(int length) {
        Array array = array(length);
        for (int i = length - 1; i >= 0; i--) {
            array.set(i, stack.removeLast());
        }
        return array;
    }

    private static int i32(NumericOpcode opcode, int y, int x) {
        return switch (opcode) {
            case I32_ADD -> x + y;
            case I32_SUB -> x - y;
            default -> x * y;
        };
    }

    private static long i64(NumericOpcode opcode, long y, long x) {
        return switch (opcode) {
            case I64_ADD -> x + y;
            case I64_SUB -> x - y;
            default -> x * y;
        };
    }

    @SuppressWarnings("NullAway")
    private int popI32() {
        return (int) stack.removeLast();
    }

    @SuppressWarnings("NullAway")
    private long popI64() {
        return (long) stack.removeLast();
    }

    private static IllegalStateException notConstant(Opcode opcode) {
        return new IllegalStateException("the validator lets no " + opcode.mnemonic() + " into constant expressions");
    }
}
