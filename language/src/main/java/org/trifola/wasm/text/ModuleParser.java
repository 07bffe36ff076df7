// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ByteWriter;
import org.trifola.wasm.binary.NameSection.Kind;
import org.trifola.wasm.binary.SectionId;
import org.trifola.wasm.binary.TypeEncoder;
import org.trifola.wasm.syntax.AbsHeapType;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.ControlOpcode;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ExternType;
import org.trifola.wasm.syntax.FuncExternType;
import org.trifola.wasm.syntax.FuncType;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.GlobalType;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.Limits;
import org.trifola.wasm.syntax.MemoryType;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.NumericOpcode;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.ReferenceOpcode;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;
import org.trifola.wasm.syntax.TableType;
import org.trifola.wasm.syntax.TagType;
import org.trifola.wasm.syntax.TypeIndex;
import org.trifola.wasm.syntax.ValType;

/**
 * Parses the fields of a module.
 *
 * <p>The fields are walked three times: for their identifiers, for the types, for all the rest; only the last two look
 * inside. Bodies, expressions and data go to one buffer, to which the definitions refer. Specification: 6.6 "Modules".
 */
final class ModuleParser {
    private final TokenCursor cursor;
    private final ModuleScope scope = new ModuleScope();
    private final ByteWriter bytes = new ByteWriter();
    private final TypeParser types;
    private final BranchHintWriter hints = new BranchHintWriter();
    private final CustomAnnotations customSections;
    private final InstructionParser instructions;

    private final List<Import> imports = new ArrayList<>();
    private final List<FunctionDef> functions = new ArrayList<>();
    private final List<TableDef> tables = new ArrayList<>();
    private final List<MemoryType> memories = new ArrayList<>();
    private final List<TagType> tags = new ArrayList<>();
    private final List<GlobalDef> globals = new ArrayList<>();
    private final List<Export> exports = new ArrayList<>();
    private final List<ElementDef> elements = new ArrayList<>();
    private final List<DataDef> data = new ArrayList<>();
    private int start = -1;

    /** The next index of each kind, by ordinal. */
    private final int[] nextIndex = new int[ExternKind.values().length];

    /** The first definition that is no import, after which imports may not come. */
    private @Nullable ExternKind firstDefinition;

    /** A type index that a function used before an inline function type could define it, -1 if there was none. */
    private int unresolvedType = -1;

    private int unresolvedTypePosition;

    ModuleParser(TokenCursor cursor) {
        this.cursor = cursor;
        types = new TypeParser(cursor, scope);
        customSections = new CustomAnnotations(cursor, bytes);
        instructions = new InstructionParser(cursor, scope, types, bytes, hints);
    }

    /** The fields of a module up to a closing parenthesis or the end of the text, neither of which is passed over. */
    ModuleDef module(@Nullable String id) {
        String name = moduleName(id);
        if (name != null) {
            scope.names.module(name);
        }
        int first = cursor.position();
        while (atField()) {
            collectIdentifiers();
        }
        cursor.seek(first);
        while (atField()) {
            typeField();
        }
        cursor.seek(first);
        while (atField()) {
            field();
        }
        requireTypesResolved();
        addGeneratedSections();
        return new ModuleDef(
                bytes.buffer(),
                scope.recTypes(),
                imports,
                functions,
                tables,
                memories,
                tags,
                globals,
                exports,
                start,
                elements,
                instructions.dataIndexSeen() ? data.size() : -1,
                data,
                customSections.sections());
    }

    private @Nullable String moduleName(@Nullable String id) {
        String name = scope.nameOr(id, cursor);
        if (cursor.annotation() == Annotation.NAME) {
            throw cursor.error(Annotation.NAME.message("multiple module names"));
        }
        return name;
    }

    private boolean atField() {
        return !cursor.at(TokenKind.RIGHT_PAREN) && !cursor.at(TokenKind.END);
    }

    // --- First walk: identifiers ---

    private void collectIdentifiers() {
        boolean annotation = cursor.at(TokenKind.ANNOTATION);
        if (!annotation) {
            cursor.open();
            define();
        } else {
            cursor.next();
        }
        cursor.skipGroup();
    }

