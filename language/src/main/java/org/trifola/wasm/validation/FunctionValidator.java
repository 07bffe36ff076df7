// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.ContinuationOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Immediates;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.Shape;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VariableOpcode;

/**
 * Validates function bodies and constant expressions, one after the other, in one pass over their bytes.
 *
 * <p>The rows of the instruction table say what most instructions pop and push; the others have a short method each,
 * here, in {@link ControlRules} or in {@link AggregateRules}, that names the anchor of its rule. Bodies do not depend on
 * each other, so several validators may share the work on one module.
 *
 * <p>Specification: 3.4 "Instructions", 7.3 "Validation Algorithm".
 */
final class FunctionValidator {
    private static final int VECTOR_BYTES = 16;

    private final Body body;
    private final OperandTypes operands;
    private final Locals locals;
    private final ControlRules control;
    private final AggregateRules aggregates;
    private final ContinuationRules continuations;
    private int visibleGlobals;

    FunctionValidator(ModuleContext context, FeatureGate gate) {
        this.body = new Body(context, gate);
        this.operands = body.operands;
        this.locals = new Locals(body);
        this.control = new ControlRules(body, locals);
        this.aggregates = new AggregateRules(body);
        this.continuations = new ContinuationRules(body, control);
        this.visibleGlobals = context.globalCount();
    }

    /** The types of the module. */
    ModuleContext context() {
        return body.context;
    }

    /**
     * Validates the body of a function.
     *
     * @throws InvalidException when it breaks a rule
     * @throws MalformedException when its bytes are no instructions
     */
    void validate(FunctionDef function) {
        begin(function);
        if (body.gate.isOpen()) {
            while (control.isOpen()) {
                instruction(body.reader.next());
            }
        } else {
            while (control.isOpen()) {
                Opcode opcode = body.reader.next();
                body.require(opcode.feature());
                instruction(opcode);
            }
        }
        if (!body.reader.atEnd()) {
            throw new MalformedException(
                    body.reader.position(),
                    "section size mismatch: instructions after the end of function " + function.index());
        }
    }

    private void begin(FunctionDef function) {
        visibleGlobals = body.context.globalCount();
        FuncType type = body.context.functionType(function.index()).funcType();
        body.begin(function.code(), function.index());
        locals.begin(type.params(), body.reader.localGroups());
        control.begin(type);
    }

    /**
     * Validates the body of a function but for its end.
     *
     * @return the types of the values that it leaves there, references as the widest of their kind
     */
    List<ValType> results(FunctionDef function) {
        begin(function);
        Opcode opcode = body.reader.next();
        while (opcode != ControlOpcode.END || !control.isInFunctionFrame()) {
            body.require(opcode.feature());
            instruction(opcode);
            opcode = body.reader.next();
        }
        return operands.current().stream().map(Matching::widest).toList();
    }

    /**
     * Validates a constant expression (spec 3.4.14, valid-constant).
     *
     * @param expected the type that its value must match
     * @param globals the number of globals that it may name
     */
    void validateConstant(Expr expr, ValType expected, int globals) {
        visibleGlobals = globals;
        body.begin(expr, -1);
        Opcode opcode;
        while ((opcode = body.reader.next()) != ControlOpcode.END) {
            body.require(opcode.feature());
            requireConstant(opcode);
            instruction(opcode);
        }
        operands.pop(expected);
        operands.requireEmpty();
    }

    private void requireConstant(Opcode opcode) {
        if (!opcode.shape().constant()) {
            throw body.invalid(Errors.constantExpressionRequired(opcode.mnemonic()));
        }
        if (opcode == VariableOpcode.GLOBAL_GET) {
            requireConstantGlobal(body.reader.index());
        } else if (opcode == ReferenceOpcode.REF_FUNC) {
            body.functionTypeIndex(body.reader.index());
            body.context.declare(body.reader.index());
        } else if (!opcode.shape().operands().isEmpty()) {
            body.require(Feature.EXTENDED_CONST);
        }
    }

    private void requireConstantGlobal(int index) {
        if (body.global(index, visibleGlobals).mutable()) {
            throw body.invalid(Errors.mutableGlobalInConstant(index));
        }
        if (index >= body.context.importedCount(ExternKind.GLOBAL)) {
            body.require(Feature.GC);
        }
    }

    private void instruction(Opcode opcode) {
        Shape shape = body.reader.shape();
        switch (shape.typing()) {
            case FIXED -> fixed(shape);
            case MEMORY -> memoryAccess(shape);
            case ATOMIC -> atomicAccess(shape);
            case LANE -> lane(shape);
            case UNTYPED -> untyped(opcode);
        }
    }

    private void fixed(Shape shape) {
        operands.popAll(shape.operands());
        operands.pushAll(shape.results());
    }

