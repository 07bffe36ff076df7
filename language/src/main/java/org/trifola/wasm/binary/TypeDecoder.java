// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.BlockType;
import org.trifola.wasm.syntax.CompType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.PackedType;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StorageType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.SubType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * Reads types.
 *
 * <p>Specification: 5.3 "Types".
 */
public final class TypeDecoder {
    private static final int MAX_PARAMS_OR_RESULTS = 1000;
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_GROUP = 1_000_000;
    private static final int MAX_SUPERTYPES = 1;

    static final int REF = 0x64;
    static final int REF_NULL = 0x63;
    static final int FUNC = 0x60;
    static final int STRUCT = 0x5F;
    static final int ARRAY = 0x5E;
    static final int CONT = 0x5D;
    static final int SUB = 0x50;
    static final int SUB_FINAL = 0x4F;
    static final int REC = 0x4E;
    static final int DESCRIPTOR = 0x4D;
    static final int DESCRIBES = 0x4C;
    static final int EXACT = 0x62;
    static final int EXACT_FUNC = 0x20;
    static final int EMPTY_BLOCK = 0x40;

    private static final AbsHeapType[] ABSTRACT_HEAP_TYPES = new AbsHeapType[128];
    private static final RefType[] SHORT_REF_TYPES = new RefType[128];

    static {
        for (AbsHeapType type : AbsHeapType.values()) {
            ABSTRACT_HEAP_TYPES[type.code()] = type;
            SHORT_REF_TYPES[type.code()] = RefType.of(true, type);
        }
    }

    private TypeDecoder() {}

    /** A value type. */
    public static ValType valType(ByteReader in) {
        int start = in.position();
        int code = in.u8();
        ValType type = shortValType(code);
        if (type != null) {
            return type;
        }
        if (code == REF || code == REF_NULL) {
            return RefType.of(code == REF_NULL, heapType(in));
        }
        throw malformed(start, code, "value type");
    }

    /** A reference type. */
    public static RefType refType(ByteReader in) {
        int start = in.position();
        int code = in.u8();
        if (code == REF || code == REF_NULL) {
            return RefType.of(code == REF_NULL, heapType(in));
        }
        RefType type = code < 128 ? SHORT_REF_TYPES[code] : null;
        if (type == null) {
            throw malformed(start, code, "reference type");
        }
        return type;
    }

    /** A heap type: a type index, an exact one, or an abstract type, which is a negative number. */
    public static HeapType heapType(ByteReader in) {
        if (in.peek() == EXACT) {
            in.u8();
            return new ExactType(new TypeIndex(in.u32()));
        }
        int start = in.position();
        long code = in.s33();
        if (code >= 0) {
            return new TypeIndex((int) code);
        }
        HeapType type = code >= -64 ? ABSTRACT_HEAP_TYPES[(int) code & 0x7F] : null;
        if (type == null) {
            throw new MalformedException(start, "malformed heap type");
        }
        return type;
    }

    /** A block type. */
    public static BlockType blockType(ByteReader in) {
        int code = in.peek();
        if (code == EMPTY_BLOCK) {
            in.u8();
            return BlockType.Empty.INSTANCE;
        }
        if (code == REF || code == REF_NULL || code >= 0 && shortValType(code) != null) {
            return new BlockType.Result(valType(in));
        }
        int start = in.position();
        long index = in.s33();
        if (index < 0) {
            throw new MalformedException(start, "malformed block type");
        }
        return new BlockType.Indexed((int) index);
    }

