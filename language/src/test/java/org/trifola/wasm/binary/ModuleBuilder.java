// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import static org.trifola.wasm.binary.Bytes.bytes;
import static org.trifola.wasm.binary.Bytes.raw;
import static org.trifola.wasm.binary.Bytes.sized;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.ValType;

/**
 * Builds modules in binary format for tests, valid ones and others: nothing is checked.
 *
 * <p>Entries are written as {@link Bytes} describes; code gets its {@code end} by itself.
 */
public final class ModuleBuilder {
    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte REC = 0x4E;

    private final Map<SectionId, List<byte[]>> entries = new EnumMap<>(SectionId.class);
    private final List<byte[]> customSections = new ArrayList<>();
    private int typeCount;

    /** A field that can not be written. */
    public static byte[] field(StorageType type) {
        return bytes(type, 0);
    }

    /** A field that can be written. */
    public static byte[] mutable(StorageType type) {
        return bytes(type, 1);
    }

    /** A function type. */
    public static byte[] func(List<? extends ValType> params, List<? extends ValType> results) {
        return bytes(raw(0x60), params, results);
    }

    /** A structure type. */
    public static byte[] struct(byte[]... fields) {
        return bytes(raw(0x5F), List.of(fields));
    }

    /** An array type. */
    public static byte[] array(byte[] element) {
        return bytes(raw(0x5E), element);
    }

    /** A type that others may extend. */
    public static byte[] sub(byte[] compType) {
        return bytes(raw(0x50), 0, compType);
    }

    /** A type that extends another one and that others may extend. */
    public static byte[] sub(int supertype, byte[] compType) {
        return bytes(raw(0x50), 1, supertype, compType);
    }

    /** A type whose objects have descriptors of another type. */
    public static byte[] descriptor(int typeIndex, byte[] type) {
        return bytes(raw(0x4D), typeIndex, type);
    }

    /** A type of descriptors for objects of another type. */
    public static byte[] describes(int typeIndex, byte[] type) {
        return bytes(raw(0x4C), typeIndex, type);
    }

    /** A recursive group. */
    public static byte[] rec(byte[]... types) {
        return bytes(raw(REC), List.of(types));
    }

    /** An expression. */
    public static byte[] expr(Object... code) {
        return bytes(bytes(code), ControlOpcode.END);
    }

    /** Adds an entry to a section that is a vector. */
    private ModuleBuilder add(SectionId section, Object... parts) {
        entries.computeIfAbsent(section, _ -> new ArrayList<>()).add(bytes(parts));
        return this;
    }

    /** Adds a type or a recursive group of at most 127 types. */
    public ModuleBuilder type(byte[] type) {
        typeCount += type[0] == REC ? type[1] : 1;
        return add(SectionId.TYPE, type);
    }

    /** Adds an import from {@code "m"}; the type as the binary format has it after the kind. */
    public ModuleBuilder importing(ExternKind kind, Object... type) {
        return add(SectionId.IMPORT, "m", "n", kind.ordinal(), bytes(type));
    }

    /** Adds a function without locals. */
    public ModuleBuilder function(int typeIndex, Object... code) {
        return functionWithLocals(typeIndex, List.of(), code);
    }

    /** Adds a function with one local of each of the types. */
    public ModuleBuilder functionWithLocals(int typeIndex, List<? extends ValType> locals, Object... code) {
        List<byte[]> groups = new ArrayList<>();
        locals.forEach(type -> groups.add(bytes(1, type)));
        return rawFunction(typeIndex, groups, expr(code));
    }

    /** Adds a function with the bytes of its declarations of locals and of its code, which may lack its end. */
    public ModuleBuilder rawFunction(int typeIndex, List<byte[]> localGroups, Object... code) {
        add(SectionId.FUNCTION, typeIndex);
        return add(SectionId.CODE, sized(localGroups, bytes(code)));
    }

    /** Adds a function of type {@code [] -> []} with a type of its own. */
    public ModuleBuilder body(Object... code) {
        return body(List.of(), List.of(), code);
    }

    /** Adds a function with a type of its own. */
    public ModuleBuilder body(List<? extends ValType> params, List<? extends ValType> results, Object... code) {
        return type(func(params, results)).function(typeCount - 1, code);
    }

    /** Adds a table; the element type and the limits as the binary format has them. */
    public ModuleBuilder table(Object... type) {
        return add(SectionId.TABLE, type);
    }

    /** Adds a table with an initial element. */
    public ModuleBuilder tableWithInit(byte[] type, Object... code) {
        return add(SectionId.TABLE, raw(0x40), raw(0), type, expr(code));
    }

    /** Adds a memory; the limits as the binary format has them. */
    public ModuleBuilder memory(Object... limits) {
        return add(SectionId.MEMORY, limits);
    }

    /** Adds a tag. */
    public ModuleBuilder tag(int typeIndex) {
        return add(SectionId.TAG, 0, typeIndex);
    }

    /** Adds a global that can not be written. */
    public ModuleBuilder global(ValType type, Object... code) {
        return add(SectionId.GLOBAL, type, 0, expr(code));
    }

    /** Adds a global that can be written. */
    public ModuleBuilder mutableGlobal(ValType type, Object... code) {
        return add(SectionId.GLOBAL, type, 1, expr(code));
    }

    /** Adds an export. */
    public ModuleBuilder export(String name, ExternKind kind, int index) {
        return add(SectionId.EXPORT, name, kind.ordinal(), index);
    }

    /** Sets the start function. */
    public ModuleBuilder start(int functionIndex) {
        return add(SectionId.START, functionIndex);
    }

    /** Adds an element segment, in bytes from its flags on. */
    public ModuleBuilder element(Object... parts) {
        return add(SectionId.ELEMENT, parts);
    }

    /** Adds a data segment, in bytes from its flags on. */
    public ModuleBuilder data(Object... parts) {
        return add(SectionId.DATA, parts);
    }

    /** Sets the number of data segments. */
    public ModuleBuilder dataCount(int count) {
        return add(SectionId.DATA_COUNT, count);
    }

    /** Adds a custom section at the end. */
    public ModuleBuilder custom(String name, byte[] content) {
        customSections.add(bytes(raw(0), sized(name, content)));
        return this;
    }

    /** The module in binary format. */
    public byte[] build() {
        List<Object> parts = new ArrayList<>(List.of(PREAMBLE));
        entries.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().place()))
                .forEach(entry -> parts.add(section(entry.getKey(), entry.getValue())));
        parts.addAll(customSections);
        return bytes(parts.toArray());
    }

    private static byte[] section(SectionId id, List<byte[]> content) {
        Object body = id == SectionId.START || id == SectionId.DATA_COUNT ? content.getFirst() : content;
        return bytes(raw(id.ordinal()), sized(body));
    }

    /** The decoded module. */
    public ModuleDef decode() {
        return ModuleDecoder.decode(build());
    }
}