    private void untyped(Opcode opcode) {
        // FAST: the sections in the order of how often they occur. A pattern switch would take tens of milliseconds to
        // link at its first use, which is at every start of a program.
        if (opcode instanceof VariableOpcode row) {
            variable(row);
        } else if (opcode instanceof ControlOpcode row) {
            control.validate(row);
        } else if (opcode instanceof ParametricOpcode row) {
            parametric(row);
        } else if (opcode instanceof MemoryOpcode row) {
            memory(row);
        } else if (opcode instanceof TableOpcode row) {
            table(row);
        } else if (opcode instanceof ReferenceOpcode row) {
            aggregates.validate(row);
        } else if (opcode instanceof AggregateOpcode row) {
            aggregates.validate(row);
        } else if (opcode instanceof ContinuationOpcode row) {
            continuations.validate(row);
        } else {
            throw new AssertionError("no rule for " + opcode);
        }
    }

    // Parametric instructions

    private void parametric(ParametricOpcode opcode) {
        switch (opcode) {
            case DROP -> operands.pop();
            case SELECT -> select();
            case SELECT_T -> selectTyped(body.reader.types());
        }
    }

    /** valid-select without a type: numbers or vectors. */
    private void select() {
        operands.pop(NumType.I32);
        ValType second = popNumberOrVector();
        ValType first = popNumberOrVector();
        boolean known = !OperandTypes.isBottom(first);
        if (known && !OperandTypes.isBottom(second) && !first.equals(second)) {
            throw body.typeMismatch(first.toString(), second.toString());
        }
        operands.push(known ? first : second);
    }

    private ValType popNumberOrVector() {
        ValType type = operands.pop();
        if (type instanceof RefType && !OperandTypes.isBottom(type)) {
            throw body.typeMismatch("a number or vector", body.describe(type));
        }
        return type;
    }

    /** valid-select with a type */
    private void selectTyped(List<ValType> types) {
        if (types.size() != 1) {
            throw body.invalid(Errors.selectArity(types.size()));
        }
        ValType type = body.close(types.getFirst());
        operands.pop(NumType.I32);
        operands.pop(type);
        operands.pop(type);
        operands.push(type);
    }

    // Variable instructions

