// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.Limits;

/**
 * Every message of validation, one named method each, so that all of them can be read and compared in one place.
 *
 * <p>A message begins with the words of the official test suite and goes on with what was found.
 */
final class Errors {
    /** How much of a name a message shows. */
    private static final int MAX_NAME = 200;

    private Errors() {}

    /** A message about a definition; the index is -1 where there is only one. */
    static String in(String message, String kind, int index) {
        return message + " (in " + kind + (index < 0 ? "" : " " + index) + ")";
    }

    // Features

    static String disabled(Feature feature, String what) {
        return "disabled feature: " + what + " needs " + feature.description() + " (option wasm." + feature.optionName()
                + ")";
    }

    // Index spaces

    static String unknownType(int index, int count) {
        return unknown("type", index, count, "types");
    }

    static String unknownFunction(int index, int count) {
        return unknown("function", index, count, "functions");
    }

    static String unknownTable(int index, int count) {
        return unknown("table", index, count, "tables");
    }

    static String unknownMemory(int index, int count) {
        return unknown("memory", index, count, "memories");
    }

    static String unknownGlobal(int index, int count) {
        return unknown("global", index, count, "globals");
    }

    static String unknownTag(int index, int count) {
        return unknown("tag", index, count, "tags");
    }

    static String unknownElementSegment(int index, int count) {
        return unknown("elem segment", index, count, "element segments");
    }

    static String unknownDataSegment(int index, int count) {
        return unknown("data segment", index, count, "data segments");
    }

    static String unknownLocal(int index, int count) {
        return unknown("local", index, count, "locals");
    }

    static String unknownLabel(int index, int count) {
        return unknown("label", index, count, "labels");
    }

    static String unknownField(int index, int count) {
        return unknown("field", index, count, "fields");
    }

    private static String unknown(String what, int index, int count, String plural) {
        return "unknown " + what + " " + Integer.toUnsignedString(index) + ": there are " + count + " " + plural;
    }

    // Types

    static String notA(String kind, int typeIndex, String what) {
        return "unknown type " + typeIndex + ": " + what + " needs " + kind + " type and type " + typeIndex
                + " is none";
    }

    static String forwardSupertype(int typeIndex, int superIndex) {
        return "unknown type " + Integer.toUnsignedString(superIndex) + ": a super type of type " + typeIndex
                + " must have a smaller index";
    }

    static String finalSupertype(int typeIndex, int superIndex) {
        return "sub type " + typeIndex + " does not match super type " + superIndex + ", which is final";
    }

    static String unrelatedSupertype(int typeIndex, int superIndex) {
        return "sub type " + typeIndex + " does not match super type " + superIndex;
    }

    static String supertypesTooDeep(int typeIndex, int limit) {
        return "sub type " + typeIndex + " has more than " + limit + " super types";
    }

    static String describedOutsideGroup(int described) {
        return "described type is outside rec group: type " + Integer.toUnsignedString(described);
    }

    static String descriptorOutsideGroup(int descriptor) {
        return "descriptor type is outside rec group: type " + Integer.toUnsignedString(descriptor);
    }

    static String forwardDescribed(int typeIndex, int described) {
        return "forward use of described type " + described + ": type " + typeIndex + " must come after it";
    }

    static String notItsDescriptor(int typeIndex, int described) {
        return "described type is not described by descriptor: type " + described + " has not the descriptor "
                + typeIndex;
    }

    static String notDescribed(int typeIndex, int descriptor) {
        return "type is not described by its descriptor: type " + descriptor + " does not describe " + typeIndex;
    }

    static String describedNotStruct(int typeIndex) {
        return "described type must be a struct, and so must be type " + typeIndex + " that describes it";
    }

    static String descriptorNotStruct(int typeIndex) {
        return "descriptor type must be a struct, and so must be type " + typeIndex + " that has it";
    }

    static String unrelatedDescribed(@Nullable HeapType described, @Nullable HeapType superDescribed) {
        return "described type " + described + " does not match " + superDescribed + ", which the super type describes";
    }

    static String unrelatedDescriptor(@Nullable HeapType descriptor, @Nullable HeapType superDescriptor) {
        return "descriptor type " + descriptor + " does not match " + superDescriptor + ", which the super type has";
    }

    static String noDescriptor(HeapType type) {
        return "type " + type + " does not have a descriptor";
    }

    static String typeWithoutDescriptor(int typeIndex) {
        return "type without descriptor " + typeIndex;
    }

    static String needsDescriptor(int typeIndex) {
        return "type with descriptor requires descriptor allocation: type " + typeIndex;
    }

    static String needsNoDescriptor(int typeIndex) {
        return "type without descriptor requires non-descriptor allocation: type " + typeIndex;
    }

    static String sizeMinimumAboveMaximum(Limits limits) {
        return "size minimum must not be greater than maximum: " + limits;
    }

    static String memoryTooLarge32(Limits limits) {
        return "memory size must be at most 65536 pages (4GiB): " + limits;
    }

    static String memoryTooLarge64(Limits limits) {
        return "memory size must be at most 2^48 pages: " + limits;
    }

