// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The instruction table is complete and does not contradict itself. */
class OpcodesTest {
    @Test
    void every_row_is_found_by_its_code() {
        for (Opcode opcode : Opcodes.ALL) {
            int prefix = opcode.code() >>> 16;
            Opcode found = prefix == 0 ? Opcodes.byCode(opcode.code()) : Opcodes.byCode(prefix, opcode.code() & 0xFFFF);
            assertSame(opcode, found, opcode.mnemonic());
        }
    }

    @Test
    void every_row_is_found_with_its_shape() {
        for (Opcode opcode : Opcodes.ALL) {
            int prefix = opcode.code() >>> 16;
            int row = prefix == 0 ? opcode.code() : Opcodes.row(prefix, opcode.code() & 0xFFFF);
            assertSame(opcode, Opcodes.atRow(row));
            assertSame(opcode.shape(), Opcodes.shapeAtRow(row));
        }
    }

    @Test
    void codes_are_unique() {
        Set<Integer> codes = Opcodes.ALL.stream().map(Opcode::code).collect(Collectors.toSet());
        assertEquals(Opcodes.ALL.size(), codes.size());
    }

    @Test
    void prefixes_are_those_of_the_binary_format() {
        Set<Integer> prefixes = Opcodes.ALL.stream()
                .map(opcode -> opcode.code() >>> 16)
                .filter(prefix -> prefix != 0)
                .collect(Collectors.toSet());
        assertEquals(Set.of(0xFB, 0xFC, 0xFD, 0xFE), prefixes);
        prefixes.forEach(prefix -> assertTrue(Opcodes.isPrefix(prefix)));
        assertFalse(Opcodes.isPrefix(0xFA));
        assertFalse(Opcodes.isPrefix(0xFF));
        prefixes.forEach(prefix -> assertNull(Opcodes.byCode(prefix)));
    }

    @Test
    void there_is_nothing_where_the_table_has_gaps() {
        assertNull(Opcodes.byCode(0xFF));
        assertNull(Opcodes.byCode(0xFB, 31));
        assertNull(Opcodes.byCode(0xFD, 276));
        assertNull(Opcodes.byCode(0xFC, 512));
        assertNull(Opcodes.byCode(0xFE, -1));
    }

    @Test
    void mnemonics_are_unique_but_for_the_forms_the_text_does_not_tell_apart() {
        Map<String, List<Opcode>> byMnemonic = Opcodes.ALL.stream().collect(Collectors.groupingBy(Opcode::mnemonic));
        Set<String> shared = byMnemonic.values().stream()
                .filter(rows -> rows.size() > 1)
                .map(rows -> rows.getFirst().mnemonic())
                .collect(Collectors.toSet());
        assertEquals(Set.of("select", "ref.test", "ref.cast", "ref.cast_desc_eq"), shared);
        shared.forEach(
                mnemonic -> assertEquals(2, count(opcode -> opcode.mnemonic().equals(mnemonic))));
        byMnemonic.forEach((mnemonic, rows) -> assertSame(rows.getFirst(), Opcodes.byMnemonic(mnemonic)));
        assertNull(Opcodes.byMnemonic("i32.addd"));
    }

    @Test
    void mnemonics_follow_the_names_of_the_constants() {
        for (Opcode opcode : Opcodes.ALL) {
            String name = ((Enum<?>) opcode).name().toLowerCase(Locale.ROOT);
            String plain = opcode.mnemonic().replace('.', '_');
            assertTrue(
                    name.equals(plain)
                            || Set.of("select_t", "ref_test_null", "ref_cast_null", "ref_cast_desc_eq_null")
                                    .contains(name),
                    name);
        }
    }

    @Test
    void as_many_rows_as_the_specification_and_the_proposals_have() {
        assertEquals(31, ControlOpcode.values().length);
        assertEquals(3, ParametricOpcode.values().length);
        assertEquals(5, VariableOpcode.values().length);
        assertEquals(8, TableOpcode.values().length);
        assertEquals(29, MemoryOpcode.values().length);
        assertEquals(12, ReferenceOpcode.values().length);
        assertEquals(27, AggregateOpcode.values().length);
        assertEquals(144, NumericOpcode.values().length);
        assertEquals(256, VectorOpcode.values().length);
        assertEquals(67, AtomicOpcode.values().length);
        assertEquals(7, ContinuationOpcode.values().length);
        assertEquals(4, count(opcode -> opcode.feature() == Feature.WIDE_ARITHMETIC));
        assertEquals(67, count(opcode -> opcode.feature() == Feature.THREADS));
        assertEquals(7, count(opcode -> opcode.feature() == Feature.CUSTOM_DESCRIPTORS));
        assertEquals(5, count(opcode -> opcode.feature() == Feature.LEGACY_EXCEPTIONS));
        assertEquals(5, count(opcode -> opcode.feature() == Feature.SIGN_EXTENSION));
        assertEquals(8, count(opcode -> opcode.feature() == Feature.SATURATING_FLOAT_TO_INT));
        assertEquals(20, count(opcode -> opcode.feature() == Feature.RELAXED_SIMD));
        assertEquals(236, count(opcode -> opcode.feature() == Feature.SIMD));
    }

