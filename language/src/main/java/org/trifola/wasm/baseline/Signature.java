// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.FuncType;

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
record Signature(List<Kind> params, Kind result, boolean isTuple) {
    static final ClassDesc INSTANCE = MethodBody.describe(Instance.class);

    /** The most parameters a method can have, at two places each. */
    private static final int MAX_PARAMS = 120;

    static Signature of(FuncType type) {
        List<Kind> params = new ArrayList<>(type.params().size());
        type.params().forEach(param -> params.add(Kind.of(param)));
        boolean isTuple = type.results().size() > 1;
        Kind result = type.results().isEmpty()
                ? Kind.NONE
                : isTuple ? Kind.REF : Kind.of(type.results().getFirst());
        return new Signature(params, result, isTuple);
    }

    /** Whether functions of a type can be methods: not with too many parameters. */
    static boolean isSupported(FuncType type) {
        return type.params().size() <= MAX_PARAMS;
    }

    /** The signature in letters: one for each parameter, and the result behind {@code _}; {@code T} for several. */
    String letters() {
        StringBuilder letters = new StringBuilder(params.size() + 2);
        params.forEach(kind -> letters.append(kind.letter()));
        return letters.append('_').append(isTuple ? 'T' : result.letter()).toString();
    }

    /** The opposite of {@link #letters}. */
    static Signature parse(String letters) {
        int end = letters.indexOf('_');
        List<Kind> params = letters.substring(0, end).chars().mapToObj(Kind::of).toList();
        char result = letters.charAt(end + 1);
        return new Signature(params, result == 'T' ? Kind.REF : Kind.of(result), result == 'T');
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

    /** The parameters, then the instance and the chain of tail calls. */
    MethodTypeDesc staticTailType() {
        return staticType().insertParameterTypes(params.size() + 1, TailMethods.CHAIN);
    }

    /** The parameters, then the closure and the chain of tail calls. */
    MethodTypeDesc virtualTailType() {
        return virtualType().insertParameterTypes(params.size() + 1, TailMethods.CHAIN);
    }

    /** Loads the parameters of the method that is written. */
    void loadParams(CodeBuilder code) {
        for (int i = 0; i < params.size(); i++) {
            params.get(i).load(code, code.parameterSlot(i));
        }
    }

    private List<ClassDesc> paramTypes() {
        List<ClassDesc> types = new ArrayList<>(params.size() + 1);
        params.forEach(kind -> types.add(kind.type()));
        return types;
    }

    private ClassDesc resultType() {
        return isTuple ? ConstantDescs.CD_Object.arrayType() : result.type();
    }
}
