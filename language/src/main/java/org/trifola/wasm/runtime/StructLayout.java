// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.staticobject.DefaultStaticProperty;
import com.oracle.truffle.api.staticobject.StaticProperty;
import com.oracle.truffle.api.staticobject.StaticShape;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.numeric.V128;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.VecType;

/**
 * How structures of one type are stored: Truffle generates a class with one field per field of the type, which extends the
 * class of the supertype.
 *
 * <p>Specification: 2.3.9 "Aggregate Types", 4.2.16 "Aggregate Instances".
 */
public final class StructLayout {
    /** The name of the field for the descriptor in the class of the structures. */
    public static final String DESCRIPTOR = "descriptor";

    private final DefType type;
    private final StaticShape<Factory> shape;

    /** The place of the descriptor, null for types without one. */
    private final @Nullable StaticProperty descriptor;

    @CompilationFinal(dimensions = 1)
    private final StaticProperty[] properties;

    /** Makes structures of one layout; Truffle implements it. */
    public interface Factory {
        /** A structure with all fields zero or null. */
        Struct create(StructLayout layout);
    }

    /**
     * Makes the layout of a type.
     *
     * @param parent the layout of the supertype, null without one
     */
    public StructLayout(TruffleLanguage<?> language, DefType type, @Nullable StructLayout parent) {
        this.type = type;
        List<FieldType> fields = ((StructType) type.compType()).fields();
        properties = new StaticProperty[fields.size()];
        StaticShape.Builder builder = StaticShape.newBuilder(language);
        int inherited = parent == null ? 0 : parent.properties.length;
        for (int i = 0; i < properties.length; i++) {
            if (i < inherited) {
                properties[i] = parentProperty(parent, i);
            } else {
                properties[i] = new DefaultStaticProperty(fieldName(i));
                builder.property(properties[i], javaType(fields.get(i)), false);
            }
        }
        descriptor = descriptor(parent);
        if (descriptor != null && (parent == null || parent.descriptor == null)) {
            builder.property(descriptor, Object.class, false);
        }
        shape = parent == null ? builder.build(Struct.class, Factory.class) : builder.build(parent.shape);
    }

    private @Nullable StaticProperty descriptor(@Nullable StructLayout parent) {
        if (parent != null && parent.descriptor != null) {
            return parent.descriptor;
        }
        return type.descriptor() == null ? null : new DefaultStaticProperty(DESCRIPTOR);
    }

    @SuppressWarnings("NullAway")
    private static StaticProperty parentProperty(@Nullable StructLayout parent, int fieldIndex) {
        return parent.properties[fieldIndex];
    }

    private static Class<?> javaType(FieldType field) {
        return switch (field.storage()) {
            case PackedType.I8 -> byte.class;
            case PackedType.I16 -> short.class;
            case NumType.I32 -> int.class;
            case NumType.I64 -> long.class;
            case NumType.F32 -> float.class;
            case NumType.F64 -> double.class;
            default -> Object.class;
        };
    }

    /** The name of a field in the class of the structures. */
    public static String fieldName(int fieldIndex) {
        return "field" + fieldIndex;
    }

    /**
     * The class of the structures, which extends that of the supertype's and has the fields named by {@link #fieldName}; null
     * when Truffle stores fields in another way, as an option of the engine may tell it to.
     */
    public @Nullable Class<?> structClass() {
        Class<?> result = create().getClass();
        return hasFields(result) ? result : null;
    }

    private boolean hasFields(Class<?> structClass) {
        Set<String> names = new HashSet<>();
        for (Class<?> owner = structClass; owner != Struct.class; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                names.add(field.getName());
            }
        }
        int hidden = descriptor == null ? 0 : 1;
        return names.size() == properties.length + hidden
                && IntStream.range(0, properties.length).allMatch(i -> names.contains(fieldName(i)));
    }

    /** The type of the structures. */
    public DefType type() {
        return type;
    }

    /** The types of the fields. */
    public List<FieldType> fields() {
        return ((StructType) type.compType()).fields();
    }

    /** A new structure with all fields zero or null. */
    public Struct create() {
        return shape.getFactory().create(this);
    }

    /** The place of the descriptor; an error of the caller for types without one. */
    public StaticProperty descriptorProperty() {
        return Objects.requireNonNull(descriptor);
    }

    /** The place of a field. */
    public StaticProperty property(int fieldIndex) {
        return properties[fieldIndex];
    }

    /** Reads a field in boxed form; a packed one with its sign. */
    public @Nullable Object get(Struct struct, int fieldIndex) {
        StaticProperty property = properties[fieldIndex];
        return switch (fields().get(fieldIndex).storage()) {
            case PackedType.I8 -> (int) property.getByte(struct);
            case PackedType.I16 -> (int) property.getShort(struct);
            case NumType.I32 -> property.getInt(struct);
            case NumType.I64 -> property.getLong(struct);
            case NumType.F32 -> property.getFloat(struct);
            case NumType.F64 -> property.getDouble(struct);
            case VecType.V128 -> vector(property.getObject(struct));
            default -> property.getObject(struct);
        };
    }

    /** The vector in the property of a field: zero where nobody has written one. */
    public static Object vector(@Nullable Object value) {
        return value == null ? V128.ZERO : value;
    }

    /** Writes a field from its boxed form. */
    @SuppressWarnings("NullAway")
    public void set(Struct struct, int fieldIndex, @Nullable Object value) {
        StaticProperty property = properties[fieldIndex];
        switch (fields().get(fieldIndex).storage()) {
            case PackedType.I8 -> property.setByte(struct, (byte) (int) value);
            case PackedType.I16 -> property.setShort(struct, (short) (int) value);
            case NumType.I32 -> property.setInt(struct, (int) value);
            case NumType.I64 -> property.setLong(struct, (long) value);
            case NumType.F32 -> property.setFloat(struct, (float) value);
            case NumType.F64 -> property.setDouble(struct, (double) value);
            default -> property.setObject(struct, value);
        }
    }
}
