// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.aggregate.DescriptorNodes;
import org.trifola.wasm.nodes.reference.ReferenceNodes;
import org.trifola.wasm.runtime.DescriptorTest;
import org.trifola.wasm.runtime.StructLayout;
import org.trifola.wasm.runtime.TypeTest;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates reference instructions.
 *
 * <p>Specification: 4.4.3 "Reference Instructions".
 */
final class ReferenceTranslator {
    private final WasmModule module;
    private final ModuleContext context;
    private final InstructionReader reader;
    private final OperandStack stack;

    ReferenceTranslator(WasmModule module, InstructionReader reader, OperandStack stack) {
        this.module = module;
        this.context = module.context();
        this.reader = reader;
        this.stack = stack;
    }

    void translate(ReferenceOpcode opcode) {
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
            case REF_EQ -> {
                Operand[] o = stack.pop(2);
                stack.push(new ReferenceNodes.Eq(o[0].node(), o[1].node()), Effects.PURE, o);
            }
            case REF_TEST, REF_TEST_NULL -> {
                TypeTest test = test(opcode == ReferenceOpcode.REF_TEST_NULL);
                Operand reference = stack.pop();
                stack.push(new ReferenceNodes.Test(test, reference.node()), Effects.PURE, reference);
            }
            case REF_CAST, REF_CAST_NULL -> {
                TypeTest test = test(opcode == ReferenceOpcode.REF_CAST_NULL);
                Operand reference = stack.pop();
                stack.push(new ReferenceNodes.Cast(test, reference.node(), reader.offset()), Effects.TRAP, reference);
            }
            case REF_GET_DESC -> {
                StructLayout layout = module.upcalls().structLayout(context.type(reader.index()));
                Operand struct = stack.pop();
                stack.push(new DescriptorNodes.Get(layout, struct.node(), reader.offset()), Effects.TRAP, struct);
            }
            case REF_CAST_DESC_EQ, REF_CAST_DESC_EQ_NULL -> {
                RefType target = target(opcode == ReferenceOpcode.REF_CAST_DESC_EQ_NULL);
                DescriptorTest test = DescriptorTest.of(target, module.upcalls());
                Operand[] o = stack.pop(2);
                stack.push(new DescriptorNodes.Cast(test, o[0].node(), o[1].node(), reader.offset()), Effects.TRAP, o);
            }
        }
    }

    private TypeTest test(boolean nullable) {
        return new TypeTest(target(nullable));
    }

    /** The closed type that a cast or test is about. */
    private RefType target(boolean nullable) {
        return new RefType(nullable, context.close(reader.heapType()));
    }
}
