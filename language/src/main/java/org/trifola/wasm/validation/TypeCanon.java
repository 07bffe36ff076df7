// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * The recursive groups of all modules in the process, each kept once, so that equal types are the same object.
 *
 * <p>That makes every later comparison of defined types, at validation, at linking and at run time, one comparison of
 * references. Groups are held weakly: one that no module uses any more goes away.
 *
 * <p>Specification: 3.1.2 (rolling, unrolling), 3.3.11 (equivalence of defined types).
 */
public final class TypeCanon {
    /**
     * The groups by their content, see {@link Key}. A content holds on to the types of other groups that it mentions,
     * never to its own, so the groups of an unused module go one after the other.
     */
    private static final Map<List<Object>, GroupReference> GROUPS = new HashMap<>();

    private static final ReferenceQueue<List<DefType>> DROPPED = new ReferenceQueue<>();

    private TypeCanon() {}

    /**
     * The closed types of a recursive group of a module.
     *
     * @param types the closed types with an index below {@code firstIndex}; the group mentions no type above its own
     * @param firstIndex the type index of the first member of the group
     */
    static List<DefType> close(RecType recType, DefType[] types, int firstIndex) {
        return canonical(recType, new Scope(types, firstIndex));
    }

    /** The defined type of a function type that is closed already, such as that of a host function. */
    public static DefType of(FuncType type) {
        RecType recType = new RecType(List.of(new SubType(true, List.of(), type)));
        return canonical(recType, new Scope(new DefType[0], 0)).getFirst();
    }

    private static List<DefType> canonical(RecType recType, Scope scope) {
        List<Object> key = new Key(scope).of(recType);
        synchronized (GROUPS) {
            removeDropped();
            GroupReference reference = GROUPS.get(key);
            List<DefType> group = reference == null ? null : reference.get();
            if (group == null) {
                group = newGroup(recType, scope);
                GROUPS.put(key, new GroupReference(group, key));
            }
            return group;
        }
    }

    private static void removeDropped() {
        for (Reference<?> dropped; (dropped = DROPPED.poll()) != null; ) {
            GROUPS.remove(((GroupReference) dropped).key, dropped);
        }
    }

    private static List<DefType> newGroup(RecType recType, Scope scope) {
        List<SubType> subTypes = recType.subTypes();
        List<DefType> members = new ArrayList<>(subTypes.size());
        List<DefType> group = Collections.unmodifiableList(members);
        Closing closing = new Closing(scope, group);
        for (int i = 0; i < subTypes.size(); i++) {
            members.add(new DefType(group, i, closing.supertype(subTypes.get(i))));
        }
        for (int i = 0; i < members.size(); i++) {
            members.get(i).close(closing.close(subTypes.get(i)));
        }
        return group;
    }

    /** The number of groups that are known, for tests of the weak holding. */
    static int size() {
        synchronized (GROUPS) {
            removeDropped();
            return GROUPS.size();
        }
    }

    /** A group with what is needed to forget it. */
    private static final class GroupReference extends WeakReference<List<DefType>> {
        private final List<Object> key;

        GroupReference(List<DefType> group, List<Object> key) {
            super(group, DROPPED);
            this.key = key;
        }
    }

    /** The types that a group may mention by index. */
    private record Scope(DefType[] types, int firstIndex) {
        /** Whether the index is that of a member of the group at hand. */
        boolean isMember(TypeIndex type) {
            return type.index() >= firstIndex;
        }
    }

    /**
     * Writes a group as a flat list that is equal for equal groups: types of other groups as themselves, members by
     * position. Every part starts with what tells it from the others or has a fixed length, so no two groups share one.
     */
    private static final class Key {
        private final Scope scope;
        private final List<Object> parts = new ArrayList<>();

        Key(Scope scope) {
            this.scope = scope;
        }

        List<Object> of(RecType recType) {
            for (SubType type : recType.subTypes()) {
                add(type);
            }
            return parts;
        }

