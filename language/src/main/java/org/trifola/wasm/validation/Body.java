// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.ArrayType;
import org.trifola.wasm.syntax.ContType;
import org.trifola.wasm.syntax.DefType;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FieldType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.HeapType;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.StructType;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * The function body or constant expression under validation: its instructions, its operands, and the definitions of the
 * module as its instructions name them.
 *
 * <p>Every look-up checks its index, and every error made here says where it is.
 */
final class Body {
    private static final int MAX_TYPES_SHOWN = 10;

    final ModuleContext context;
    final FeatureGate gate;
    final OperandTypes operands = new OperandTypes(this);
    InstructionReader reader;
    private int functionIndex = -1;

    Body(ModuleContext context, FeatureGate gate) {
        this.context = context;
        this.gate = gate;
        this.reader = new InstructionReader(context.module().bytes(), new Expr(0, 0));
    }

    /** Starts with another body; the function index is -1 for a constant expression. */
    void begin(Expr expr, int ofFunction) {
        reader = new InstructionReader(context.module().bytes(), expr);
        functionIndex = ofFunction;
        operands.clear();
    }

    // Errors

    /** The error with the position of the current instruction. */
    InvalidException invalid(String message) {
        return new InvalidException(message, reader.offset(), functionIndex);
    }

    InvalidException typeMismatch(String expected, String found) {
        return invalid(Errors.typeMismatch(instruction(), expected, found));
    }

    /** The mnemonic of the current instruction. */
    String instruction() {
        return reader.opcode().mnemonic();
    }

    String describe(ValType type) {
        String unknown = OperandTypes.describeUnknown(type);
        return unknown != null ? unknown : context.describe(type);
    }

    String describe(List<ValType> types) {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        for (ValType type : types.subList(0, Math.min(MAX_TYPES_SHOWN, types.size()))) {
            text.add(describe(type));
        }
        if (types.size() > MAX_TYPES_SHOWN) {
            text.add("... (" + types.size() + " in all)");
        }
        return text.toString();
    }

    String describe(FuncType type) {
        return describe(type.params()) + " -> " + describe(type.results());
    }

    // Features

    /** Demands that a feature is enabled. */
    void require(Feature feature) {
        requireNone(gate.missing(feature), instruction());
    }

    private void requireNone(@Nullable Feature missing, String what) {
        if (missing != null) {
            throw invalid(Errors.disabled(missing, what));
        }
    }

    // Types

    /** The type without type indices. */
    ValType close(ValType type) {
        requireNone(gate.missingFor(type), type.toString());
        return type instanceof RefType refType ? closed(refType) : type;
    }

    /** The type without type indices. */
    RefType close(RefType type) {
        requireNone(gate.missingFor(type), type.toString());
        return closed(type);
    }

    private RefType closed(RefType type) {
        if (type.heapType().inexact() instanceof TypeIndex index) {
            type(index.index());
        }
        return context.close(type);
    }

    /** A nullable or non-null reference to a heap type, without type indices. */
    RefType reference(boolean nullable, HeapType heapType) {
        if (heapType instanceof TypeIndex index) {
            type(index.index());
            return close(context.reference(nullable, index.index()));
        }
        return close(RefType.of(nullable, heapType));
    }

    /** A reference to an object that was made as one of this type: of an exact type if the module may use such. */
    RefType newReference(int typeIndex) {
        return gate.allows(Feature.CUSTOM_DESCRIPTORS)
                ? RefType.of(false, new ExactType(context.type(typeIndex)))
                : context.reference(false, typeIndex);
    }

    DefType type(int typeIndex) {
        if (Integer.compareUnsigned(typeIndex, context.typeCount()) >= 0) {
            throw invalid(Errors.unknownType(typeIndex, context.typeCount()));
        }
        return context.type(typeIndex);
    }

    FuncType funcType(int typeIndex) {
        if (type(typeIndex).compType() instanceof FuncType type) {
            return type;
        }
        throw invalid(Errors.notA("a function", typeIndex, instruction()));
    }

    StructType structType(int typeIndex) {
        if (type(typeIndex).compType() instanceof StructType type) {
            return type;
        }
        throw invalid(Errors.notA("a structure", typeIndex, instruction()));
    }

    /** The type of the elements of an array. */
    FieldType elementType(int typeIndex) {
        if (type(typeIndex).compType() instanceof ArrayType type) {
            return type.element();
        }
        throw invalid(Errors.notA("an array", typeIndex, instruction()));
    }

    /** The function type of a continuation type. */
    FuncType contType(int typeIndex) {
        if (type(typeIndex).compType() instanceof ContType type) {
            return type.funcType();
        }
        throw invalid(Errors.notAContinuation(typeIndex, instruction()));
    }

    /** Demands that a type is none of continuations: these carry no type at run time. */
    void requireCastable(RefType type) {
        if (Matching.top(type.heapType()) == AbsHeapType.CONT) {
            throw invalid(Errors.invalidCast(instruction(), describe(type)));
        }
    }

    // Definitions

    /** The type index of a function's type. */
    int functionTypeIndex(int index) {
        if (Integer.compareUnsigned(index, context.functionCount()) >= 0) {
            throw invalid(Errors.unknownFunction(index, context.functionCount()));
        }
        return context.functionTypeIndex(index);
    }

    TableType table(int index) {
        if (Integer.compareUnsigned(index, context.tableCount()) >= 0) {
            throw invalid(Errors.unknownTable(index, context.tableCount()));
        }
        return context.table(index);
    }

    MemoryType memory(int index) {
        if (Integer.compareUnsigned(index, context.memoryCount()) >= 0) {
            throw invalid(Errors.unknownMemory(index, context.memoryCount()));
        }
        return context.memory(index);
    }

    GlobalType global(int index, int visibleGlobals) {
        if (Integer.compareUnsigned(index, visibleGlobals) >= 0) {
            throw invalid(Errors.unknownGlobal(index, visibleGlobals));
        }
        return context.global(index);
    }

    /** The types of the payload of a tag's exceptions. */
    List<ValType> tagParams(int index) {
        return tagType(index).params();
    }

    /** The type of a tag. */
    FuncType tagType(int index) {
        if (Integer.compareUnsigned(index, context.tagCount()) >= 0) {
            throw invalid(Errors.unknownTag(index, context.tagCount()));
        }
        return context.tagFuncType(index);
    }

    /** The type of the references in an element segment. */
    RefType elementSegment(int index) {
        if (Integer.compareUnsigned(index, context.elementCount()) >= 0) {
            throw invalid(Errors.unknownElementSegment(index, context.elementCount()));
        }
        return context.elementType(index);
    }

    /** Demands that there is a data segment; the section with their number must precede the code (spec 5.5.16). */
    void requireDataSegment(int index) {
        int count = context.module().dataCount();
        if (count < 0) {
            throw new MalformedException(reader.offset(), "data count section required: " + instruction());
        }
        if (Integer.compareUnsigned(index, count) >= 0) {
            throw invalid(Errors.unknownDataSegment(index, count));
        }
    }
}