    private void define() {
        String keyword = cursor.keyword();
        switch (keyword) {
            case "type" -> defineType();
            case "rec" -> defineTypes();
            case "import" -> defineImport();
            case "func", "table", "memory", "global", "tag" -> {
                define(externKind());
                defineInlineSegments(keyword);
            }
            case "elem" -> define(Kind.ELEMENT, scope.elements);
            case "data" -> define(Kind.DATA, scope.data);
            case "export", "start" -> {}
            default -> throw cursor.unexpected("a module field");
        }
    }

    private void define(Kind kind, IndexSpace space) {
        cursor.next();
        int index = space.size();
        String name = scope.nameOr(space.define(cursor), cursor);
        if (name != null) {
            scope.names.name(kind, index, name);
        }
    }

    private void define(ExternKind kind) {
        define(ModuleScope.nameKind(kind), scope.of(kind));
    }

    private void defineType() {
        define(Kind.TYPE, scope.types);
    }

    private void defineTypes() {
        cursor.next();
        while (cursor.atOpen("type")) {
            cursor.next();
            defineType();
            cursor.skipGroup();
        }
    }

    private void defineImport() {
        cursor.next();
        cursor.expect(TokenKind.STRING);
        cursor.expect(TokenKind.STRING);
        cursor.open();
        define(externKind());
        cursor.skipGroup();
    }

    /** Counts the segment that a table or memory field may contain. */
    private void defineInlineSegments(String keyword) {
        IndexSpace segments = keyword.equals("table") ? scope.elements : keyword.equals("memory") ? scope.data : null;
        if (segments == null) {
            return;
        }
        String segment = keyword.equals("table") ? "elem" : "data";
        while (!cursor.at(TokenKind.RIGHT_PAREN) && !cursor.at(TokenKind.END)) {
            boolean group = cursor.at(TokenKind.LEFT_PAREN) || cursor.at(TokenKind.ANNOTATION);
            if (cursor.atOpen(segment)) {
                segments.addAnonymous(1);
            }
            cursor.next();
            if (group) {
                cursor.skipGroup();
            }
        }
    }

    /** The kind that the keyword at the cursor names. */
    private ExternKind externKind() {
        return switch (cursor.keyword()) {
            case "func" -> ExternKind.FUNC;
            case "table" -> ExternKind.TABLE;
            case "memory" -> ExternKind.MEMORY;
            case "global" -> ExternKind.GLOBAL;
            case "tag" -> ExternKind.TAG;
            default -> throw cursor.unexpected("\"func\", \"table\", \"memory\", \"global\" or \"tag\"");
        };
    }

    // --- Second walk: types ---

    private void typeField() {
        boolean annotation = cursor.at(TokenKind.ANNOTATION);
        cursor.next();
        if (!annotation && (cursor.at("type") || cursor.at("rec"))) {
            types.typeField();
        } else {
            cursor.skipGroup();
        }
    }

    // --- Third walk: all other fields ---

    private void field() {
        Annotation annotation = cursor.annotation();
        if (annotation != null) {
            moduleAnnotation(annotation);
            return;
        }
        cursor.open();
        switch (cursor.keyword()) {
            case "type", "rec" -> {
                cursor.skipGroup();
                return;
            }
            case "import" -> importField();
            case "func" -> functionField();
            case "table" -> tableField();
            case "memory" -> memoryField();
            case "global" -> globalField();
            case "tag" -> tagField();
            case "export" -> exportField();
            case "start" -> startField();
            case "elem" -> elementField();
            case "data" -> dataField();
            default -> throw cursor.unexpected("a module field");
        }
        cursor.close();
    }

    private void moduleAnnotation(Annotation annotation) {
        switch (annotation) {
            case CUSTOM -> customSections.annotation();
            case NAME -> throw cursor.unexpected("a module field");
            case BRANCH_HINT -> throw cursor.error(annotation.message("not in a function"));
        }
    }

    /** Passes over the keyword, identifier and name of a definition, which the first walk has seen. */
    private void skipHead() {
        cursor.next();
        cursor.takeId();
        scope.nameOr(null, cursor);
    }

    private int takeIndex(ExternKind kind) {
        return nextIndex[kind.ordinal()]++;
    }

    // --- Imports and exports ---

