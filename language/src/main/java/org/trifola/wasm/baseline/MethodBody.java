// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.Memory;
import org.trifola.wasm.runtime.WasmModule;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;
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

    final ModuleClasses classes;
    final FunctionCode function;
    final WasmModule module;
    final ModuleContext context;
    final InstructionReader reader;
    final CodeBuilder code;
    final Operands operands;
    final Signature signature;

    /** Which accesses to memory 0 need no check. */
    final BoundsChecks checks;

    private final Kind[] kinds;
    private final int[] slots;

    /** The lanes of the locals that are vectors. */
    private final @Nullable Lanes[] vectors;

    private final LaneShape laneShape;

    /** How vectors are held in the frame. */
    private final LaneShape frameShape;

    /** The locals that are vectors and whose class the compiler knows. */
    private final BitSet confirmed = new BitSet();

    /** Where locals are while parts of the function are called. */
    final PartFrame frame;

    /** Whether locals that are no vectors are there all the time. */
    private final boolean isResident;

    /** Variables for a moment. */
    private final Map<Kind, Integer> scratch = new EnumMap<>(Kind.class);

    private final int instanceSlot;
    private final int memorySlot;

    /** The number that an {@code i32.const} has pushed. */
    private int constant;

    /** Where the last such instruction ends. */
    private int constantEnd = -1;

    /** Begins the method: fetches memory 0. */
    MethodBody(ModuleClasses classes, FunctionCode function, BoundsChecks checks, CodeBuilder code, Cut cut) {
        this.classes = classes;
        this.function = function;
        this.checks = checks;
        this.code = code;
        module = function.module();
        context = module.context();
        reader = function.reader();
        operands = new Operands(code);
        FuncType type = function.type().funcType();
        signature = Signature.of(type);
        int params = type.params().size();
        List<ValType> locals = reader.locals();
        if (locals.size() > MAX_LOCALS) {
            throw new Unsupported("locals");
        }
        frameShape = Stream.concat(type.params().stream(), locals.stream()).anyMatch(VecType.V128::equals)
                ? VectorCompiler.prevailingShape(reader, function.def().code().end(), false)
                : LaneShape.LONGS;
        laneShape = cut.holdsObjects() ? shapeOfObjects(cut.self()) : frameShape;
        kinds = new Kind[params + locals.size()];
        vectors = new Lanes[kinds.length];
        slots = new int[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            kinds[i] = i < params ? signature.params().get(i) : Kind.of(locals.get(i - params));
        }
        Part part = cut.self();
        isResident = cut.isResident();
        frame = new PartFrame(code, kinds, frameShape);
        instanceSlot = code.parameterSlot(part == null ? params : 0);
        memorySlot = context.memoryCount() > 0 ? fetchMemory() : -1;
        for (int i = 0; i < kinds.length; i++) {
            boolean isParam = part == null && i < params;
            if (isParam) {
                slots[i] = code.parameterSlot(i);
            }
            if (part == null || part.locals().get(i)) {
                if (kinds[i] == Kind.V128) {
                    vectors[i] = newVector();
                } else if (!isParam && !isResident) {
                    slots[i] = kinds[i].allocate(code);
                }
            }
        }
    }

    private LaneShape shapeOfObjects(@Nullable Part part) {
        InstructionReader instructions = function.reader();
        instructions.localGroups();
        if (part != null) {
            instructions.seek(part.start());
        }
        int end = part == null ? function.def().code().end() : part.end();
        return VectorCompiler.prevailingShape(instructions, end, true);
    }

    /** Takes vectors that are parameters apart, and sets the other locals to zero. */
    void beginLocals() {
        int params = signature.params().size();
        for (int i = 0; i < kinds.length; i++) {
            Lanes vector = vectors[i];
            if (vector != null && i < params) {
                operands.variables().unpack(slots[i], vector);
            } else if (vector != null) {
                operands.variables().clear(vector);
            } else if (isResident && i < params) {
                frame.save(i, 0, kinds[i], slots[i]);
            } else if (!isResident && i >= params) {
                kinds[i].pushZero(code);
                kinds[i].store(code, slots[i]);
            }
        }
    }

    private Lanes newVector() {
        int[] lanes = new int[laneShape.count()];
        Arrays.setAll(lanes, _ -> laneShape.kind().allocate(code));
        return new Lanes(laneShape, lanes);
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
        if (isResident) {
            frame.load(local, kinds[local]);
        } else {
            kinds[local].load(code, slots[local]);
        }
    }

    void storeLocal(int local) {
        Kind kind = kinds[local];
        if (isResident) {
            int slot = scratch.computeIfAbsent(kind, _ -> kind.allocate(code));
            kind.store(code, slot);
            frame.save(local, 0, kind, slot);
        } else {
            kind.store(code, slots[local]);
        }
    }

    /** Copies a local to the frame, if it is not there anyway. */
    void saveLocal(int local) {
        Lanes lanes = vectors[local];
        if (lanes != null) {
            Lanes copied = operands.variables().convert(lanes, frameShape);
            for (int i = 0; i < copied.slots().length; i++) {
                frame.save(local, i, frameShape.kind(), copied.slots()[i]);
            }
        } else if (!isResident) {
            frame.save(local, 0, kinds[local], slots[local]);
        }
    }

    /** The opposite of {@link #saveLocal}. */
    void restoreLocal(int local) {
        Lanes lanes = vectors[local];
        if (lanes != null) {
            boolean isObject = lanes.shape().isObject();
            Lanes copied = isObject ? operands.variables().fresh(frameShape) : lanes;
            for (int i = 0; i < copied.slots().length; i++) {
                frame.restore(local, i, frameShape.kind(), copied.slots()[i]);
            }
            if (isObject) {
                operands.variables().copy(operands.variables().convert(copied, lanes.shape()), lanes);
                confirm(local);
            }
        } else if (!isResident) {
            frame.restore(local, 0, kinds[local], slots[local]);
        }
    }

    /**
     * A local that is a vector; if it is an object, the compiler knows its class after this. It forgets it where ways meet.
     */
    Lanes confirmed(int local) {
        Lanes lanes = vector(local);
        if (lanes.shape().isObject() && !confirmed.get(local)) {
            operands.variables().load(lanes, 0);
            operands.variables().objects().confirm(lanes.shape().element());
            operands.variables().store(lanes, 0);
            confirmed.set(local);
        }
        return lanes;
    }

    /** Says that a local that is a vector was written to. */
    void confirm(int local) {
        confirmed.set(local);
    }

    /** Says that ways meet here. */
    void join() {
        confirmed.clear();
    }

    /** How vectors are held that no instruction wants in another shape. */
    LaneShape laneShape() {
        return laneShape;
    }

    /** The lanes of a local, null when it is no vector. */
    @Nullable
    Lanes vectorIfAny(int local) {
        return vectors[local];
    }

    /** The lanes of a local that is a vector. */
    Lanes vector(int local) {
        return Objects.requireNonNull(vectors[local]);
    }

    void loadInstance() {
        code.aload(instanceSlot);
    }

    /** Loads the chain of tail calls, which only methods that may tail call have. */
    void loadChain() {
        code.aload(instanceSlot + 1);
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
            Kind kind = Kind.of(types.get(i));
            call(
                    kind.support(Calls.class),
                    "put",
                    ConstantDescs.CD_void,
                    kind.type(),
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

    /** The instruction just read pushes a number. */
    void noteConstant(int value) {
        constant = value;
        constantEnd = reader.position();
    }

    /** The number that the instruction before the one just read has pushed, if it was an {@code i32.const}. */
    OptionalInt constantBefore() {
        return constantEnd == reader.offset() ? OptionalInt.of(constant) : OptionalInt.empty();
    }

    /** Calls a static method. */
    void call(Class<?> owner, String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(describe(owner), name, MethodTypeDesc.of(result, params));
    }
}
