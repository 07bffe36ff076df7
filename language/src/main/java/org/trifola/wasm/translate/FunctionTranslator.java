// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import com.oracle.truffle.api.TruffleLanguage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.nodes.BasicBlockNode;
import org.trifola.wasm.nodes.DispatchNode;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.FrameLayout;
import org.trifola.wasm.nodes.FunctionRootNode;
import org.trifola.wasm.nodes.MarkNode;
import org.trifola.wasm.nodes.ObservedBody;
import org.trifola.wasm.nodes.StatementNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.nodes.parametric.SelectNode;
import org.trifola.wasm.nodes.variable.GlobalNodes;
import org.trifola.wasm.nodes.variable.LocalNodes;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.ContinuationOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;
import org.trifola.wasm.validation.ModuleContext;

/**
 * Translates a validated body into basic blocks of trees, in one walk over its instructions.
 *
 * <p>Code that can not be reached is passed over. The translators of the sections share the operand stack and the block
 * builder. The state of the operand stack where paths meet is fixed by the structure of the code: below the label
 * everything is settled, above it every value is in the slot of its position.
 */
public final class FunctionTranslator {
    private final FunctionCode code;

    /** Whether statements are marked for instruments. */
    private final boolean isObserved;

    private final ModuleContext context;
    private final InstructionReader reader;
    private final FrameSlots slots;
    private final BlockBuilder blocks = new BlockBuilder();
    private final OperandStack stack;
    private final ControlTranslator control;
    private final CallTranslator calls;
    private final NumericTranslator numeric;
    private final MemoryTranslator memory;
    private final VectorTranslator vectors;
    private final AtomicTranslator atomics;
    private final TableTranslator tables;
    private final ReferenceTranslator references;
    private final AggregateTranslator aggregates;
    private final ContinuationTranslator continuations;

    private FunctionTranslator(FunctionCode code, boolean isObserved) {
        this.code = code;
        this.isObserved = isObserved;
        WasmModule module = code.module();
        context = module.context();
        reader = code.reader();
        FuncType type = code.type().funcType();
        slots = new FrameSlots(type.params(), reader.locals());
        stack = new OperandStack(slots, blocks::add);
        control = new ControlTranslator(type, module, reader, slots, blocks, stack);
        calls = new CallTranslator(module, reader, slots, stack);
        numeric = new NumericTranslator(reader, slots, stack);
        memory = new MemoryTranslator(context, reader, stack);
        vectors = new VectorTranslator(reader, stack);
        atomics = new AtomicTranslator(reader, stack);
        tables = new TableTranslator(context, reader, stack);
        references = new ReferenceTranslator(module, reader, stack);
        aggregates = new AggregateTranslator(module, reader, stack);
        continuations = new ContinuationTranslator(control, context, reader, slots, blocks, stack);
    }

    /** Translates a function. */
    public static FunctionRootNode translate(@Nullable TruffleLanguage<?> language, FunctionCode code) {
        FunctionTranslator translator = new FunctionTranslator(code, false);
        BasicBlockNode[] body = translator.body();
        FrameLayout layout =
                translator.slots.layout(code.module(), code.def().code().length());
        return new FunctionRootNode(
                language,
                code,
                layout,
                new DispatchNode(body, layout),
                () -> observed(code, layout),
                translator.control.hasTailCalls());
    }

    /** The body of a function for instruments. Marks need no slots of the frame, so the layout is the same. */
    private static ObservedBody observed(FunctionCode code, FrameLayout layout) {
        return new ObservedBody(code, new DispatchNode(new FunctionTranslator(code, true).body(), layout));
    }

    private BasicBlockNode[] body() {
        while (!control.isFinished()) {
            Opcode opcode = reader.next();
            if (control.isReachable()) {
                if (isObserved && control.isStatement(opcode)) {
                    blocks.add(new MarkNode(reader.offset()));
                }
                instruction(opcode);
            } else if (opcode instanceof ControlOpcode controlOpcode) {
                control.skip(controlOpcode);
            }
        }
        return blocks.build();
    }

