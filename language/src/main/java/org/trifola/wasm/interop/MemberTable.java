// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.interop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members that all objects of a class have: attributes, which are computed when they are read, and methods.
 *
 * <p>One table serves all objects of the class; {@link Reflective} is the way from the interop protocol to it.
 *
 * @param <T> the class of the objects
 */
public final class MemberTable<T> {
    /** Reads an attribute. */
    @FunctionalInterface
    public interface Getter<T> {
        /** The value as other languages see it. */
        Object get(T object);
    }

    /** Writes an attribute. */
    @FunctionalInterface
    public interface Setter<T> {
        /** Writes a value of another language. */
        void set(T object, Object value);
    }

    /** Runs a method. */
    @FunctionalInterface
    public interface Method<T> {
        /** The result as other languages see it. */
        Object call(T object, Object[] arguments);
    }

    private record Member<T>(
            @Nullable Getter<T> getter,
            @Nullable Setter<T> setter,
            @Nullable Method<T> method) {}

    private final Map<String, Member<T>> members = new LinkedHashMap<>();

    /** A table without members. */
    public MemberTable() {}

    /** Adds an attribute that can not be written. */
    public MemberTable<T> attribute(String name, Getter<T> getter) {
        members.put(name, new Member<>(getter, null, null));
        return this;
    }

    /** Adds an attribute that can be written. */
    public MemberTable<T> attribute(String name, Getter<T> getter, Setter<T> setter) {
        members.put(name, new Member<>(getter, setter, null));
        return this;
    }

    /** Adds a method. */
    public MemberTable<T> method(String name, Method<T> method) {
        members.put(name, new Member<>(null, null, method));
        return this;
    }

    MemberNames names() {
        return new MemberNames(members.keySet().toArray(String[]::new));
    }

    boolean contains(String name) {
        return members.containsKey(name);
    }

    boolean isMethod(String name) {
        return method(name) != null;
    }

    boolean isWritable(String name) {
        return setter(name) != null;
    }

    /** The value of an attribute, or a method ready to be called; null when there is no member of this name. */
    @Nullable
    Object read(T object, String name) {
        Member<T> member = members.get(name);
        if (member == null) {
            return null;
        }
        Getter<T> getter = member.getter();
        return getter != null ? getter.get(object) : new BoundMethod(name, arguments -> call(object, name, arguments));
    }

    @Nullable
    Setter<T> setter(String name) {
        Member<T> member = members.get(name);
        return member == null ? null : member.setter();
    }

    @Nullable
    Method<T> method(String name) {
        Member<T> member = members.get(name);
        return member == null ? null : member.method();
    }

    private Object call(T object, String name, Object[] arguments) {
        Method<T> method = method(name);
        if (method == null) {
            throw new IllegalArgumentException(name);
        }
        return method.call(object, arguments);
    }
}
