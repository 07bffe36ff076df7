// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.Opcode;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.VecType;

/**
 * Writes bytes for tests from parts that say what they are.
 *
 * <p>An {@code Integer} is an unsigned and a {@code Long} a signed LEB128 integer, a {@code Byte} is itself, a {@code
 * String} a name, a {@code List} a vector of its elements; opcodes and types are written as the format has them, and byte
 * arrays as they are. It is independent of the encoder, so that the decoder is not tested with its mirror image.
 */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Bytes() {}

    /** The parts one after the other. */
    public static byte[] bytes(Object... parts) {
        Bytes bytes = new Bytes();
        for (Object part : parts) {
            bytes.write(part);
        }
        return bytes.out.toByteArray();
    }

    /** A byte as it is. */
    public static Byte raw(int value) {
        return (byte) value;
    }

    /** The parts behind the number of their bytes. */
    public static byte[] sized(Object... parts) {
        byte[] content = bytes(parts);
        return bytes(content.length, content);
    }

    private void write(Object part) {
        switch (part) {
            case Byte value -> out.write(value);
            case Integer value -> unsigned(value);
            case Long value -> signed(value);
            case byte[] value -> out.writeBytes(value);
            case String value -> write(sized(value.getBytes(StandardCharsets.UTF_8)));
            case List<?> values -> vector(values);
            case Opcode opcode -> opcode(opcode.code());
            case NumType type -> out.write(0x7F - type.ordinal());
            case VecType _ -> out.write(0x7B);
            case PackedType type -> out.write(0x78 - type.ordinal());
            case RefType type -> reference(type);
            case HeapType type -> heapType(type);
            default -> throw new IllegalArgumentException("no encoding of " + part);
        }
    }

    private void unsigned(int value) {
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write(rest & 0x7F | 0x80);
        }
        out.write(rest);
    }

    private void signed(long value) {
        long rest = value;
        for (; rest < -64 || rest > 63; rest >>= 7) {
            out.write((int) rest & 0x7F | 0x80);
        }
        out.write((int) rest & 0x7F);
    }

    private void vector(List<?> values) {
        unsigned(values.size());
        values.forEach(this::write);
    }

    private void opcode(int code) {
        if (code > 0xFF) {
            out.write(code >>> 16);
            unsigned(code & 0xFFFF);
        } else {
            out.write(code);
        }
    }

    private void reference(RefType type) {
        if (!type.nullable() || !(type.heapType() instanceof AbsHeapType)) {
            out.write(type.nullable() ? 0x63 : 0x64);
        }
        heapType(type.heapType());
    }

    private void heapType(HeapType type) {
        if (type instanceof TypeIndex index) {
            signed(index.index());
        } else if (type instanceof ExactType(TypeIndex index)) {
            out.write(0x62);
            unsigned(index.index());
        } else {
            out.write(((AbsHeapType) type).code());
        }
    }
}
