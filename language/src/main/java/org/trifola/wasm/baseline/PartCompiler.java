// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Polling;
import org.trifola.wasm.syntax.ValType;

/**
 * The way into {@linkplain Part parts} of a function and out of them.
 *
 * <p>A part returns where to go on: 0 is behind it, n + 1 the block n of those around it. Locals go in and out through the
 * {@link PartFrame}, and so do the values that a branch carries.
 */
final class PartCompiler {
    private final MethodBody body;
    private final CodeBuilder code;
    private final Operands operands;
    private final ControlCompiler control;
    private final PartFrame frame;
    private final Cut cut;
    private final @Nullable Part self;

    /** The parts that this method may call, by their start. */
    private final Map<Integer, Part> callees;

    private final int countdownSlot;

    /** What the count by which loops poll was at the beginning, had there been no polls. */
    private final int startSlot;

    /** Where a part returns the number on the machine's stack. */
    private final Label exit;

    PartCompiler(MethodBody body, ControlCompiler control, Cut cut, int countdownSlot) {
        this.body = body;
        this.control = control;
        this.countdownSlot = countdownSlot;
        code = body.code;
        operands = body.operands;
        this.cut = cut;
        self = cut.self();
        callees = cut.callees();
        frame = body.frame;
        exit = code.newLabel();
        startSlot = cut.counter() == null ? -1 : Kind.I32.allocate(code);
    }

    /** Takes the arguments of a part; makes the frame of a function that has parts. */
    void begin() {
        if (self != null) {
            frame.receive();
            restoreCountdown(self);
            if (countsRuns()) {
                code.iload(countdownSlot).istore(startSlot);
            }
            self.locals().stream().forEach(body::restoreLocal);
        } else if (!callees.isEmpty()) {
            frame.allocate(cut.maxCarried());
        }
    }

    /** Whether it must be known how often the loop of this method has run. */
    boolean countsRuns() {
        return startSlot >= 0;
    }

    /** Says that there was a poll, from which the count begins again. */
    void notePoll() {
        if (countsRuns()) {
            code.iinc(startSlot, Polling.INTERVAL);
        }
    }

    /** Counts how often the loop has run. */
    private void addRuns(String counter) {
        int function = body.function.index();
        ClassDesc owner =
                cut.holdsObjects() ? ModuleClasses.objectClass(function) : ModuleClasses.functionClass(function);
        code.getstatic(owner, counter, ConstantDescs.CD_int);
        code.iload(startSlot).iload(countdownSlot).isub().iadd();
        code.putstatic(owner, counter, ConstantDescs.CD_int);
    }

    /** The part to call in place of the instruction at an offset; null if that is to be compiled here. */
    @Nullable
    Part callee(int offset) {
        return callees.get(offset);
    }

    /** Calls a part, and goes on where it says. */
    void call(Part part) {
        operands.spillAll();
        saveCountdown(part);
        part.locals().stream().forEach(body::saveLocal);
        body.loadInstance();
        frame.loadArrays();
        code.invokestatic(ModuleClasses.functionClass(body.function.index()), part.name(), PartFrame.METHOD);
        part.written().stream().forEach(body::restoreLocal);
        restoreCountdown(part);
        List<Integer> exits = part.exits().stream().boxed().toList();
        if (!exits.isEmpty()) {
            dispatch(part, exits);
        } else if (part.isOpen()) {
            code.pop();
        } else {
            // It never returns, which the verifier does not know.
            code.aconst_null().athrow();
        }
        control.setReachable(part.isOpen());
    }

    private void dispatch(Part part, List<Integer> exits) {
        Label next = code.newLabel();
        List<SwitchCase> cases = new ArrayList<>();
        exits.forEach(exit -> cases.add(SwitchCase.of(exit + 1, code.newLabel())));
        if (cases.size() > 1) {
            // Where the end can not be reached, any other case does as the default one.
            code.lookupswitch(part.isOpen() ? next : cases.getLast().target(), cases);
        } else if (part.isOpen()) {
            code.ifeq(next);
        } else {
            code.pop();
        }
        for (int i = 0; i < exits.size(); i++) {
            code.labelBinding(cases.get(i).target());
            branch(exits.get(i), part.labels().get(exits.get(i)));
        }
        code.labelBinding(next);
    }

    private void branch(int exit, List<ValType> types) {
        int height = operands.size();
        for (int i = 0; i < types.size(); i++) {
            Kind kind = Kind.of(types.get(i));
            frame.loadCarried(i, kind);
            operands.push(kind);
        }
        control.branch(control.blocks().get(exit));
        operands.truncate(height);
    }

    /** Branches to a block around the part; the values it takes along are alone on the machine's stack. */
    void leave(int block, List<ValType> types) {
        int first = operands.size() - types.size();
        for (int i = types.size() - 1; i >= 0; i--) {
            Kind kind = Kind.of(types.get(i));
            int slot = operands.slot(first + i, kind);
            kind.store(code, slot);
            frame.saveCarried(i, kind, slot);
        }
        Objects.requireNonNull(self).exits().set(block);
        code.loadConstant(block + 1).goto_(exit);
    }

    /** Ends a part. */
    void finish(boolean isReachable) {
        if (self == null) {
            return;
        }
        if (isReachable) {
            code.iconst_0().goto_(exit);
        }
        code.labelBinding(exit);
        if (cut.counter() != null) {
            addRuns(cut.counter());
        }
        saveCountdown(self);
        self.written().stream().forEach(body::saveLocal);
        code.ireturn();
    }

    private void saveCountdown(Part part) {
        if (part.hasLoop()) {
            frame.saveCountdown(countdownSlot);
        }
    }

    private void restoreCountdown(Part part) {
        if (part.hasLoop()) {
            frame.restoreCountdown(countdownSlot);
        }
    }
}
