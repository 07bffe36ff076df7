// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A proposal that can be switched on and off; a module that uses one that is off is invalid.
 *
 * <p>Each constant but {@link #CORE} becomes the polyglot option {@code wasm.<optionName>}. What belongs to WebAssembly 3.0 or
 * is as good as settled is on by default.
 */
public enum Feature {
    /** The first version of WebAssembly and what can not be switched off. */
    CORE("", "WebAssembly 1.0"),
    /** {@code i32.extend8_s} and the like. */
    SIGN_EXTENSION("SignExtensionOps", "sign-extension operators"),
    /** {@code i32.trunc_sat_f32_s} and the like. */
    SATURATING_FLOAT_TO_INT("SaturatingFloatToInt", "saturating float-to-int conversions"),
    /** Several results, and parameters of blocks. */
    MULTI_VALUE("MultiValue", "multiple values"),
    /** Bulk memory operations and reference types, which share encodings. */
    BULK_MEMORY_AND_REF_TYPES("BulkMemoryAndRefTypes", "bulk memory operations and reference types"),
    /** Arithmetic in constant expressions. */
    EXTENDED_CONST("ExtendedConstExpressions", "extended constant expressions"),
    /** Fixed-width vectors. */
    SIMD("SIMD", "fixed-width SIMD"),
    /** Vector instructions with implementation-defined corners. */
    RELAXED_SIMD("RelaxedSIMD", "relaxed SIMD"),
    /** {@code return_call} and its relatives. */
    TAIL_CALLS("TailCalls", "tail calls"),
    /** Tags, {@code throw}, {@code try_table}. */
    EXCEPTIONS("Exceptions", "exception handling"),
    /** {@code try}, {@code catch}, {@code rethrow}, {@code delegate}. */
    LEGACY_EXCEPTIONS("LegacyExceptions", "legacy exception handling"),
    /** References to functions of a declared type, {@code call_ref}. */
    TYPED_FUNCTION_REFERENCES("TypedFunctionReferences", "typed function references"),
    /** Structures, arrays, recursive types and casts. */
    GC("GC", "garbage collection"),
    /** More than one memory. */
    MULTI_MEMORY("MultiMemory", "multiple memories"),
    /** 64-bit memories and tables. */
    MEMORY64("Memory64", "64-bit memories and tables"),
    /** Shared memories and atomic instructions. */
    THREADS("Threads", "threads"),
    /** 128-bit arithmetic on pairs of i64. */
    WIDE_ARITHMETIC("WideArithmetic", "wide arithmetic"),
    /** Memories with pages of one byte. */
    CUSTOM_PAGE_SIZES("CustomPageSizes", "custom page sizes"),
    /** The custom section {@code metadata.code.branch_hint}. */
    BRANCH_HINTING("BranchHinting", "branch hinting"),
    /** Descriptors of structures, exact types. */
    CUSTOM_DESCRIPTORS("CustomDescriptors", "custom descriptors", false),
    /** Continuations: {@code cont.new}, {@code suspend}, {@code resume} and their relatives. */
    STACK_SWITCHING("StackSwitching", "stack switching", false);

    private final String optionName;
    private final String description;
    private final boolean onByDefault;

    Feature(String optionName, String description) {
        this(optionName, description, true);
    }

    Feature(String optionName, String description, boolean onByDefault) {
        this.optionName = optionName;
        this.description = description;
        this.onByDefault = onByDefault;
    }

    /** The features that are on by default. */
    public static Set<Feature> defaults() {
        return Arrays.stream(values()).filter(Feature::isOnByDefault).collect(Collectors.toUnmodifiableSet());
    }

    /** The name of the polyglot option without its prefix {@code wasm.}. */
    public String optionName() {
        return optionName;
    }

    /** How messages and help texts call the proposal. */
    public String description() {
        return description;
    }

    /** Whether modules may use the proposal without further ado. */
    public boolean isOnByDefault() {
        return onByDefault;
    }
}
