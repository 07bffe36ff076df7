// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.ExactType;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RecType;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;

/**
 * Decodes a module: every section into definitions, bodies and segments as ranges of the bytes.
 *
 * <p>Instructions inside bodies are read by the validator, so a malformed body is found there. The limits on the number
 * of definitions are those of the JavaScript API. Specification: 5.5 "Modules".
 */
public final class ModuleDecoder {
    private static final int MAGIC = 0x6D73_6100;
    private static final int VERSION = 1;
    private static final int MAX_DEFINITIONS = 1_000_000;
    private static final int MAX_TABLES_OR_MEMORIES = 100_000;
    private static final int MAX_ELEMENTS = 10_000_000;
    private static final int MAX_DATA_SEGMENTS = 100_000;
    private static final int MAX_BODY_SIZE = 7_654_321;

    private final ByteReader in;
    private final boolean longLimits;
    private final List<RecType> recTypes = new ArrayList<>();
    private final List<Import> imports = new ArrayList<>();
    private final List<Integer> functionTypeIndices = new ArrayList<>();
    private final List<Expr> bodies = new ArrayList<>();
    private final List<TableDef> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final List<GlobalDef> globals = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private final List<ElementDef> elements = new ArrayList<>();
    private final List<DataDef> data = new ArrayList<>();
    private final List<CustomSection> customSections = new ArrayList<>();
    private int importedFunctions;
    private int start = -1;
    private int dataCount = -1;

    private ModuleDecoder(byte[] bytes, boolean longLimits) {
        in = new ByteReader(bytes);
        this.longLimits = longLimits;
    }

    /**
     * Decodes a module.
     *
     * @param bytes the module in binary format, which from now on belongs to the result
     * @throws MalformedException when the bytes are no module
     */
    public static ModuleDef decode(byte[] bytes) {
        return new ModuleDecoder(bytes, true).module();
    }

    /**
     * Decodes a module while some features are off.
     *
     * <p>Where a feature is off the validator says so, but for the one thing that was malformed before it: the limits of
     * 32-bit memories and tables had 32 bits before {@link Feature#MEMORY64}.
     *
     * @param bytes the module in binary format, which from now on belongs to the result
     * @param features the features that the module may use
     * @throws MalformedException when the bytes are no module
     */
    public static ModuleDef decode(byte[] bytes, Set<Feature> features) {
        return new ModuleDecoder(bytes, features.contains(Feature.MEMORY64)).module();
    }

    private ModuleDef module() {
        preamble();
        int lastPlace = 0;
        while (!in.atEnd()) {
            lastPlace = Math.max(lastPlace, section(lastPlace));
        }
        checkCounts();
        return new ModuleDef(
                in.bytes(),
                recTypes,
                imports,
                functions(),
                tables,
                memories,
                tags,
                globals,
                exports,
                start,
                elements,
                dataCount,
                data,
                customSections);
    }

    private void preamble() {
        if (in.fixed32() != MAGIC) {
            throw new MalformedException(0, "magic header not detected");
        }
        if (in.fixed32() != VERSION) {
            throw new MalformedException(4, "unknown binary version");
        }
    }

    private void checkCounts() {
        if (bodies.size() != functionTypeIndices.size()) {
            throw new MalformedException(
                    in.position(),
                    "function and code section have inconsistent lengths (" + functionTypeIndices.size() + " and "
                            + bodies.size() + ")");
        }
        if (dataCount >= 0 && dataCount != data.size()) {
            throw new MalformedException(
                    in.position(),
                    "data count and data section have inconsistent lengths (" + dataCount + " and " + data.size()
                            + ")");
        }
    }

    private List<FunctionDef> functions() {
        List<FunctionDef> functions = new ArrayList<>(bodies.size());
        for (int i = 0; i < bodies.size(); i++) {
            functions.add(new FunctionDef(importedFunctions + i, functionTypeIndices.get(i), bodies.get(i)));
        }
        return functions;
    }