    private void variable(VariableOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case LOCAL_GET -> operands.push(locals.get(index));
            case LOCAL_SET -> operands.pop(locals.set(index));
            case LOCAL_TEE -> localTee(locals.set(index));
            case GLOBAL_GET -> operands.push(body.global(index, visibleGlobals).valType());
            case GLOBAL_SET -> globalSet(index);
        }
    }

    /** valid-local.tee */
    private void localTee(ValType type) {
        operands.pop(type);
        operands.push(type);
    }

    /** valid-global.set */
    private void globalSet(int index) {
        GlobalType type = body.global(index, visibleGlobals);
        if (!type.mutable()) {
            throw body.invalid(Errors.immutableGlobal(index));
        }
        operands.pop(type.valType());
    }

    // Table instructions

    private void table(TableOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case TABLE_GET -> tableGet(body.table(index));
            case TABLE_SET -> tableSet(writtenTable(index));
            case TABLE_SIZE -> operands.push(addressType(body.table(index)));
            case TABLE_GROW -> tableGrow(writtenTable(index));
            case TABLE_FILL -> tableFill(writtenTable(index));
            case TABLE_COPY -> tableCopy(writtenTable(index), body.table(body.reader.secondIndex()));
            case TABLE_INIT -> tableInit(writtenTable(body.reader.secondIndex()), index);
            case ELEM_DROP -> body.elementSegment(index);
        }
    }

    private TableType writtenTable(int index) {
        TableType table = body.table(index);
        body.context.writeTo(index);
        return table;
    }

    private static NumType addressType(TableType table) {
        return table.addressType().numType();
    }

    /** valid-table.get */
    private void tableGet(TableType table) {
        operands.pop(addressType(table));
        operands.push(table.elementType());
    }

    /** valid-table.set */
    private void tableSet(TableType table) {
        operands.pop(table.elementType());
        operands.pop(addressType(table));
    }

    /** valid-table.grow */
    private void tableGrow(TableType table) {
        operands.pop(addressType(table));
        operands.pop(table.elementType());
        operands.push(addressType(table));
    }

    /** valid-table.fill */
    private void tableFill(TableType table) {
        operands.pop(addressType(table));
        operands.pop(table.elementType());
        operands.pop(addressType(table));
    }

    /** valid-table.copy */
    private void tableCopy(TableType destination, TableType source) {
        requireElementMatch(source.elementType(), destination);
        operands.pop(smaller(destination.addressType(), source.addressType()));
        operands.pop(addressType(source));
        operands.pop(addressType(destination));
    }

    /** The type of a length that must fit both. */
    private static NumType smaller(AddressType a, AddressType b) {
        return a == AddressType.I64 && b == AddressType.I64 ? NumType.I64 : NumType.I32;
    }

    /** valid-table.init */
    private void tableInit(TableType destination, int elementIndex) {
        requireElementMatch(body.elementSegment(elementIndex), destination);
        operands.pop(NumType.I32);
        operands.pop(NumType.I32);
        operands.pop(addressType(destination));
    }

    private void requireElementMatch(RefType source, TableType destination) {
        if (!Matching.matches(source, destination.elementType())) {
            throw body.invalid(Errors.typesDoNotMatch(
                    body.instruction(), body.describe(destination.elementType()), body.describe(source)));
        }
    }

    // Memory instructions

    private void memory(MemoryOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case MEMORY_SIZE -> operands.push(addressType(body.memory(index)));
            case MEMORY_GROW -> memoryGrow(body.memory(index));
            case MEMORY_FILL -> memoryFill(body.memory(index));
            case MEMORY_COPY -> memoryCopy(body.memory(index), body.memory(body.reader.secondIndex()));
            case MEMORY_INIT -> memoryInit(body.memory(body.reader.secondIndex()), index);
            case DATA_DROP -> body.requireDataSegment(index);
            case I32_LOAD,
                    I64_LOAD,
                    F32_LOAD,
                    F64_LOAD,
                    I32_LOAD8_S,
                    I32_LOAD8_U,
                    I32_LOAD16_S,
                    I32_LOAD16_U,
                    I64_LOAD8_S,
                    I64_LOAD8_U,
                    I64_LOAD16_S,
                    I64_LOAD16_U,
                    I64_LOAD32_S,
                    I64_LOAD32_U,
                    I32_STORE,
                    I64_STORE,
                    F32_STORE,
                    F64_STORE,
                    I32_STORE8,
                    I32_STORE16,
                    I64_STORE8,
                    I64_STORE16,
                    I64_STORE32 -> memoryAccess(opcode.shape());
        }
    }

    private static NumType addressType(MemoryType memory) {
        return memory.addressType().numType();
    }

    /** valid-memory.grow */
    private void memoryGrow(MemoryType memory) {
        operands.pop(addressType(memory));
        operands.push(addressType(memory));
    }

    /** valid-memory.fill */
    private void memoryFill(MemoryType memory) {
        operands.pop(addressType(memory));
        operands.pop(NumType.I32);
        operands.pop(addressType(memory));
    }

    /** valid-memory.copy */
    private void memoryCopy(MemoryType destination, MemoryType source) {
        operands.pop(smaller(destination.addressType(), source.addressType()));
        operands.pop(addressType(source));
        operands.pop(addressType(destination));
    }

    /** valid-memory.init */
    private void memoryInit(MemoryType destination, int dataIndex) {
        body.requireDataSegment(dataIndex);
        operands.pop(NumType.I32);
        operands.pop(NumType.I32);
        operands.pop(addressType(destination));
    }

    /** valid-load, valid-store and their vector forms: the address lies below the other operands. */
    private void memoryAccess(Shape shape) {
        MemoryType memory = body.memory(body.reader.index());
        int alignment = body.reader.alignment();
        if (alignment > Integer.numberOfTrailingZeros(shape.width())) {
            throw body.invalid(Errors.alignment(body.instruction(), alignment, shape.width()));
        }
        if (shape.immediates() == Immediates.MEMARG_LANE) {
            requireLane(body.reader.lane(), VECTOR_BYTES / shape.width());
        }
        access(shape, memory);
    }

    /** The rule of the threads proposal for atomic accesses: the alignment is exactly the natural one. */
    private void atomicAccess(Shape shape) {
        MemoryType memory = body.memory(body.reader.index());
        int alignment = body.reader.alignment();
        if (alignment != Integer.numberOfTrailingZeros(shape.width())) {
            throw body.invalid(Errors.atomicAlignment(body.instruction(), alignment, shape.width()));
        }
        access(shape, memory);
    }

    /** valid-memarg, after the alignment */
    private void access(Shape shape, MemoryType memory) {
        long offset = body.reader.memoryOffset();
        if (offset >>> 32 != 0 && memory.addressType() == AddressType.I32) {
            throw body.invalid(Errors.offsetOutOfRange(offset));
        }
        operands.popAll(shape.operands());
        operands.pop(addressType(memory));
        operands.pushAll(shape.results());
    }

    // Vector instructions

    /** valid-vextract_lane, valid-vreplace_lane, valid-vshuffle */
    private void lane(Shape shape) {
        if (shape.immediates() == Immediates.SHUFFLE_LANES) {
            for (byte lane : body.reader.shuffleLanes()) {
                requireLane(lane & 0xFF, shape.width());
            }
        } else {
            requireLane(body.reader.lane(), shape.width());
        }
        fixed(shape);
    }

    private void requireLane(int lane, int lanes) {
        if (lane >= lanes) {
            throw body.invalid(Errors.invalidLane(lane, lanes));
        }
    }
}
