// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleBuilder;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.ModuleDef;

/** What the tests of validation share: a module is valid, or invalid with a message and a place. */
abstract class ValidationTestBase {
    /** What most tests allow. */
    static final Set<Feature> FEATURES = Feature.defaults();

    static final Set<Feature> ALL_FEATURES = EnumSet.allOf(Feature.class);

    /** A block type without parameters and results. */
    static final Byte EMPTY = 0x40;

    static ModuleBuilder module() {
        return new ModuleBuilder();
    }

    /** Demands that a module is valid. */
    static ModuleContext valid(ModuleBuilder module) {
        return ModuleValidator.validate(module.decode(), FEATURES);
    }

    /** Demands that the module is invalid outside of function bodies, with a message that begins like this. */
    static void invalid(String message, ModuleBuilder module) {
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> ModuleValidator.validate(module.decode(), FEATURES));
        assertMessage(message, thrown);
        assertEquals(-1, thrown.functionIndex(), thrown.getMessage());
    }

    /** Demands that the last function is invalid at the instruction with this number, counted from 0. */
    static void invalid(String message, int instruction, ModuleBuilder module) {
        ModuleDef decoded = module.decode();
        FunctionDef function = decoded.functions().getLast();
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> ModuleValidator.validate(decoded, FEATURES));
        assertMessage(message, thrown);
        assertEquals(function.index(), thrown.functionIndex(), thrown.getMessage());
        InstructionReader reader = new InstructionReader(decoded.bytes(), function.code());
        reader.locals();
        assertOffset(reader, instruction, thrown);
    }

    /** Demands that a constant expression is invalid at the instruction with this number. */
    static void invalidConstant(String message, int instruction, Expr expr, ModuleDef module) {
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> ModuleValidator.validate(module, FEATURES));
        assertMessage(message, thrown);
        assertEquals(-1, thrown.functionIndex(), thrown.getMessage());
        assertOffset(new InstructionReader(module.bytes(), expr), instruction, thrown);
    }

    private static void assertOffset(InstructionReader reader, int instruction, InvalidException thrown) {
        for (int i = 0; i <= instruction; i++) {
            reader.next();
        }
        assertEquals(reader.offset(), thrown.offset(), thrown.getMessage());
    }

    /** Demands that a function body is malformed. */
    static void malformed(String message, ModuleBuilder module) {
        ModuleDef decoded = module.decode();
        MalformedException thrown =
                assertThrows(MalformedException.class, () -> ModuleValidator.validate(decoded, FEATURES));
        assertMessage(message, thrown);
    }

    /** Demands that a module is valid, but not without the feature. */
    static void needs(Feature feature, String message, ModuleBuilder module) {
        valid(module);
        Set<Feature> others = EnumSet.copyOf(FEATURES);
        others.remove(feature);
        InvalidException thrown =
                assertThrows(InvalidException.class, () -> ModuleValidator.validate(module.decode(), others));
        assertMessage(message, thrown);
        assertTrue(String.valueOf(thrown.getMessage()).contains(feature.description()), thrown.getMessage());
        assertTrue(String.valueOf(thrown.getMessage()).contains("wasm." + feature.optionName()), thrown.getMessage());
    }

    private static void assertMessage(String message, RuntimeException thrown) {
        assertTrue(String.valueOf(thrown.getMessage()).startsWith(message), thrown.getMessage());
    }
}