    private void importField() {
        int position = cursor.position();
        cursor.next();
        String module = cursor.name();
        String name = cursor.name();
        cursor.open();
        ExternKind kind = externKind();
        skipHead();
        addImport(position, module, name, kind);
        cursor.close();
    }

    private void addImport(int position, String module, String name, ExternKind kind) {
        if (firstDefinition != null) {
            throw cursor.errorAt(position, "import after " + importAfter(firstDefinition));
        }
        int index = takeIndex(kind);
        imports.add(new Import(module, name, externType(kind, index)));
    }

    private static String importAfter(ExternKind kind) {
        return kind == ExternKind.FUNC ? "function" : kind.toString();
    }

    private ExternType externType(ExternKind kind, int index) {
        return switch (kind) {
            case FUNC -> new FuncExternType(types.importedFunction(new Locals(index)));
            case TABLE -> types.tableType();
            case MEMORY -> types.memoryType();
            case GLOBAL -> types.globalType();
            case TAG -> tagType();
        };
    }

    private TagType tagType() {
        return new TagType(new TypeIndex(types.typeUse(null)));
    }

    private void exportField() {
        cursor.next();
        String name = cursor.name();
        cursor.open();
        ExternKind kind = externKind();
        cursor.next();
        exports.add(new Export(name, kind, scope.of(kind).index(cursor)));
        cursor.close();
    }

    /**
     * Passes over the head of a definition with its inline exports and import.
     *
     * @return the index of the definition, -1 when it was an import and nothing is left of it
     */
    private int definition(ExternKind kind) {
        int position = cursor.position();
        skipHead();
        while (cursor.takeOpen("export")) {
            exports.add(new Export(cursor.name(), kind, nextIndex[kind.ordinal()]));
            cursor.close();
        }
        if (cursor.takeOpen("import")) {
            String module = cursor.name();
            String name = cursor.name();
            cursor.close();
            addImport(position, module, name, kind);
            return -1;
        }
        if (firstDefinition == null) {
            firstDefinition = kind;
        }
        return takeIndex(kind);
    }

    private void startField() {
        int position = cursor.position();
        cursor.next();
        if (start >= 0) {
            throw cursor.errorAt(position, "multiple start sections");
        }
        start = scope.functions.index(cursor);
    }

    // --- Functions ---

    /** The locals of a function, which are told to the name section. */
    private final class Locals implements TypeParser.Params {
        final IndexSpace space = new IndexSpace("local", "local");
        private final int functionIndex;

        Locals(int functionIndex) {
            this.functionIndex = functionIndex;
        }

        @Override
        public void param(boolean named) {
            if (named) {
                define();
            } else {
                space.addAnonymous(1);
            }
        }

        void define() {
            int index = space.size();
            String name = scope.nameOr(space.define(cursor), cursor);
            if (name != null) {
                scope.names.name(Kind.LOCAL, functionIndex, index, name);
            }
        }
    }

    private void functionField() {
        int index = definition(ExternKind.FUNC);
        if (index < 0) {
            return;
        }
        Locals locals = new Locals(index);
        int position = cursor.position();
        int typeIndex = types.typeUse(locals);
        addUnnamedParams(locals.space, typeIndex, position);
        int codeStart = bytes.length();
        locals(locals);
        instructions.body(index, locals.space, codeStart);
        functions.add(new FunctionDef(index, typeIndex, exprFrom(codeStart)));
    }

    /** The parameters of a type that is only named by its index are not in the text. */
    private void addUnnamedParams(IndexSpace locals, int typeIndex, int position) {
        FuncType type = scope.functionType(typeIndex);
        if (type != null) {
            locals.addAnonymous(type.params().size() - locals.size());
        } else if (!scope.hasType(typeIndex) && unresolvedType < 0) {
            unresolvedType = typeIndex;
            unresolvedTypePosition = position;
        }
    }

    /** An index that only a later inline function type makes valid was taken for that of a type without parameters. */
    private void requireTypesResolved() {
        if (unresolvedType >= 0 && scope.hasType(unresolvedType)) {
            throw cursor.errorAt(
                    unresolvedTypePosition,
                    "unknown type " + unresolvedType + ": it is only written inline, and later");
        }
    }