    /** A recursive group; a single type stands for a group of one. */
    static RecType recType(ByteReader in) {
        if (in.peek() != REC) {
            return new RecType(List.of(subType(in)));
        }
        in.u8();
        int length = in.length(MAX_GROUP, "types in a recursive group");
        List<SubType> types = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            types.add(subType(in));
        }
        return new RecType(types);
    }

    private static SubType subType(ByteReader in) {
        int code = in.peek();
        if (code != SUB && code != SUB_FINAL) {
            return described(in, true, List.of());
        }
        in.u8();
        int start = in.position();
        int length = in.length(Integer.MAX_VALUE, "supertypes");
        if (length > MAX_SUPERTYPES) {
            throw new MalformedException(start, "malformed definition type (more than one supertype)");
        }
        List<HeapType> supertypes = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            supertypes.add(new TypeIndex(in.u32()));
        }
        return described(in, code == SUB_FINAL, supertypes);
    }

    /** The rest of a sub type: what it describes, what describes it, and the composite type. */
    private static SubType described(ByteReader in, boolean isFinal, List<HeapType> supertypes) {
        TypeIndex described = clause(in, DESCRIBES);
        TypeIndex descriptor = clause(in, DESCRIPTOR);
        return new SubType(isFinal, supertypes, described, descriptor, compType(in));
    }

    private static @Nullable TypeIndex clause(ByteReader in, int code) {
        if (in.peek() != code) {
            return null;
        }
        in.u8();
        return new TypeIndex(in.u32());
    }

    private static CompType compType(ByteReader in) {
        int start = in.position();
        int code = in.u8();
        return switch (code) {
            case FUNC -> new FuncType(resultType(in), resultType(in));
            case STRUCT -> structType(in);
            case ARRAY -> new ArrayType(fieldType(in));
            case CONT -> contType(in);
            default -> throw malformed(start, code, "definition type");
        };
    }

    private static ContType contType(ByteReader in) {
        int start = in.position();
        long index = in.s33();
        if (index < 0) {
            throw new MalformedException(start, "malformed continuation type");
        }
        return new ContType(new TypeIndex((int) index));
    }

    /** The codes of types are signed integers of seven bits, so a set eighth bit announces another byte. */
    private static MalformedException malformed(int start, int code, String what) {
        String problem = code < 0x80 ? "malformed " + what : "integer representation too long";
        return new MalformedException(start, problem + " (0x" + Integer.toHexString(code) + ")");
    }

    /** A vector of value types. */
    static List<ValType> resultType(ByteReader in) {
        int length = in.length(MAX_PARAMS_OR_RESULTS, "parameters or results");
        if (length == 0) {
            return List.of();
        }
        List<ValType> types = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            types.add(valType(in));
        }
        return types;
    }

    private static StructType structType(ByteReader in) {
        int length = in.length(MAX_FIELDS, "fields");
        List<FieldType> fields = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            fields.add(fieldType(in));
        }
        return new StructType(fields);
    }

    private static FieldType fieldType(ByteReader in) {
        StorageType storage = storageType(in);
        return new FieldType(storage, mutability(in));
    }

    private static StorageType storageType(ByteReader in) {
        int code = in.peek();
        if (code == 0x78 || code == 0x77) {
            in.u8();
            return code == 0x78 ? PackedType.I8 : PackedType.I16;
        }
        if (code >= 0 && code != REF && code != REF_NULL && shortValType(code) == null) {
            throw malformed(in.position(), code, "storage type");
        }
        return valType(in);
    }

    private static boolean mutability(ByteReader in) {
        int start = in.position();
        int code = in.u8();
        if (code > 1) {
            throw new MalformedException(start, "malformed mutability (0x" + Integer.toHexString(code) + ")");
        }
        return code == 1;
    }

    /** A global type. */
    static GlobalType globalType(ByteReader in) {
        ValType type = valType(in);
        return new GlobalType(type, mutability(in));
    }

    /** A tag type: a zero byte and the index of a function type. */
    static TagType tagType(ByteReader in) {
        int start = in.position();
        if (in.u8() != 0) {
            throw new MalformedException(start, "malformed attribute of a tag");
        }
        return new TagType(new TypeIndex(in.u32()));
    }

    /** A table type, with limits of 32 or always 64 bits. */
    static TableType tableType(ByteReader in, boolean longLimits) {
        RefType elementType = refType(in);
        int flags = limitsFlags(in, HAS_MAX | ADDRESS_64);
        return new TableType(addressType(flags), limits(in, flags, longLimits), elementType);
    }

    /** A memory type, with limits of 32 or always 64 bits. */
    static MemoryType memoryType(ByteReader in, boolean longLimits) {
        int flags = limitsFlags(in, HAS_MAX | SHARED | ADDRESS_64 | PAGE_SIZE);
        Limits limits = limits(in, flags, longLimits);
        int pageSizeLog2 = MemoryType.DEFAULT_PAGE_SIZE_LOG2;
        if ((flags & PAGE_SIZE) != 0) {
            int start = in.position();
            pageSizeLog2 = in.u32();
            if (pageSizeLog2 < 0 || pageSizeLog2 >= 64) {
                throw new MalformedException(start, "invalid custom page size");
            }
        }
        return new MemoryType(addressType(flags), limits, (flags & SHARED) != 0, pageSizeLog2);
    }

    static final int HAS_MAX = 1;
    static final int SHARED = 2;
    static final int ADDRESS_64 = 4;
    static final int PAGE_SIZE = 8;

    private static int limitsFlags(ByteReader in, int allowed) {
        int start = in.position();
        int flags = in.u8();
        if ((flags & ~allowed) != 0) {
            throw new MalformedException(start, "malformed limits flags (0x" + Integer.toHexString(flags) + ")");
        }
        return flags;
    }

    private static AddressType addressType(int flags) {
        return (flags & ADDRESS_64) != 0 ? AddressType.I64 : AddressType.I32;
    }

    private static Limits limits(ByteReader in, int flags, boolean longLimits) {
        boolean isLong = longLimits || addressType(flags) == AddressType.I64;
        long min = size(in, isLong);
        return (flags & HAS_MAX) != 0 ? Limits.between(min, size(in, isLong)) : Limits.atLeast(min);
    }

    private static long size(ByteReader in, boolean isLong) {
        return isLong ? in.u64() : Integer.toUnsignedLong(in.u32());
    }

    private static @Nullable ValType shortValType(int code) {
        return switch (code) {
            case 0x7F -> NumType.I32;
            case 0x7E -> NumType.I64;
            case 0x7D -> NumType.F32;
            case 0x7C -> NumType.F64;
            case 0x7B -> VecType.V128;
            default -> code < 128 ? SHORT_REF_TYPES[code] : null;
        };
    }
}
