// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.List;

/**
 * What an instruction's row says about its kind: immediates, typing and effect.
 *
 * <p>The factory methods carry the names the specification gives to the categories of instructions, so that a row of the
 * table reads like the index of instructions.
 *
 * @param immediates the layout of the static arguments
 * @param typing how operands and results are found
 * @param operands the operand types, bottom of the stack first; without the address for loads, stores and atomics; empty
 *     for {@link Typing#UNTYPED}
 * @param results the result types; empty for {@link Typing#UNTYPED}
 * @param width the number of bytes accessed in memory, which is also the natural alignment; the number of lanes for
 *     instructions with a lane index; 0 otherwise
 * @param constant whether the instruction may stand in a constant expression
 * @param mayTrap whether the instruction can trap
 */
public record Shape(
        Immediates immediates,
        Typing typing,
        List<ValType> operands,
        List<ValType> results,
        int width,
        boolean constant,
        boolean mayTrap) {

    /** Where the operand and result types of an instruction come from. */
    public enum Typing {
        /** {@link #operands()} and {@link #results()} say it all. */
        FIXED,
        /** An address of the memory's address type lies below {@link #operands()}. */
        MEMORY,
        /** As {@link #MEMORY}, and the alignment must be exactly the natural one. */
        ATOMIC,
        /** {@link #operands()} and {@link #results()} hold, and every lane index must be below {@link #width()}. */
        LANE,
        /** A rule of the validator of its own. */
        UNTYPED
    }

    /** {@code t.const}: pushes its immediate. */
    public static Shape constant(NumType type) {
        Immediates immediates = switch (type) {
            case I32 -> Immediates.I32;
            case I64 -> Immediates.I64;
            case F32 -> Immediates.F32;
            case F64 -> Immediates.F64;
        };
        return fixed(immediates, List.of(), List.of(type)).inConstants();
    }

    /** {@code v128.const}: pushes its immediate. */
    public static Shape vconst() {
        return fixed(Immediates.V128, List.of(), List.of(VecType.V128)).inConstants();
    }

    /** {@code [t] -> [t]}. */
    public static Shape unop(ValType type) {
        return cvtop(type, type);
    }

    /** {@code [t t] -> [t]}. */
    public static Shape binop(ValType type) {
        return fixed(Immediates.NONE, List.of(type, type), List.of(type));
    }

    /** {@code [t] -> [i32]}. */
    public static Shape testop(ValType type) {
        return cvtop(type, NumType.I32);
    }

    /** {@code [t t] -> [i32]}. */
    public static Shape relop(ValType type) {
        return fixed(Immediates.NONE, List.of(type, type), List.of(NumType.I32));
    }

    /** {@code [from] -> [to]}. */
    public static Shape cvtop(ValType from, ValType to) {
        return fixed(Immediates.NONE, List.of(from), List.of(to));
    }

    /** {@code [v128 v128 v128] -> [v128]}. */
    public static Shape ternop() {
        return fixed(Immediates.NONE, List.of(VecType.V128, VecType.V128, VecType.V128), List.of(VecType.V128));
    }

    /** {@code [v128] -> [i32]}. */
    public static Shape vtestop() {
        return testop(VecType.V128);
    }

    /** {@code [v128 i32] -> [v128]}: shifts every lane by the same count. */
    public static Shape vshift() {
        return fixed(Immediates.NONE, List.of(VecType.V128, NumType.I32), List.of(VecType.V128));
    }

    /** {@code [t] -> [v128]}: fills every lane. */
    public static Shape splat(ValType type) {
        return cvtop(type, VecType.V128);
    }

    /** {@code [v128] -> [t]} with a lane index below {@code lanes}. */
    public static Shape extractLane(ValType type, int lanes) {
        return new Shape(Immediates.LANE, Typing.LANE, List.of(VecType.V128), List.of(type), lanes, false, false);
    }

    /** {@code [v128 t] -> [v128]} with a lane index below {@code lanes}. */
    public static Shape replaceLane(ValType type, int lanes) {
        return new Shape(
                Immediates.LANE, Typing.LANE, List.of(VecType.V128, type), List.of(VecType.V128), lanes, false, false);
    }

    /** {@code [v128 v128] -> [v128]}: every lane of the result is one of the 32 lanes of the operands. */
    public static Shape shuffle() {
        List<ValType> operands = List.of(VecType.V128, VecType.V128);
        return new Shape(Immediates.SHUFFLE_LANES, Typing.LANE, operands, List.of(VecType.V128), 32, false, false);
    }

    /** {@code [at] -> [t]}: reads {@code width} bytes. */
    public static Shape load(ValType type, int width) {
        return new Shape(Immediates.MEMARG, Typing.MEMORY, List.of(), List.of(type), width, false, true);
    }

    /** {@code [at t] -> []}: writes {@code width} bytes. */
    public static Shape store(ValType type, int width) {
        return new Shape(Immediates.MEMARG, Typing.MEMORY, List.of(type), List.of(), width, false, true);
    }

    /** {@code [at v128] -> [v128]}: reads one lane of {@code width} bytes. */
    public static Shape loadLane(int width) {
        return new Shape(
                Immediates.MEMARG_LANE,
                Typing.MEMORY,
                List.of(VecType.V128),
                List.of(VecType.V128),
                width,
                false,
                true);
    }

    /** {@code [at v128] -> []}: writes one lane of {@code width} bytes. */
    public static Shape storeLane(int width) {
        return new Shape(Immediates.MEMARG_LANE, Typing.MEMORY, List.of(VecType.V128), List.of(), width, false, true);
    }

    /** {@code [at operands] -> results}: accesses {@code width} bytes atomically. */
    public static Shape atomic(int width, List<ValType> operands, List<ValType> results) {
        return new Shape(Immediates.MEMARG, Typing.ATOMIC, operands, results, width, false, true);
    }

    /** {@code operands -> results}. */
    public static Shape fixed(Immediates immediates, List<ValType> operands, List<ValType> results) {
        return new Shape(immediates, Typing.FIXED, operands, results, 0, false, false);
    }

    /** An instruction whose types depend on the context; the validator has a rule for it. */
    public static Shape untyped(Immediates immediates) {
        return new Shape(immediates, Typing.UNTYPED, List.of(), List.of(), 0, false, false);
    }

    /** The same shape, allowed in constant expressions. */
    public Shape inConstants() {
        return new Shape(immediates, typing, operands, results, width, true, mayTrap);
    }

    /** The same shape, able to trap. */
    public Shape trapping() {
        return new Shape(immediates, typing, operands, results, width, constant, true);
    }
}
