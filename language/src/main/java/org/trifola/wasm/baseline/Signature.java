// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.syntax.VecType;

/**
 * How a function type looks in the virtual machine: numbers as they are, references as {@code Object}, no result as
 * {@code void}, several as {@code Object[]}.
 *
 * <p>Types that look the same share a signature; whoever calls through it has checked the WebAssembly type.
 *
 * @param params the kinds of the parameters
 * @param result the kind of what the method returns
 * @param isTuple whether the function has several results
 */
record Signature(List<TypeKind> params, TypeKind result, boolean isTuple) {
    static final ClassDesc INSTANCE = MethodBody.describe(Instance.class);

    /** The most parameters a method can have, at two places each. */
    private static final int MAX_PARAMS = 120;

    static Signature of(FuncType type) {
        List<TypeKind> params = new ArrayList<>(type.params().size());
        type.params().forEach(param -> params.add(kind(param)));
        boolean isTuple = type.results().size() > 1;
        TypeKind result = type.results().isEmpty()
                ? TypeKind.VOID
                : isTuple ? TypeKind.REFERENCE : kind(type.results().getFirst());
        return new Signature(params, result, isTuple);
    }

    /** Whether functions of a type can be methods: not with too many parameters, nor with vectors. */
    static boolean isSupported(FuncType type) {
        return type.params().size() <= MAX_PARAMS
                && Stream.concat(type.params().stream(), type.results().stream())
                        .noneMatch(VecType.class::isInstance);
    }

    /**
     * The kind of a type.
     *
     * @throws Unsupported for vectors
     */
    static TypeKind kind(ValType type) {
        return switch (type) {
            case NumType.I32 -> TypeKind.INT;
            case NumType.I64 -> TypeKind.LONG;
            case NumType.F32 -> TypeKind.FLOAT;
            case NumType.F64 -> TypeKind.DOUBLE;
            case VecType.V128 -> throw new Unsupported("v128");
            default -> TypeKind.REFERENCE;
        };
    }

    /** The name of a kind as the methods that generated code calls have it in theirs. */
    static String name(TypeKind kind) {
        return switch (kind) {
            case INT -> "I32";
            case LONG -> "I64";
            case FLOAT -> "F32";
            case DOUBLE -> "F64";
            default -> "Ref";
        };
    }

    /** The signature in letters: one for each parameter, and the result behind {@code _}; {@code T} for several. */
    String letters() {
        StringBuilder letters = new StringBuilder(params.size() + 2);
        params.forEach(kind -> letters.append(letter(kind)));
        return letters.append('_').append(isTuple ? 'T' : letter(result)).toString();
    }

    /** The opposite of {@link #letters}. */
    static Signature parse(String letters) {
        int end = letters.indexOf('_');
        List<TypeKind> params =
                letters.substring(0, end).chars().mapToObj(Signature::kindOf).toList();
        char result = letters.charAt(end + 1);
        return new Signature(params, kindOf(result), result == 'T');
    }

    private static char letter(TypeKind kind) {
        return kind == TypeKind.REFERENCE
                ? 'L'
                : kind.upperBound().descriptorString().charAt(0);
    }

    private static TypeKind kindOf(int letter) {
        return switch (letter) {
            case 'I' -> TypeKind.INT;
            case 'J' -> TypeKind.LONG;
            case 'F' -> TypeKind.FLOAT;
            case 'D' -> TypeKind.DOUBLE;
            case 'V' -> TypeKind.VOID;
            default -> TypeKind.REFERENCE;
        };
    }

    /** The class of entries with this signature. */
    ClassDesc classDesc() {
        return ClassDesc.of("wasm.Entry_" + letters());
    }

    /** The parameters, then the instance. */
    MethodTypeDesc staticType() {
        List<ClassDesc> types = paramTypes();
        types.add(INSTANCE);
        return MethodTypeDesc.of(resultType(), types);
    }

    /** The parameters, then the closure. */
    MethodTypeDesc virtualType() {
        List<ClassDesc> types = paramTypes();
        types.add(ConstantDescs.CD_Object);
        return MethodTypeDesc.of(resultType(), types);
    }

    private List<ClassDesc> paramTypes() {
        List<ClassDesc> types = new ArrayList<>(params.size() + 1);
        params.forEach(kind -> types.add(kind.upperBound()));
        return types;
    }

    private ClassDesc resultType() {
        return isTuple ? ConstantDescs.CD_Object.arrayType() : result.upperBound();
    }
}
