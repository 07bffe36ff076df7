// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.reference.ReferenceNodes;
import org.trifola.wasm.syntax.ReferenceOpcode;

/**
 * Translates reference instructions.
 *
 * <p>Specification: 4.4.3 "Reference Instructions".
 */
final class ReferenceTranslator {
    private ReferenceTranslator() {}

    static void translate(ReferenceOpcode opcode, InstructionReader reader, OperandStack stack) {
        switch (opcode) {
            case REF_NULL -> stack.push(new ReferenceNodes.Null(), Effects.PURE);
            case REF_FUNC -> stack.push(new ReferenceNodes.Func(reader.index()), Effects.PURE);
            case REF_IS_NULL -> {
                Operand reference = stack.pop();
                stack.push(new ReferenceNodes.IsNull(reference.node()), Effects.PURE, reference);
            }
            case REF_AS_NON_NULL -> {
                Operand reference = stack.pop();
                stack.push(new ReferenceNodes.AsNonNull(reference.node(), reader.offset()), Effects.TRAP, reference);
            }
            case REF_EQ, REF_TEST, REF_TEST_NULL, REF_CAST, REF_CAST_NULL -> throw FunctionTranslator.notYet(opcode);
        }
    }
}
