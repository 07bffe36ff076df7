// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

import static org.trifola.wasm.syntax.Feature.BULK_MEMORY_AND_REF_TYPES;
import static org.trifola.wasm.syntax.Immediates.ELEM;
import static org.trifola.wasm.syntax.Immediates.TABLE;
import static org.trifola.wasm.syntax.Immediates.TABLE_ELEM;
import static org.trifola.wasm.syntax.Immediates.TABLE_TABLE;
import static org.trifola.wasm.syntax.Shape.untyped;

/**
 * Table instructions.
 *
 * <p>Specification: 2.4 "Table Instructions".
 */
public enum TableOpcode implements Opcode {
    // format:off
    TABLE_GET  (0x25,      "table.get",   untyped(TABLE).trapping(),       BULK_MEMORY_AND_REF_TYPES),
    TABLE_SET  (0x26,      "table.set",   untyped(TABLE).trapping(),       BULK_MEMORY_AND_REF_TYPES),
    TABLE_INIT (0xFC_000C, "table.init",  untyped(TABLE_ELEM).trapping(),  BULK_MEMORY_AND_REF_TYPES),
    ELEM_DROP  (0xFC_000D, "elem.drop",   untyped(ELEM),                   BULK_MEMORY_AND_REF_TYPES),
    TABLE_COPY (0xFC_000E, "table.copy",  untyped(TABLE_TABLE).trapping(), BULK_MEMORY_AND_REF_TYPES),
    TABLE_GROW (0xFC_000F, "table.grow",  untyped(TABLE),                  BULK_MEMORY_AND_REF_TYPES),
    TABLE_SIZE (0xFC_0010, "table.size",  untyped(TABLE),                  BULK_MEMORY_AND_REF_TYPES),
    TABLE_FILL (0xFC_0011, "table.fill",  untyped(TABLE).trapping(),       BULK_MEMORY_AND_REF_TYPES);
    // format:on

    private final int code;
    private final String mnemonic;
    private final Shape shape;
    private final Feature feature;

    TableOpcode(int code, String mnemonic, Shape shape, Feature feature) {
        this.code = code;
        this.mnemonic = mnemonic;
        this.shape = shape;
        this.feature = feature;
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String mnemonic() {
        return mnemonic;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Feature feature() {
        return feature;
    }
}