    static String memoryOfBytesTooLarge(Limits limits) {
        return "memory size must be at most 2^32-1 pages of one byte: " + limits;
    }

    static String tableTooLarge(Limits limits) {
        return "table size must be at most 2^32-1: " + limits;
    }

    static String sharedWithoutMaximum() {
        return "shared memory must have maximum";
    }

    static String invalidPageSize(int pageSizeLog2) {
        return "invalid custom page size: 2^" + pageSizeLog2 + " bytes, only 1 and 65536 are allowed";
    }

    static String tagWithResults(FuncType type) {
        return "non-empty tag result type: " + type;
    }

    // Modules

    static String tooMany(String what, int limit) {
        return "too many " + what + ": the limit is " + limit;
    }

    static String multipleTables(Feature feature) {
        return "multiple tables: " + disabled(feature, "a second table");
    }

    static String multipleMemories(Feature feature) {
        return "multiple memories: " + disabled(feature, "a second memory");
    }

    static String duplicateExport(String name) {
        String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "..." : name;
        return "duplicate export name \"" + shown + "\"";
    }

    static String startFunctionType(int functionIndex, FuncType type) {
        return "start function: function " + functionIndex + " must have type [] -> [] but has " + type;
    }

    static String segmentType(String type, String tableType) {
        return "type mismatch: elements of type " + type + " do not fit a table of " + tableType;
    }

    static String tableWithoutInit(String type) {
        return "type mismatch: a table of " + type + " needs an initial element";
    }

    // Operands

    static String typeMismatch(String instruction, String expected, String found) {
        return "type mismatch: " + instruction + " expected " + expected + " but found " + found;
    }

    static String valuesLeft(String instruction, String types) {
        return "type mismatch: " + instruction + " expected nothing more on the stack but found " + types;
    }

    static String typesDoNotMatch(String instruction, String expected, String found) {
        return "type mismatch: " + instruction + " needs " + expected + " but has " + found;
    }

    static String labelArity(int expected, int found) {
        return "type mismatch: br_table expected labels of " + expected + " values but found one of " + found;
    }

    static String elseMissing(String type) {
        return "type mismatch: if without else must have equal parameters and results but has " + type;
    }

    static String selectArity(int count) {
        return "invalid result arity: select has " + count + " types";
    }

    static String uninitializedLocal(int index) {
        return "uninitialized local " + index;
    }

    static String tooManyLocals(int count, int limit) {
        return "too many locals: " + count + ", the limit is " + limit;
    }

    static String tooManyOperands(int count, int limit) {
        return "too many operands: array.new_fixed of " + Integer.toUnsignedString(count) + ", the limit is " + limit;
    }

    // Instructions

    static String constantExpressionRequired(String instruction) {
        return "constant expression required: " + instruction + " is not constant";
    }

    static String mutableGlobalInConstant(int index) {
        return "constant expression required: global " + index + " is mutable";
    }

    static String alignment(String instruction, int bytes, int natural) {
        return "alignment must not be larger than natural: " + instruction + " has 2^" + bytes + ", natural is "
                + natural;
    }

    static String atomicAlignment(String instruction, int exponent, int natural) {
        return "atomic alignment must be natural: " + instruction + " has 2^" + exponent + ", natural is " + natural;
    }

    static String offsetOutOfRange(long offset) {
        return "offset out of range: " + Long.toUnsignedString(offset) + " for a 32-bit memory";
    }

    static String invalidLane(int lane, int lanes) {
        return "invalid lane index: " + lane + ", must be below " + lanes;
    }

    static String immutableGlobal(int index) {
        return "immutable global " + index;
    }

    static String immutableField(int typeIndex, int fieldIndex) {
        return "immutable field " + fieldIndex + " of type " + typeIndex;
    }

    static String immutableArray(int typeIndex) {
        return "immutable array: type " + typeIndex;
    }

    static String packed(String instruction, String storage) {
        return "type mismatch: " + instruction + " on a packed " + storage + ", needs a signed or unsigned form";
    }

    static String notPacked(String instruction, String storage) {
        return "type mismatch: " + instruction + " on " + storage + ", which is not packed";
    }

    static String notDefaultable(String instruction, String type) {
        return "type mismatch: " + instruction + " needs a default value but " + type + " has none";
    }

    static String arrayTypesDoNotMatch(String destination, String source) {
        return "array types do not match: " + source + " can not be stored as " + destination;
    }

    static String arrayNotNumeric(int typeIndex, String storage) {
        return "array type is not numeric or vector: type " + typeIndex + " has elements of " + storage;
    }

    static String undeclaredFunction(int functionIndex) {
        return "undeclared function reference: function " + functionIndex + " is not mentioned outside function bodies";
    }

    static String notAContinuation(int typeIndex, String instruction) {
        return "non-continuation type " + typeIndex + ": " + instruction + " needs a continuation type";
    }

    static String invalidCast(String instruction, String type) {
        return "invalid cast: " + instruction + " to " + type + ", continuations can not be cast";
    }

    static String invalidRethrowLabel(int label) {
        return "invalid rethrow label: label " + label + " is no catch";
    }
}
