// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.AggregateOpcode;
import org.trifola.wasm.syntax.AtomicOpcode;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.MemoryOpcode;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.ParametricOpcode;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.TableOpcode;
import org.trifola.wasm.syntax.VariableOpcode;
import org.trifola.wasm.syntax.VectorOpcode;

/**
 * Writes a validated body as the code of a static method, in one walk over its instructions.
 *
 * <p>Locals become variables of the method, operands values on the machine's stack. Code that can not be reached is passed
 * over. A line number stands for the place of an instruction, see {@link LineNumbers}.
 */
final class FunctionCompiler {
    /**
     * What a method holds.
     *
     * @param vectors how many vector instructions
     * @param accesses how many memory instructions
     */
    record Contents(int vectors, int accesses) {}

    private final MethodBody body;
    private final Operands operands;
    private final ControlCompiler control;
    private final NumericCompiler numeric;
    private final MemoryCompiler memory;
    private final TableCompiler tables;
    private final ReferenceCompiler references;
    private final AggregateCompiler aggregates;
    private final AtomicCompiler atomics;
    private final VectorCompiler vectors;

    private final LineNumbers lines;
    private final String method;

    private int vectorCount;
    private int accessCount;

    /** Takes down where statements begin; null when nobody wants to know. */
    private final @Nullable Outline outline;

    private FunctionCompiler(
            ModuleClasses classes,
            FunctionCode function,
            BoundsChecks checks,
            CodeBuilder code,
            Cut cut,
            LineNumbers lines,
            @Nullable Outline outline) {
        this.lines = lines;
        this.outline = outline;
        method = cut.name();
        lines.clear(method);
        body = new MethodBody(classes, function, checks, code, cut);
        operands = body.operands;
        numeric = new NumericCompiler(body);
        memory = new MemoryCompiler(body);
        tables = new TableCompiler(body);
        references = new ReferenceCompiler(body, numeric);
        aggregates = new AggregateCompiler(body);
        atomics = new AtomicCompiler(body);
        vectors = new VectorCompiler(body, numeric, memory);
        control = new ControlCompiler(body, numeric, references, cut);
    }

    /**
     * Writes a method of a function.
     *
     * @param checks which of the function's accesses to memory need no check
     * @param lines what gives the instructions line numbers
     * @param outline what to note the function's statements in, if it is not null
     * @return what it holds
     * @throws Unsupported when the function holds what this tier does not know
     */
    static Contents compile(
            ModuleClasses classes,
            FunctionCode function,
            BoundsChecks checks,
            CodeBuilder code,
            Cut cut,
            LineNumbers lines,
            @Nullable Outline outline) {
        FunctionCompiler compiler = new FunctionCompiler(classes, function, checks, code, cut, lines, outline);
        compiler.compile();
        return new Contents(compiler.vectorCount, compiler.accessCount);
    }

    private void compile() {
        while (!control.isFinished()) {
            if (!control.callsPart()) {
                Opcode opcode = body.reader.next();
                note(opcode);
                if (control.isReachable()) {
                    mark(opcode);
                    instruction(opcode);
                } else if (opcode instanceof ControlOpcode controlOpcode) {
                    control.skip(controlOpcode);
                }
            }
        }
    }

    /** Notes that a statement may begin with the instruction. */
    private void note(Opcode opcode) {
        if (outline != null && !numeric.isWaiting() && control.isBetweenStatements(opcode)) {
            outline.note(body.reader.offset(), control.isReachable(), control.blocks());
        }
    }

    /** Notes the place of an instruction that can end up in a backtrace. */
    private void mark(Opcode opcode) {
        if (opcode.shape().mayTrap()
                || opcode instanceof ControlOpcode
                || opcode instanceof TableOpcode
                || opcode instanceof AggregateOpcode) {
            body.code.lineNumber(lines.line(method, body.reader.offset()));
        }
    }

    /** Without a switch over types, which a process would have to prepare before its first method. */
    private void instruction(Opcode opcode) {
        if (!control.takesCondition(opcode)) {
            numeric.settle();
        }
        if (opcode instanceof ControlOpcode controlOpcode) {
            control.compile(controlOpcode);
        } else if (opcode instanceof NumericOpcode numericOpcode) {
            numeric.compile(numericOpcode);
        } else if (opcode instanceof VariableOpcode variable) {
            variable(variable);
        } else if (opcode instanceof MemoryOpcode memoryOpcode) {
            memory.compile(memoryOpcode);
            accessCount++;
        } else if (opcode instanceof ParametricOpcode parametric) {
            parametric(parametric);
        } else if (opcode instanceof ReferenceOpcode reference) {
            references.compile(reference);
        } else if (opcode instanceof TableOpcode table) {
            tables.compile(table);
        } else if (opcode instanceof AggregateOpcode aggregate) {
            aggregates.compile(aggregate);
        } else if (opcode instanceof AtomicOpcode atomic) {
            atomics.compile(atomic);
        } else if (opcode instanceof VectorOpcode vector) {
            vectors.compile(vector);
            vectorCount++;
        } else {
            throw new Unsupported(opcode.mnemonic());
        }
    }

    private void variable(VariableOpcode opcode) {
        int index = body.reader.index();
        switch (opcode) {
            case LOCAL_GET, LOCAL_SET, LOCAL_TEE -> {
                if (body.kind(index) == Kind.V128) {
                    vectors.local(opcode, index);
                } else {
                    local(opcode, index);
                }
            }
            case GLOBAL_GET -> {
                Kind kind = Kind.of(body.context.global(index).valType());
                body.loadInstance();
                body.code.loadConstant(index);
                body.call(
                        kind.support(Globals.class),
                        "get" + kind.suffix(),
                        kind.type(),
                        Signature.INSTANCE,
                        ConstantDescs.CD_int);
                operands.push(kind);
            }
            case GLOBAL_SET -> {
                Kind kind = Kind.of(body.context.global(index).valType());
                operands.take(1);
                body.loadInstance();
                body.code.loadConstant(index);
                body.call(
                        kind.support(Globals.class),
                        "set",
                        ConstantDescs.CD_void,
                        kind.type(),
                        Signature.INSTANCE,
                        ConstantDescs.CD_int);
            }
        }
    }

    private void local(VariableOpcode opcode, int index) {
        if (opcode == VariableOpcode.LOCAL_GET) {
            body.loadLocal(index);
            operands.push(body.kind(index));
        } else if (opcode == VariableOpcode.LOCAL_SET) {
            operands.take(1);
            body.storeLocal(index);
        } else {
            operands.require(1);
            body.kind(index).dup(body.code);
            body.storeLocal(index);
        }
    }

    private void parametric(ParametricOpcode opcode) {
        switch (opcode) {
            case DROP -> {
                Kind kind = operands.top();
                if (kind == Kind.V128) {
                    operands.takeVector(operands.topShape(body.laneShape()));
                    return;
                }
                operands.take(1);
                kind.pop(body.code);
            }
            case SELECT, SELECT_T -> {
                Kind kind = operands.kind(operands.size() - 2);
                if (kind == Kind.V128) {
                    vectors.select();
                    return;
                }
                ClassDesc type = kind.type();
                operands.take(3);
                body.call(Operators.class, "select", type, type, type, ConstantDescs.CD_int);
                operands.push(kind);
            }
        }
    }
}