        private void add(SubType type) {
            parts.add(type.isFinal());
            parts.add(type.supertypes().size());
            for (HeapType supertype : type.supertypes()) {
                add(supertype);
            }
            addClause("describes", type.described());
            addClause("descriptor", type.descriptor());
            add(type.compType());
        }

        private void addClause(String what, @Nullable HeapType type) {
            if (type != null) {
                parts.add(what);
                add(type);
            }
        }

        private void add(CompType type) {
            if (type instanceof FuncType funcType) {
                addTypes("func", funcType.params());
                addTypes("result", funcType.results());
            } else if (type instanceof StructType structType) {
                parts.add("struct");
                parts.add(structType.fields().size());
                for (FieldType field : structType.fields()) {
                    add(field);
                }
            } else if (type instanceof ArrayType arrayType) {
                parts.add("array");
                add(arrayType.element());
            } else {
                parts.add("cont");
                add(((ContType) type).function());
            }
        }

        private void addTypes(String what, List<ValType> types) {
            parts.add(what);
            parts.add(types.size());
            for (ValType type : types) {
                add(type);
            }
        }

        private void add(FieldType field) {
            parts.add(field.mutable());
            add(field.storage());
        }

        private void add(StorageType type) {
            if (type instanceof RefType refType) {
                parts.add(refType.nullable());
                add(refType.heapType());
            } else {
                parts.add(type);
            }
        }

        private void add(HeapType type) {
            if (type instanceof ExactType exact) {
                parts.add("exact");
                add(exact.type());
            } else if (type instanceof TypeIndex index) {
                parts.add(scope.isMember(index) ? index.index() - scope.firstIndex : scope.types[index.index()]);
            } else {
                parts.add(type);
            }
        }
    }

    /** Replaces type indices by closed types. */
    private record Closing(Scope scope, List<DefType> group) {
        @Nullable
        DefType supertype(SubType type) {
            return type.supertypes().isEmpty()
                    ? null
                    : (DefType) close(type.supertypes().getFirst());
        }

        SubType close(SubType type) {
            DefType supertype = supertype(type);
            List<HeapType> supertypes = supertype == null ? List.of() : List.of(supertype);
            return new SubType(
                    type.isFinal(),
                    supertypes,
                    closeClause(type.described()),
                    closeClause(type.descriptor()),
                    close(type.compType()));
        }

        private @Nullable HeapType closeClause(@Nullable HeapType type) {
            return type == null ? null : close(type);
        }

        private CompType close(CompType type) {
            if (type instanceof FuncType funcType) {
                return new FuncType(closeAll(funcType.params()), closeAll(funcType.results()));
            }
            if (type instanceof StructType structType) {
                List<FieldType> fields = new ArrayList<>(structType.fields().size());
                for (FieldType field : structType.fields()) {
                    fields.add(close(field));
                }
                return new StructType(fields);
            }
            if (type instanceof ArrayType arrayType) {
                return new ArrayType(close(arrayType.element()));
            }
            return new ContType(close(((ContType) type).function()));
        }

        private List<ValType> closeAll(List<ValType> types) {
            List<ValType> closed = new ArrayList<>(types.size());
            for (ValType type : types) {
                closed.add(close(type));
            }
            return closed;
        }

        private FieldType close(FieldType field) {
            return field.storage() instanceof ValType type ? new FieldType(close(type), field.mutable()) : field;
        }

        private ValType close(ValType type) {
            return type instanceof RefType refType && refType.heapType().inexact() instanceof TypeIndex
                    ? new RefType(refType.nullable(), close(refType.heapType()))
                    : type;
        }

        private HeapType close(HeapType type) {
            if (type instanceof ExactType exact) {
                return new ExactType(close(exact.type()));
            }
            if (!(type instanceof TypeIndex index)) {
                return type;
            }
            return scope.isMember(index) ? group.get(index.index() - scope.firstIndex) : scope.types[index.index()];
        }
    }
}