    /** Reads a section; returns its place in the required order, 0 for a custom section. */
    private int section(int lastPlace) {
        int sectionStart = in.position();
        int id = in.u8();
        if (id >= SectionId.values().length) {
            throw new MalformedException(sectionStart, "malformed section id (" + id + ")");
        }
        SectionId section = SectionId.values()[id];
        int sizeStart = in.position();
        int size = in.u32();
        if (size < 0 || size > in.remaining()) {
            throw new MalformedException(
                    sizeStart,
                    "length out of bounds (" + section + " section of " + Integer.toUnsignedString(size) + " bytes, "
                            + in.remaining() + " are left)");
        }
        if (section != SectionId.CUSTOM && section.place() <= lastPlace) {
            throw new MalformedException(
                    sectionStart, "unexpected content after last section (" + section + " section)");
        }
        int end = in.limit(in.position() + size);
        content(section, lastPlace);
        if (!in.atEnd()) {
            throw new MalformedException(
                    in.position(),
                    "section size mismatch (" + section + " section, " + in.remaining() + " bytes left)");
        }
        in.limit(end);
        return section.place();
    }

    private void content(SectionId section, int lastPlace) {
        switch (section) {
            case CUSTOM -> customSection(lastPlace);
            case TYPE -> types();
            case IMPORT -> imports();
            case FUNCTION -> functionTypes();
            case TABLE -> tables();
            case MEMORY -> memories();
            case GLOBAL -> globals();
            case EXPORT -> exports();
            case START -> start = startFunction();
            case ELEMENT -> elements();
            case CODE -> code();
            case DATA -> data();
            case DATA_COUNT -> dataCount = dataCount();
            case TAG -> tags();
        }
    }

    // FAST: loops rather than one method that takes a lambda, because every start of a program would link twelve
    // lambdas.

    private void types() {
        for (int left = in.length(MAX_DEFINITIONS, "types"); left > 0; left--) {
            recTypes.add(TypeDecoder.recType(in));
        }
    }

    private void imports() {
        for (int left = in.length(MAX_DEFINITIONS, "imports"); left > 0; left--) {
            imports.add(importDef());
        }
    }

    private void functionTypes() {
        for (int left = in.length(MAX_DEFINITIONS, "functions"); left > 0; left--) {
            functionTypeIndices.add(in.u32());
        }
    }

    private void tables() {
        for (int left = in.length(MAX_TABLES_OR_MEMORIES, "tables"); left > 0; left--) {
            tables.add(tableDef());
        }
    }

    private void memories() {
        for (int left = in.length(MAX_TABLES_OR_MEMORIES, "memories"); left > 0; left--) {
            memories.add(TypeDecoder.memoryType(in, longLimits));
        }
    }

    private void tags() {
        for (int left = in.length(MAX_DEFINITIONS, "tags"); left > 0; left--) {
            tags.add(TypeDecoder.tagType(in));
        }
    }

    private void globals() {
        for (int left = in.length(MAX_DEFINITIONS, "globals"); left > 0; left--) {
            globals.add(new GlobalDef(TypeDecoder.globalType(in), expr()));
        }
    }

    private void exports() {
        for (int left = in.length(MAX_DEFINITIONS, "exports"); left > 0; left--) {
            exports.add(new Export(in.name(), externKind("export"), in.u32()));
        }
    }

    private void elements() {
        for (int left = in.length(MAX_ELEMENTS, "element segments"); left > 0; left--) {
            elements.add(elementDef());
        }
    }

    private void data() {
        for (int left = in.length(MAX_DATA_SEGMENTS, "data segments"); left > 0; left--) {
            data.add(dataDef());
        }
    }

    private void customSection(int lastPlace) {
        String name = in.name();
        int length = in.remaining();
        customSections.add(new CustomSection(name, in.skip(length), length, lastPlace));
    }

    private Import importDef() {
        String module = in.name();
        String name = in.name();
        ExternType type = externType();
        if (type.kind() == ExternKind.FUNC) {
            importedFunctions++;
        }
        return new Import(module, name, type);
    }

    private ExternType externType() {
        if (in.peek() == TypeDecoder.EXACT_FUNC) {
            in.u8();
            return new FuncExternType(new ExactType(new TypeIndex(in.u32())));
        }
        return switch (externKind("import")) {
            case FUNC -> new FuncExternType(new TypeIndex(in.u32()));
            case TABLE -> TypeDecoder.tableType(in, longLimits);
            case MEMORY -> TypeDecoder.memoryType(in, longLimits);
            case GLOBAL -> TypeDecoder.globalType(in);
            case TAG -> TypeDecoder.tagType(in);
        };
    }