    private void locals(Locals locals) {
        List<ValType> localTypes = new ArrayList<>();
        while (cursor.takeOpen("local")) {
            if (cursor.at(TokenKind.ID)) {
                locals.define();
                localTypes.add(types.valType());
            } else {
                while (!cursor.at(TokenKind.RIGHT_PAREN)) {
                    locals.space.addAnonymous(1);
                    localTypes.add(types.valType());
                }
            }
            cursor.close();
        }
        writeLocals(localTypes);
    }

    private void writeLocals(List<ValType> localTypes) {
        ByteWriter groups = new ByteWriter();
        int groupCount = 0;
        int first = 0;
        for (int i = 1; i <= localTypes.size(); i++) {
            if (i == localTypes.size() || !localTypes.get(i).equals(localTypes.get(first))) {
                groups.u32(i - first);
                TypeEncoder.valType(groups, localTypes.get(first));
                groupCount++;
                first = i;
            }
        }
        bytes.u32(groupCount);
        bytes.bytes(groups.buffer(), 0, groups.length());
    }

    // --- Tables, memories, globals, tags ---

    private void tableField() {
        int index = definition(ExternKind.TABLE);
        if (index < 0) {
            return;
        }
        AddressType addressType = types.addressType();
        if (types.atRefType()) {
            RefType type = types.refType();
            cursor.open();
            cursor.expect("elem");
            long size = inlineElements(addressType, index, type);
            cursor.close();
            tables.add(new TableDef(new TableType(addressType, Limits.between(size, size), type), null));
        } else {
            TableType type = new TableType(addressType, types.limits(), types.refType());
            tables.add(new TableDef(type, cursor.at(TokenKind.RIGHT_PAREN) ? null : expression()));
        }
    }

    private int inlineElements(AddressType addressType, int tableIndex, RefType type) {
        Expr offset = zero(addressType);
        ElementDef element;
        if (cursor.at(TokenKind.LEFT_PAREN)) {
            element = new ElementDef(SegmentMode.ACTIVE, tableIndex, offset, type, null, elementExpressions());
        } else if (type.equals(RefType.FUNCREF)) {
            element = new ElementDef(
                    SegmentMode.ACTIVE, tableIndex, offset, FUNC_REFERENCE, functionIndices(), List.of());
        } else {
            element = new ElementDef(SegmentMode.ACTIVE, tableIndex, offset, type, null, functionReferences());
        }
        elements.add(element);
        return element.size();
    }

    /** Function indices as expressions: lists of indices can only be of functions of any type. */
    private List<Expr> functionReferences() {
        List<Expr> expressions = new ArrayList<>();
        for (int index : functionIndices()) {
            int exprStart = bytes.length();
            bytes.u8(ReferenceOpcode.REF_FUNC.code());
            bytes.u32(index);
            bytes.u8(ControlOpcode.END.code());
            expressions.add(exprFrom(exprStart));
        }
        return expressions;
    }

    private void memoryField() {
        int index = definition(ExternKind.MEMORY);
        if (index < 0) {
            return;
        }
        AddressType addressType = types.addressType();
        if (cursor.at(TokenKind.NAT)) {
            Limits limits = types.limits();
            boolean shared = cursor.take("shared");
            memories.add(new MemoryType(addressType, limits, shared, types.pageSizeLog2()));
            return;
        }
        int pageSizeLog2 = types.pageSizeLog2();
        if (!cursor.takeOpen("data")) {
            throw cursor.unexpected("the size of the memory");
        }
        Expr offset = zero(addressType);
        DataDef segment = dataContent(SegmentMode.ACTIVE, index, offset);
        data.add(segment);
        cursor.close();
        long pages = (segment.length() + (1L << pageSizeLog2) - 1) >>> pageSizeLog2;
        memories.add(new MemoryType(addressType, Limits.between(pages, pages), false, pageSizeLog2));
    }

    private void globalField() {
        if (definition(ExternKind.GLOBAL) >= 0) {
            GlobalType type = types.globalType();
            globals.add(new GlobalDef(type, expression()));
        }
    }

    private void tagField() {
        if (definition(ExternKind.TAG) >= 0) {
            tags.add(tagType());
        }
    }

    // --- Expressions ---

    private Expr exprFrom(int exprStart) {
        return new Expr(exprStart, bytes.length());
    }

    /** Instructions up to a closing parenthesis. */
    private Expr expression() {
        int exprStart = bytes.length();
        instructions.expression();
        return exprFrom(exprStart);
    }

