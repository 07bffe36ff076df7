// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that GraalJS calls: name, number of arguments, meaning. */
enum Member {
    // format:off
    MODULE_DECODE            (1, ModuleFunctions::decode),
    MODULE_VALIDATE          (1, ModuleFunctions::validate),
    MODULE_IMPORTS           (1, ModuleFunctions::imports),
    MODULE_EXPORTS           (1, ModuleFunctions::exports),
    CUSTOM_SECTIONS          (2, ModuleFunctions::customSections),
    MODULE_INSTANTIATE       (2, ModuleFunctions::instantiate),
    INSTANCE_EXPORT          (2, ModuleFunctions::instanceExport),

    FUNC_TYPE                (1, ReferenceFunctions::funcType),
    IS_FUNC                  (1, ReferenceFunctions::isFunc),
    IS_STRUCT                (1, ReferenceFunctions::isStruct),
    IS_ARRAY                 (1, ReferenceFunctions::isArray),

    MEM_ALLOC                (2, MemoryFunctions::alloc),
    MEM_GROW                 (2, MemoryFunctions::grow),
    MEM_MAX                  (1, MemoryFunctions::max),
    MEM_HAS_ADDRESS_TYPE_64  (1, MemoryFunctions::hasAddressType64),
    MEM_AS_BYTE_BUFFER       (1, MemoryFunctions::asByteBuffer),
    MEM_SET_GROW_CALLBACK    (1, MemoryFunctions::setGrowCallback),
    MEM_SET_NOTIFY_CALLBACK  (1, MemoryFunctions::setNotifyCallback),
    MEM_SET_WAIT_CALLBACK    (1, MemoryFunctions::setWaitCallback),

    TABLE_ALLOC              (4, TableFunctions::alloc),
    TABLE_GROW               (3, TableFunctions::grow),
    TABLE_READ               (2, TableFunctions::read),
    TABLE_WRITE              (3, TableFunctions::write),
    TABLE_SIZE               (1, TableFunctions::size),

    GLOBAL_ALLOC             (3, GlobalFunctions::alloc),
    GLOBAL_READ              (1, GlobalFunctions::read),
    GLOBAL_WRITE             (2, GlobalFunctions::write),

    TAG_ALLOC                (1, ExceptionFunctions::tagAlloc),
    TAG_TYPE                 (1, ExceptionFunctions::tagType),
    EXN_ALLOC                (1, ExceptionFunctions::exnAlloc),
    EXN_TAG                  (1, ExceptionFunctions::exnTag),

    EMBEDDER_DATA_GET        (1, ReferenceFunctions::embedderDataGet),
    EMBEDDER_DATA_SET        (2, ReferenceFunctions::embedderDataSet);
    // format:on

    private static final Map<String, Member> BY_NAME = new HashMap<>();

    static {
        for (Member member : values()) {
            BY_NAME.put(member.text, member);
        }
    }

    private final String text = name().toLowerCase(Locale.ROOT);
    private final int arity;
    private final Meaning meaning;

    Member(int arity, Meaning meaning) {
        this.arity = arity;
        this.meaning = meaning;
    }

    /** The member with this name, null without one. */
    static @Nullable Member find(String name) {
        return BY_NAME.get(name);
    }

    /** The least number of arguments; the function ignores those it does not know. */
    int arity() {
        return arity;
    }

    /** What a call does. */
    Meaning meaning() {
        return meaning;
    }

    /** The name as GraalJS asks for it. */
    @Override
    public String toString() {
        return text;
    }

    /** What a function does with its arguments. */
    @FunctionalInterface
    interface Meaning {
        /** Gives the result, of which GraalJS ignores that of a function without one. */
        Object call(WebAssemblyObject object, Arguments arguments);
    }
}
