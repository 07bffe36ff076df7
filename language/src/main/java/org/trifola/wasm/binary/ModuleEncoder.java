// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.binary;

import java.util.List;
import java.util.function.Consumer;
import org.trifola.wasm.syntax.CustomSection;
import org.trifola.wasm.syntax.DataDef;
import org.trifola.wasm.syntax.ElementDef;
import org.trifola.wasm.syntax.Export;
import org.trifola.wasm.syntax.Expr;
import org.trifola.wasm.syntax.FunctionDef;
import org.trifola.wasm.syntax.GlobalDef;
import org.trifola.wasm.syntax.Import;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.syntax.RefType;
import org.trifola.wasm.syntax.SegmentMode;
import org.trifola.wasm.syntax.TableDef;

/**
 * Encodes a module: the inverse of {@link ModuleDecoder}, for the text format and for tools.
 *
 * <p>Bodies, constant expressions, data and the content of custom sections are copied from {@link ModuleDef#bytes()}, so
 * the definitions may stand in a scratch buffer that is no module itself. Every integer takes the fewest bytes and a
 * section that would be empty is left out. Specification: 5.5 "Modules".
 */
public final class ModuleEncoder {
    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    private final ModuleDef module;
    private final ByteWriter out = new ByteWriter();

    private ModuleEncoder(ModuleDef module) {
        this.module = module;
    }

    /** Encodes a module. */
    public static byte[] encode(ModuleDef module) {
        ModuleEncoder encoder = new ModuleEncoder(module);
        encoder.module();
        return encoder.out.toByteArray();
    }

    private void module() {
        out.bytes(PREAMBLE);
        customSections(0);
        vector(SectionId.TYPE, module.recTypes(), TypeEncoder::recType);
        vector(SectionId.IMPORT, module.imports(), ModuleEncoder::importDef);
        vector(SectionId.FUNCTION, module.functions(), (content, function) -> content.u32(function.typeIndex()));
        vector(SectionId.TABLE, module.tables(), this::tableDef);
        vector(SectionId.MEMORY, module.memories(), TypeEncoder::memoryType);
        vector(SectionId.TAG, module.tags(), TypeEncoder::tagType);
        vector(SectionId.GLOBAL, module.globals(), this::globalDef);
        vector(SectionId.EXPORT, module.exports(), ModuleEncoder::export);
        optional(SectionId.START, module.start());
        vector(SectionId.ELEMENT, module.elements(), this::elementDef);
        optional(SectionId.DATA_COUNT, module.dataCount());
        vector(SectionId.CODE, module.functions(), this::code);
        vector(SectionId.DATA, module.data(), this::dataDef);
    }

    /** Writes one element of a section. */
    private interface Element<T> {
        void write(ByteWriter content, T element);
    }

    private <T> void vector(SectionId id, List<T> elements, Element<T> element) {
        if (elements.isEmpty()) {
            customSections(id.place());
            return;
        }
        section(id, content -> {
            content.u32(elements.size());
            elements.forEach(each -> element.write(content, each));
        });
    }

    private void optional(SectionId id, int number) {
        if (number < 0) {
            customSections(id.place());
        } else {
            section(id, content -> content.u32(number));
        }
    }

    private void section(SectionId id, Consumer<ByteWriter> writer) {
        ByteWriter content = new ByteWriter();
        writer.accept(content);
        out.u8(id.ordinal());
        out.sized(content);
        customSections(id.place());
    }

    private void customSections(int place) {
        for (CustomSection custom : module.customSections()) {
            if (custom.place() == place) {
                ByteWriter content = new ByteWriter();
                content.name(custom.name());
                content.bytes(module.bytes(), custom.start(), custom.start() + custom.length());
                out.u8(SectionId.CUSTOM.ordinal());
                out.sized(content);
            }
        }
    }

    private static void importDef(ByteWriter content, Import importDef) {
        content.name(importDef.module());
        content.name(importDef.name());
        TypeEncoder.externType(content, importDef.type());
    }

    private void tableDef(ByteWriter content, TableDef table) {
        Expr init = table.init();
        if (init != null) {
            content.u8(0x40);
            content.u8(0);
        }
        TypeEncoder.tableType(content, table.type());
        if (init != null) {
            expr(content, init);
        }
    }

    private void globalDef(ByteWriter content, GlobalDef global) {
        TypeEncoder.globalType(content, global.type());
        expr(content, global.init());
    }

    private static void export(ByteWriter content, Export export) {
        content.name(export.name());
        content.u8(export.kind().ordinal());
        content.u32(export.index());
    }

    private void elementDef(ByteWriter content, ElementDef element) {
        int[] functionIndices = element.functionIndices();
        boolean plain = functionIndices != null || element.type().equals(RefType.FUNCREF);
        boolean explicit = element.tableIndex() != 0 || !plain;
        int expressions = functionIndices == null ? ModuleDecoder.EXPRESSIONS : 0;
        Expr offset = element.offset();
        if (offset != null) {
            content.u32(expressions | (explicit ? ModuleDecoder.EXPLICIT : 0));
            if (explicit) {
                content.u32(element.tableIndex());
            }
            expr(content, offset);
        } else {
            boolean declarative = element.mode() == SegmentMode.DECLARATIVE;
            content.u32(expressions | ModuleDecoder.NOT_ACTIVE | (declarative ? ModuleDecoder.EXPLICIT : 0));
        }
        elements(content, element, offset == null || explicit);
    }

    private void elements(ByteWriter content, ElementDef element, boolean withType) {
        int[] functionIndices = element.functionIndices();
        if (withType) {
            if (functionIndices != null) {
                content.u8(0);
            } else {
                TypeEncoder.refType(content, element.type());
            }
        }
        content.u32(element.size());
        if (functionIndices == null) {
            element.expressions().forEach(each -> expr(content, each));
            return;
        }
        for (int functionIndex : functionIndices) {
            content.u32(functionIndex);
        }
    }

    private void code(ByteWriter content, FunctionDef function) {
        content.u32(function.code().length());
        expr(content, function.code());
    }

    private void dataDef(ByteWriter content, DataDef data) {
        Expr offset = data.offset();
        if (offset == null) {
            content.u8(1);
        } else if (data.memoryIndex() == 0) {
            content.u8(0);
        } else {
            content.u8(2);
            content.u32(data.memoryIndex());
        }
        if (offset != null) {
            expr(content, offset);
        }
        content.u32(data.length());
        content.bytes(module.bytes(), data.start(), data.start() + data.length());
    }

    private void expr(ByteWriter content, Expr expr) {
        content.bytes(module.bytes(), expr.start(), expr.end());
    }
}