    /** {@code (keyword instr*)} or one folded instruction. */
    private Expr expression(String keyword) {
        if (cursor.takeOpen(keyword)) {
            Expr expr = expression();
            cursor.close();
            return expr;
        }
        int exprStart = bytes.length();
        instructions.foldedExpression();
        return exprFrom(exprStart);
    }

    private Expr zero(AddressType addressType) {
        int exprStart = bytes.length();
        bytes.u8((addressType == AddressType.I32 ? NumericOpcode.I32_CONST : NumericOpcode.I64_CONST).code());
        bytes.signed(0);
        bytes.u8(ControlOpcode.END.code());
        return exprFrom(exprStart);
    }

    // --- Segments ---

    private static final RefType FUNC_REFERENCE = new RefType(false, AbsHeapType.FUNC);

    private void elementField() {
        skipHead();
        if (cursor.take("declare")) {
            elements.add(elementList(SegmentMode.DECLARATIVE, 0, null));
        } else if (atSegmentTarget()) {
            int tableIndex = segmentTarget("table", scope.tables);
            Expr offset = expression("offset");
            elements.add(elementList(SegmentMode.ACTIVE, tableIndex, offset));
        } else {
            elements.add(elementList(SegmentMode.PASSIVE, 0, null));
        }
    }

    private boolean atSegmentTarget() {
        return cursor.at(TokenKind.NAT) || cursor.at(TokenKind.LEFT_PAREN) && !types.atRefType();
    }

    /** The table or memory of an active segment; a number alone is how the first version of the format wrote it. */
    private int segmentTarget(String keyword, IndexSpace space) {
        if (cursor.at(TokenKind.NAT)) {
            return space.index(cursor);
        }
        if (!cursor.takeOpen(keyword)) {
            return 0;
        }
        int index = space.index(cursor);
        cursor.close();
        return index;
    }

    private ElementDef elementList(SegmentMode mode, int tableIndex, @Nullable Expr offset) {
        if (types.atRefType()) {
            return new ElementDef(mode, tableIndex, offset, types.refType(), null, elementExpressions());
        }
        boolean keyword = cursor.take("func");
        boolean mayLackKeyword = offset != null && (cursor.atIndex() || cursor.at(TokenKind.RIGHT_PAREN));
        if (!keyword && !mayLackKeyword) {
            throw cursor.unexpected("\"func\" or a reference type");
        }
        return new ElementDef(mode, tableIndex, offset, FUNC_REFERENCE, functionIndices(), List.of());
    }

    private List<Expr> elementExpressions() {
        List<Expr> expressions = new ArrayList<>();
        while (cursor.at(TokenKind.LEFT_PAREN)) {
            expressions.add(expression("item"));
        }
        return expressions;
    }

    private int[] functionIndices() {
        int[] indices = new int[8];
        int count = 0;
        while (cursor.atIndex()) {
            if (count == indices.length) {
                indices = Arrays.copyOf(indices, 2 * count);
            }
            indices[count++] = scope.functions.index(cursor);
        }
        return Arrays.copyOf(indices, count);
    }

    private void dataField() {
        skipHead();
        if (!atSegmentTarget()) {
            data.add(dataContent(SegmentMode.PASSIVE, 0, null));
            return;
        }
        int memoryIndex = segmentTarget("memory", scope.memories);
        Expr offset = expression("offset");
        data.add(dataContent(SegmentMode.ACTIVE, memoryIndex, offset));
    }

    private DataDef dataContent(SegmentMode mode, int memoryIndex, @Nullable Expr offset) {
        int contentStart = bytes.length();
        cursor.strings(bytes);
        return new DataDef(mode, memoryIndex, offset, contentStart, bytes.length() - contentStart);
    }

    // --- Custom sections that follow from the text ---

    private void addGeneratedSections() {
        if (!hints.isEmpty()) {
            int contentStart = bytes.length();
            hints.write(bytes);
            customSections.addBefore(SectionId.CODE, Annotation.BRANCH_HINT.id(), contentStart);
        }
        if (!scope.names.isEmpty() && !customSections.contains("name")) {
            int contentStart = bytes.length();
            scope.names.write(bytes);
            customSections.addLast("name", contentStart);
        }
    }
}