    private static long count(Predicate<Opcode> predicate) {
        return Opcodes.ALL.stream().filter(predicate).count();
    }

    @Test
    void the_rules_of_only_four_sections_and_of_size_and_bulk_instructions_are_not_in_the_table() {
        for (Opcode opcode : Opcodes.ALL) {
            boolean untyped = opcode.shape().typing() == Shape.Typing.UNTYPED;
            boolean expected = switch (opcode) {
                case ControlOpcode _,
                        ParametricOpcode _,
                        VariableOpcode _,
                        TableOpcode _,
                        ReferenceOpcode _,
                        AggregateOpcode _,
                        ContinuationOpcode _ -> true;
                case MemoryOpcode _ -> opcode.shape().width() == 0;
                case NumericOpcode _, VectorOpcode _, AtomicOpcode _ -> false;
            };
            assertEquals(expected, untyped, opcode.mnemonic());
        }
    }

    @Test
    void accesses_have_a_width_that_is_a_power_of_two_and_may_trap() {
        for (Opcode opcode : Opcodes.ALL) {
            Shape shape = opcode.shape();
            if (shape.typing() == Shape.Typing.MEMORY || shape.typing() == Shape.Typing.ATOMIC) {
                assertEquals(1, Integer.bitCount(shape.width()), opcode.mnemonic());
                assertTrue(shape.width() <= 16, opcode.mnemonic());
                assertTrue(shape.mayTrap(), opcode.mnemonic());
            }
        }
    }

    @Test
    void widths_in_mnemonics_of_loads_and_stores_are_those_of_the_shape() {
        for (MemoryOpcode opcode : MemoryOpcode.values()) {
            if (opcode.shape().typing() == Shape.Typing.MEMORY) {
                String digits =
                        opcode.mnemonic().replaceFirst(".*(load|store)", "").replaceAll("\\D", "");
                int bits = Integer.parseInt(digits.isEmpty() ? opcode.mnemonic().substring(1, 3) : digits);
                assertEquals(bits / 8, opcode.shape().width(), opcode.mnemonic());
            }
        }
    }

    @Test
    void constant_expressions_know_these_instructions() {
        Set<String> names = new HashSet<>();
        Opcodes.ALL.stream()
                .filter(opcode -> opcode.shape().constant())
                .forEach(opcode -> names.add(opcode.mnemonic()));
        assertEquals(
                Set.of(
                        "i32.const",
                        "i64.const",
                        "f32.const",
                        "f64.const",
                        "v128.const",
                        "i32.add",
                        "i32.sub",
                        "i32.mul",
                        "i64.add",
                        "i64.sub",
                        "i64.mul",
                        "global.get",
                        "ref.null",
                        "ref.func",
                        "ref.i31",
                        "struct.new",
                        "struct.new_default",
                        "struct.new_desc",
                        "struct.new_default_desc",
                        "array.new",
                        "array.new_default",
                        "array.new_fixed",
                        "any.convert_extern",
                        "extern.convert_any"),
                names);
    }

    @Test
    void relaxed_instructions_do_what_others_of_the_same_shape_do() {
        Set<String> ownOperators = new HashSet<>();
        for (VectorOpcode opcode : VectorOpcode.values()) {
            VectorOpcode deterministic = opcode.deterministic();
            assertEquals(opcode.shape(), deterministic.shape(), opcode.mnemonic());
            if (opcode.feature() != Feature.RELAXED_SIMD) {
                assertSame(opcode, deterministic);
            } else if (deterministic == opcode) {
                ownOperators.add(opcode.mnemonic().replaceAll(".*relaxed_|_i8x16.*", ""));
            } else {
                assertEquals(Feature.SIMD, deterministic.feature(), opcode.mnemonic());
            }
        }
        assertEquals(Set.of("madd", "nmadd", "dot"), ownOperators);
    }

    @Test
    void operands_of_numeric_instructions_start_with_the_type_in_their_name() {
        for (NumericOpcode opcode : NumericOpcode.values()) {
            String result = opcode.shape().results().getFirst().toString();
            boolean test = opcode.shape().results().getFirst() == NumType.I32;
            assertTrue(test || opcode.mnemonic().startsWith(result + "."), opcode.mnemonic());
        }
    }
}
