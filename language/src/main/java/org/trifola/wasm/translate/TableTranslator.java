// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.table.TableNodes;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates table instructions.
 *
 * <p>Specification: 4.4.6 "Table Instructions".
 */
final class TableTranslator {
    private final ModuleContext context;
    private final InstructionReader reader;
    private final OperandStack stack;

    TableTranslator(ModuleContext context, InstructionReader reader, OperandStack stack) {
        this.context = context;
        this.reader = reader;
        this.stack = stack;
    }

    void translate(TableOpcode opcode) {
        int index = reader.index();
        int second = reader.secondIndex();
        int offset = reader.offset();
        switch (opcode) {
            case TABLE_GET -> {
                Operand at = stack.pop();
                stack.push(new TableNodes.Get(index, at.node(), offset), Effects.TABLE_GET, at);
            }
            case TABLE_SET -> {
                Operand[] o = stack.pop(2);
                stack.run(new TableNodes.Set(index, o[0].node(), o[1].node(), offset), Effects.TABLE_SET, o);
            }
            case TABLE_SIZE -> {
                ValueKind kind = ValueKind.of(context.table(index).addressType().numType());
                stack.push(new TableNodes.Size(kind, index), Effects.TABLE_SIZE);
            }
            case TABLE_GROW -> {
                Operand[] o = stack.pop(2);
                stack.push(new TableNodes.Grow(index, o[0].node(), o[1].node()), Effects.TABLE_SET, o);
            }
            case TABLE_FILL -> {
                Operand[] o = stack.pop(3);
                stack.run(
                        new TableNodes.Fill(index, o[0].node(), o[1].node(), o[2].node(), offset),
                        Effects.TABLE_SET,
                        o);
            }
            case TABLE_COPY -> {
                Operand[] o = stack.pop(3);
                stack.run(
                        new TableNodes.Copy(index, second, o[0].node(), o[1].node(), o[2].node(), offset),
                        Effects.TABLE_SET,
                        o);
            }
            case TABLE_INIT -> {
                Operand[] o = stack.pop(3);
                stack.run(
                        new TableNodes.Init(second, index, o[0].node(), o[1].node(), o[2].node(), offset),
                        Effects.TABLE_SET,
                        o);
            }
            case ELEM_DROP -> stack.run(new TableNodes.ElementDrop(index), Effects.TABLE_SET);
        }
    }
}
