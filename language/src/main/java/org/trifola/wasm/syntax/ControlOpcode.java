// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.CUSTOM_DESCRIPTORS;
import static org.trifola.wasm.syntax.Feature.EXCEPTIONS;
import static org.trifola.wasm.syntax.Feature.GC;
import static org.trifola.wasm.syntax.Feature.LEGACY_EXCEPTIONS;
import static org.trifola.wasm.syntax.Feature.TAIL_CALLS;
import static org.trifola.wasm.syntax.Feature.TYPED_FUNCTION_REFERENCES;
import static org.trifola.wasm.syntax.Immediates.BLOCK_TYPE;
import static org.trifola.wasm.syntax.Immediates.CAST_BRANCH;
import static org.trifola.wasm.syntax.Immediates.CATCHES;
import static org.trifola.wasm.syntax.Immediates.FUNCTION;
import static org.trifola.wasm.syntax.Immediates.LABEL;
import static org.trifola.wasm.syntax.Immediates.LABELS;
import static org.trifola.wasm.syntax.Immediates.NONE;
import static org.trifola.wasm.syntax.Immediates.TAG;
import static org.trifola.wasm.syntax.Immediates.TYPE;
import static org.trifola.wasm.syntax.Immediates.TYPE_TABLE;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Control instructions: structured blocks, branches, calls and exceptions, in order of opcode.
 *
 * <p>Specification: 2.4 "Control Instructions", 3.3 "Control Instructions"; the legacy exception instructions come from the
 * appendix of the exception-handling proposal.
 */
public enum ControlOpcode implements Opcode {
    // format:off
    UNREACHABLE             (0x00,      "unreachable",             untyped(NONE).trapping()),
    NOP                     (0x01,      "nop",                     untyped(NONE)),
    BLOCK                   (0x02,      "block",                   untyped(BLOCK_TYPE)),
    LOOP                    (0x03,      "loop",                    untyped(BLOCK_TYPE)),
    IF                      (0x04,      "if",                      untyped(BLOCK_TYPE)),
    ELSE                    (0x05,      "else",                    untyped(NONE)),
    TRY                     (0x06,      "try",                     untyped(BLOCK_TYPE),             LEGACY_EXCEPTIONS),
    CATCH                   (0x07,      "catch",                   untyped(TAG),                    LEGACY_EXCEPTIONS),
    THROW                   (0x08,      "throw",                   untyped(TAG),                    EXCEPTIONS),
    RETHROW                 (0x09,      "rethrow",                 untyped(LABEL),                  LEGACY_EXCEPTIONS),
    THROW_REF               (0x0A,      "throw_ref",               untyped(NONE),                   EXCEPTIONS),
    END                     (0x0B,      "end",                     untyped(NONE)),
    BR                      (0x0C,      "br",                      untyped(LABEL)),
    BR_IF                   (0x0D,      "br_if",                   untyped(LABEL)),
    BR_TABLE                (0x0E,      "br_table",                untyped(LABELS)),
    RETURN                  (0x0F,      "return",                  untyped(NONE)),
    CALL                    (0x10,      "call",                    untyped(FUNCTION)),
    CALL_INDIRECT           (0x11,      "call_indirect",           untyped(TYPE_TABLE)),
    RETURN_CALL             (0x12,      "return_call",             untyped(FUNCTION),               TAIL_CALLS),
    RETURN_CALL_INDIRECT    (0x13,      "return_call_indirect",    untyped(TYPE_TABLE),             TAIL_CALLS),
    CALL_REF                (0x14,      "call_ref",                untyped(TYPE),                   TYPED_FUNCTION_REFERENCES),
    RETURN_CALL_REF         (0x15,      "return_call_ref",         untyped(TYPE),                   TAIL_CALLS),
    DELEGATE                (0x18,      "delegate",                untyped(LABEL),                  LEGACY_EXCEPTIONS),
    CATCH_ALL               (0x19,      "catch_all",               untyped(NONE),                   LEGACY_EXCEPTIONS),
    TRY_TABLE               (0x1F,      "try_table",               untyped(CATCHES),                EXCEPTIONS),
    BR_ON_NULL              (0xD5,      "br_on_null",              untyped(LABEL),                  TYPED_FUNCTION_REFERENCES),
    BR_ON_NON_NULL          (0xD6,      "br_on_non_null",          untyped(LABEL),                  TYPED_FUNCTION_REFERENCES),
    BR_ON_CAST              (0xFB_0018, "br_on_cast",              untyped(CAST_BRANCH),            GC),
    BR_ON_CAST_FAIL         (0xFB_0019, "br_on_cast_fail",         untyped(CAST_BRANCH),            GC),
    BR_ON_CAST_DESC_EQ      (0xFB_0025, "br_on_cast_desc_eq",      untyped(CAST_BRANCH).trapping(), CUSTOM_DESCRIPTORS),
    BR_ON_CAST_DESC_EQ_FAIL (0xFB_0026, "br_on_cast_desc_eq_fail", untyped(CAST_BRANCH).trapping(), CUSTOM_DESCRIPTORS);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    ControlOpcode(int code, String mnemonic, Shape shape) {
        this(code, mnemonic, shape, Feature.CORE);
    }

    ControlOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /** By how much the instruction changes the number of structured blocks that are open: 1, -1 or 0. */
    public int nesting() {
        return switch (this) {
            case BLOCK, LOOP, IF, TRY, TRY_TABLE -> 1;
            case END, DELEGATE -> -1;
            default -> 0;
        };
    }
}