    private ExternKind externKind(String what) {
        int kindStart = in.position();
        int code = in.u8();
        ExternKind[] kinds = ExternKind.values();
        if (code >= kinds.length) {
            throw new MalformedException(
                    kindStart, "malformed " + what + " kind (0x" + Integer.toHexString(code) + ")");
        }
        return kinds[code];
    }

    private TableDef tableDef() {
        if (in.peek() != 0x40) {
            return new TableDef(TypeDecoder.tableType(in, longLimits), null);
        }
        in.u8();
        int reserved = in.position();
        if (in.u8() != 0) {
            throw new MalformedException(reserved, "zero byte expected");
        }
        TableType type = TypeDecoder.tableType(in, longLimits);
        return new TableDef(type, expr());
    }

    /** A start function; an index above 2^31 is as unknown as the largest one below. */
    private int startFunction() {
        int functionIndex = in.u32();
        return functionIndex < 0 ? Integer.MAX_VALUE : functionIndex;
    }

    private int dataCount() {
        int position = in.position();
        int count = in.u32();
        if (count < 0 || count > MAX_DATA_SEGMENTS) {
            throw new MalformedException(position, "too many data segments: " + Integer.toUnsignedString(count));
        }
        return count;
    }

    private Expr expr() {
        int exprStart = in.position();
        new InstructionReader(in).skipExpression();
        return new Expr(exprStart, in.position());
    }

    // The flags of an element segment (spec 5.5.12).
    static final int NOT_ACTIVE = 1;
    static final int EXPLICIT = 2;
    static final int EXPRESSIONS = 4;

    private ElementDef elementDef() {
        int flagsStart = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > 7) {
            throw new MalformedException(flagsStart, "malformed elements segment kind (" + flags + ")");
        }
        boolean active = (flags & NOT_ACTIVE) == 0;
        boolean explicit = (flags & EXPLICIT) != 0;
        boolean hasExpressions = (flags & EXPRESSIONS) != 0;
        SegmentMode mode = active ? SegmentMode.ACTIVE : explicit ? SegmentMode.DECLARATIVE : SegmentMode.PASSIVE;
        int tableIndex = active && explicit ? in.u32() : 0;
        Expr offset = active ? expr() : null;
        RefType type = active && !explicit ? RefType.FUNCREF : elementType(hasExpressions);
        if (hasExpressions) {
            return new ElementDef(mode, tableIndex, offset, type, null, elementExpressions());
        }
        RefType nonNull = type.withNullable(false);
        return new ElementDef(mode, tableIndex, offset, nonNull, elementFunctions(), List.of());
    }

    private RefType elementType(boolean hasExpressions) {
        if (hasExpressions) {
            return TypeDecoder.refType(in);
        }
        int kindStart = in.position();
        if (in.u8() != 0) {
            throw new MalformedException(kindStart, "malformed element kind");
        }
        return RefType.FUNCREF;
    }

    private int[] elementFunctions() {
        int length = in.length(MAX_ELEMENTS, "elements");
        int[] indices = new int[length];
        for (int i = 0; i < length; i++) {
            indices[i] = in.u32();
        }
        return indices;
    }

    private List<Expr> elementExpressions() {
        int length = in.length(MAX_ELEMENTS, "elements");
        List<Expr> expressions = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            expressions.add(expr());
        }
        return expressions;
    }

    private DataDef dataDef() {
        int flagsStart = in.position();
        int flags = in.u32();
        if (flags < 0 || flags > 2) {
            throw new MalformedException(flagsStart, "malformed data segment kind (" + flags + ")");
        }
        boolean active = flags != 1;
        int memoryIndex = flags == 2 ? in.u32() : 0;
        @Nullable Expr offset = active ? expr() : null;
        int length = in.u32();
        int contentStart = in.skip(length);
        return new DataDef(
                active ? SegmentMode.ACTIVE : SegmentMode.PASSIVE, memoryIndex, offset, contentStart, length);
    }

    private void code() {
        for (int left = in.length(MAX_DEFINITIONS, "function bodies"); left > 0; left--) {
            int sizeStart = in.position();
            int size = in.u32();
            int bodyStart = in.skip(size);
            if (size > MAX_BODY_SIZE) {
                throw new MalformedException(
                        sizeStart, "function body too large (" + size + " bytes, the limit is " + MAX_BODY_SIZE + ")");
            }
            bodies.add(new Expr(bodyStart, bodyStart + size));
        }
    }
}
