// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.validation.ModuleContext;

/**
 * The method that a function becomes, while it is written: where its variables are, and what all compilers of instructions
 * share.
 *
 * <pre>
 *   | param 0 | … | param p-1 | instance | memory 0 | local p | … | local n-1 | operands … |
 * </pre>
 */
final class MethodBody {
    static final ClassDesc MEMORY = describe(Memory.class);

    /** More locals than this are left to the nodes, whose frames do not name each of them. */
    private static final int MAX_LOCALS = 2_000;

    private final ModuleClasses classes;
    final FunctionCode function;
    final WasmModule module;
    final ModuleContext context;
    final InstructionReader reader;
    final CodeBuilder code;
    final Operands operands;
    final Signature signature;
    private final Kind[] kinds;
    private final int[] slots;
    private final int instanceSlot;
    private final int memorySlot;

    /** Begins the method: sets the locals to zero and fetches memory 0. */
    MethodBody(ModuleClasses classes, FunctionCode function, CodeBuilder code) {
        this.classes = classes;
        this.function = function;
        this.code = code;
        module = function.module();
        context = module.context();
        reader = new InstructionReader(module.def().bytes(), function.def().code());
        operands = new Operands(code);
        FuncType type = function.type().funcType();
        signature = Signature.of(type);
        int params = type.params().size();
        List<ValType> locals = reader.locals();
        if (locals.size() > MAX_LOCALS) {
            throw new Unsupported("locals");
        }
        kinds = new Kind[params + locals.size()];
        slots = new int[kinds.length];
        for (int i = 0; i < params; i++) {
            kinds[i] = signature.params().get(i);
            slots[i] = code.parameterSlot(i);
        }
        instanceSlot = code.parameterSlot(params);
        memorySlot = context.memoryCount() > 0 ? fetchMemory() : -1;
        for (int i = params; i < kinds.length; i++) {
            kinds[i] = Kind.of(locals.get(i - params));
            slots[i] = kinds[i].allocate(code);
            pushZero(kinds[i]);
            kinds[i].store(code, slots[i]);
        }
    }

    static ClassDesc describe(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    private int fetchMemory() {
        int slot = Kind.REF.allocate(code);
        code.aload(instanceSlot);
        code.invokevirtual(Signature.INSTANCE, "memory0", MethodTypeDesc.of(MEMORY));
        code.astore(slot);
        return slot;
    }

    private void pushZero(Kind kind) {
        switch (kind) {
            case I32 -> code.iconst_0();
            case I64 -> code.lconst_0();
            case F32 -> code.fconst_0();
            case F64 -> code.dconst_0();
            default -> code.aconst_null();
        }
    }

    /**
     * The class of the structures of a type.
     *
     * @throws Unsupported when they do not have one of their own
     */
    ClassDesc structClass(int typeIndex) {
        return classes.structClass(module.upcalls().structLayout(context.type(typeIndex)));
    }

    /** The kind of a local. */
    Kind kind(int local) {
        return kinds[local];
    }

    void loadLocal(int local) {
        kinds[local].load(code, slots[local]);
    }

    void storeLocal(int local) {
        kinds[local].store(code, slots[local]);
    }

    void loadInstance() {
        code.aload(instanceSlot);
    }

    void loadMemory(int memoryIndex) {
        if (memoryIndex == 0) {
            code.aload(memorySlot);
        } else {
            code.aload(instanceSlot).loadConstant(memoryIndex);
            code.invokevirtual(Signature.INSTANCE, "memory", MethodTypeDesc.of(MEMORY, ConstantDescs.CD_int));
        }
    }

    /** Moves the topmost operands, of these types, to an array, which is left on the machine's stack. */
    void pack(List<ValType> types) {
        operands.require(types.size());
        int array = operands.slot(operands.size(), Kind.REF);
        code.loadConstant(types.size()).anewarray(ConstantDescs.CD_Object).astore(array);
        for (int i = types.size() - 1; i >= 0; i--) {
            code.aload(array).loadConstant(i);
            ClassDesc type = Kind.of(types.get(i)).type();
            call(
                    Calls.class,
                    "put",
                    ConstantDescs.CD_void,
                    type,
                    ConstantDescs.CD_Object.arrayType(),
                    ConstantDescs.CD_int);
        }
        code.aload(array);
    }

    /** Pushes the values of the array that is on the machine's stack. */
    void unpack(List<ValType> types) {
        int array = operands.slot(operands.size() + types.size(), Kind.REF);
        code.astore(array);
        for (int i = 0; i < types.size(); i++) {
            Kind kind = Kind.of(types.get(i));
            code.aload(array).loadConstant(i).aaload();
            SignatureClasses.unbox(code, kind);
            operands.push(kind);
        }
    }

    /** The name of the method of an instruction: {@code i32Load8S} for {@code i32.load8_s}. */
    static String methodName(String mnemonic) {
        StringBuilder name = new StringBuilder(mnemonic.length());
        boolean startsWord = false;
        for (int i = 0; i < mnemonic.length(); i++) {
            char c = mnemonic.charAt(i);
            if (c == '_' || c == '.') {
                startsWord = true;
            } else {
                name.append(startsWord ? Character.toUpperCase(c) : c);
                startsWord = false;
            }
        }
        return name.toString();
    }

    /** Calls a static method. */
    void call(Class<?> owner, String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(describe(owner), name, MethodTypeDesc.of(result, params));
    }
}