    private void instruction(Opcode opcode) {
        switch (opcode) {
            case ControlOpcode controlOpcode -> control(controlOpcode);
            case NumericOpcode numericOpcode -> numeric.translate(numericOpcode);
            case VariableOpcode variable -> variable(variable);
            case MemoryOpcode memoryOpcode -> memory.translate(memoryOpcode);
            case ParametricOpcode parametric -> parametric(parametric);
            case ReferenceOpcode reference -> references.translate(reference);
            case TableOpcode table -> tables.translate(table);
            case AggregateOpcode aggregate -> aggregates.translate(aggregate);
            case VectorOpcode vectorOpcode -> vectors.translate(vectorOpcode);
            case AtomicOpcode atomic -> atomics.translate(atomic);
            case ContinuationOpcode continuation -> continuations.translate(continuation);
        }
    }

    private void control(ControlOpcode opcode) {
        switch (opcode) {
            case CALL -> calls.call();
            case CALL_INDIRECT -> calls.callIndirect();
            case CALL_REF -> calls.callRef();
            case RETURN_CALL -> {
                if (reader.index() == code.index()) {
                    control.callSelf();
                } else {
                    control.tailCall(calls.tailCall());
                }
            }
            case RETURN_CALL_INDIRECT -> control.tailCall(calls.tailCallIndirect());
            case RETURN_CALL_REF -> control.tailCall(calls.tailCallRef());
            default -> control.translate(opcode);
        }
    }

    private void variable(VariableOpcode opcode) {
        int index = reader.index();
        switch (opcode) {
            case LOCAL_GET -> stack.push(Operand.slot(slots.kind(index), slots.local(index)));
            case LOCAL_SET -> {
                Operand value = stack.pop();
                int slot = slots.local(index);
                stack.run(LocalNodes.set(slot, value.node()), localWrite(slot), value);
            }
            case LOCAL_TEE -> {
                Operand value = stack.pop();
                int slot = slots.local(index);
                stack.push(LocalNodes.tee(slot, value.node()), localWrite(slot), value);
            }
            case GLOBAL_GET -> {
                GlobalType type = context.global(index);
                ExpressionNode node = GlobalNodes.get(ValueKind.of(type.valType()), index, type.mutable());
                stack.push(node, type.mutable() ? Effects.GLOBAL_GET : Effects.PURE);
            }
            case GLOBAL_SET -> {
                Operand value = stack.pop();
                stack.run(GlobalNodes.set(index, value.node()), Effects.GLOBAL_SET, value);
            }
        }
    }

    private Effects localWrite(int slot) {
        Effects write = Effects.writeOf(slot);
        return blocks.scope() == null ? write : write.and(Effects.VISIBLE);
    }

    private void parametric(ParametricOpcode opcode) {
        switch (opcode) {
            case DROP -> {
                Operand value = stack.pop();
                if (!value.effects().canBeDropped()) {
                    stack.run(new StatementNode.Drop(value.node()), Effects.PURE, value);
                }
            }
            case SELECT, SELECT_T -> {
                Operand[] operands = stack.pop(3);
                ExpressionNode node = new SelectNode(operands[0].node(), operands[1].node(), operands[2].node());
                stack.push(node, Effects.PURE, operands);
            }
        }
    }

    /** The kinds of several types. */
    static ValueKind[] kinds(List<ValType> types) {
        List<ValueKind> kinds = new ArrayList<>(types.size());
        types.forEach(type -> kinds.add(ValueKind.of(type)));
        return kinds.toArray(ValueKind[]::new);
    }

    /** The nodes of several operands. */
    static ExpressionNode[] nodes(Operand... operands) {
        ExpressionNode[] nodes = new ExpressionNode[operands.length];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = operands[i].node();
        }
        return nodes;
    }
}
