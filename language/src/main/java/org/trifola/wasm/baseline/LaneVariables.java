// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.trifola.wasm.numeric.V128;

/** The variables that hold vectors, and moves between them. */
final class LaneVariables {
    private static final MethodTypeDesc JOIN =
            MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_int);

    private static final ClassDesc VECTORS = MethodBody.describe(Vectors.class);

    private final CodeBuilder code;
    private final ObjectOperators objects;

    /** Whether a variable is part of a vector among the operands. */
    private final IntPredicate isTaken;

    private final Map<Kind, List<Integer>> pool = new EnumMap<>(Kind.class);

    LaneVariables(CodeBuilder code, IntPredicate isTaken) {
        this.code = code;
        objects = new ObjectOperators(code);
        this.isTaken = isTaken;
    }

    /** Variables that nothing refers to, neither the operands nor these vectors. */
    Lanes fresh(LaneShape shape, Lanes... sources) {
        int[] slots = new int[shape.count()];
        List<Integer> known = pool.computeIfAbsent(shape.kind(), _ -> new ArrayList<>());
        int next = 0;
        for (int i = 0; i < slots.length; i++) {
            while (next < known.size() && isInUse(known.get(next), sources)) {
                next++;
            }
            if (next == known.size()) {
                known.add(shape.kind().allocate(code));
            }
            slots[i] = known.get(next++);
        }
        return new Lanes(shape, slots);
    }

    /** These vectors, in order. */
    static Lanes[] with(Lanes first, Lanes... others) {
        Lanes[] all = new Lanes[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private boolean isInUse(int slot, Lanes... sources) {
        for (Lanes source : sources) {
            if (source.has(slot)) {
                return true;
            }
        }
        return isTaken.test(slot);
    }

    void load(Lanes lanes, int lane) {
        lanes.shape().kind().load(code, lanes.slots()[lane]);
    }

    void store(Lanes lanes, int lane) {
        lanes.shape().kind().store(code, lanes.slots()[lane]);
    }

    /** Copies a vector, whose variables may be those of the target in another order. */
    void copy(Lanes from, Lanes to) {
        for (int i = 0; i < from.slots().length; i++) {
            load(from, i);
        }
        for (int i = from.slots().length - 1; i >= 0; i--) {
            store(to, i);
        }
    }

    /** Writes operators on vectors that are objects. */
    ObjectOperators objects() {
        return objects;
    }

    /** The vector in another shape; others that have been taken keep their variables. */
    Lanes convert(Lanes from, LaneShape shape, Lanes... held) {
        if (from.shape() == shape) {
            return from;
        }
        if (shape.isObject()) {
            return toObject(from, shape, held);
        }
        if (from.shape().isObject()) {
            return convert(halves(from, held), shape, held);
        }
        if (from.shape().count() == shape.count()) {
            return reinterpret(from, shape, held);
        }
        Lanes integers = reinterpret(from, from.shape().bits(), held);
        return reinterpret(regroup(integers, shape.bits(), held), shape, held);
    }

    private Lanes toObject(Lanes from, LaneShape shape, Lanes... held) {
        Element element = shape.element();
        if (from.shape().isObject()) {
            Lanes to = fresh(shape, with(from, held));
            objects.reinterpret(from.shape().element(), element, () -> load(from, 0));
            store(to, 0);
            return to;
        }
        Lanes halves = convert(from, LaneShape.LONGS, held);
        Lanes to = fresh(shape, with(halves, held));
        objects.join(element, () -> load(halves, 0), () -> load(halves, 1));
        store(to, 0);
        return to;
    }

    private Lanes halves(Lanes object, Lanes... held) {
        Lanes longs = convert(object, LaneShape.LONGS_OBJECT, held);
        Lanes to = fresh(LaneShape.LONGS, with(longs, held));
        for (int i = 0; i < 2; i++) {
            objects.extract(Element.LONG, () -> load(longs, 0), i);
            store(to, i);
        }
        return to;
    }

    /** Lanes of integers as floating-point numbers or the other way round. */
    private Lanes reinterpret(Lanes from, LaneShape shape, Lanes... held) {
        if (from.shape() == shape) {
            return from;
        }
        Lanes to = fresh(shape, with(from, held));
        for (int i = 0; i < shape.count(); i++) {
            load(from, i);
            call(
                    "reinterpret" + shape.kind().suffix(),
                    shape.kind().type(),
                    from.shape().kind().type());
            store(to, i);
        }
        return to;
    }

    private Lanes regroup(Lanes from, LaneShape shape, Lanes... held) {
        Lanes to = fresh(shape, with(from, held));
        for (int i = 0; i < 2; i++) {
            if (shape == LaneShape.LONGS) {
                load(from, 2 * i);
                load(from, 2 * i + 1);
                code.invokestatic(Kind.V128.type(), "join", JOIN);
                store(to, i);
            } else {
                load(from, i);
                code.l2i();
                store(to, 2 * i);
                load(from, i);
                code.loadConstant(Integer.SIZE).lushr().l2i();
                store(to, 2 * i + 1);
            }
        }
        return to;
    }

    /** Puts the vector on the machine's stack as an object. */
    void pack(Lanes vector) {
        Lanes from = vector.shape().isObject() ? halves(vector) : vector;
        ClassDesc[] params = new ClassDesc[from.shape().count()];
        for (int i = 0; i < params.length; i++) {
            load(from, i);
            params[i] = from.shape().kind().type();
        }
        call("pack", Kind.V128.type(), params);
    }

    /** Takes the lanes of the vector that is in a variable as an object. */
    void unpack(int slot, Lanes to) {
        LaneShape shape = to.shape();
        if (shape.isObject()) {
            objects.join(
                    shape.element(),
                    () -> unpackLane(slot, LaneShape.LONGS, 0),
                    () -> unpackLane(slot, LaneShape.LONGS, 1));
            store(to, 0);
            return;
        }
        for (int i = 0; i < shape.count(); i++) {
            unpackLane(slot, shape, i);
            store(to, i);
        }
    }

    private void unpackLane(int slot, LaneShape shape, int lane) {
        code.aload(slot).loadConstant(lane);
        code.invokevirtual(
                Kind.V128.type(),
                shape.kind().suffix().toLowerCase(Locale.ROOT),
                MethodTypeDesc.of(shape.kind().type(), ConstantDescs.CD_int));
    }

    /** Sets the variables of a vector to zero. */
    void clear(Lanes lanes) {
        if (lanes.shape().isObject()) {
            objects.constant(lanes.shape().element(), V128.ZERO);
            store(lanes, 0);
            return;
        }
        for (int i = 0; i < lanes.slots().length; i++) {
            lanes.shape().kind().pushZero(code);
            store(lanes, i);
        }
    }

    private void call(String name, ClassDesc result, ClassDesc... params) {
        code.invokestatic(VECTORS, name, MethodTypeDesc.of(result, params));
    }
}
