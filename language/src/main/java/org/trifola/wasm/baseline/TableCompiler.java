// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.TableOpcode;

/** Table instructions; tables with 64-bit indices are left to the nodes. */
final class TableCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc OBJECT = ConstantDescs.CD_Object;

    private final MethodBody body;
    private final Operands operands;

    TableCompiler(MethodBody body) {
        this.body = body;
        operands = body.operands;
    }

    void compile(TableOpcode opcode) {
        switch (opcode) {
            case TABLE_GET -> {
                operands.take(1);
                call("get", OBJECT, 1, INT);
                operands.push(Kind.REF);
            }
            case TABLE_SET -> {
                operands.take(2);
                call("set", ConstantDescs.CD_void, 1, INT, OBJECT);
            }
            case TABLE_SIZE -> {
                call("size", INT, 1);
                operands.push(Kind.I32);
            }
            case TABLE_GROW -> {
                operands.take(2);
                call("grow", INT, 1, OBJECT, INT);
                operands.push(Kind.I32);
            }
            case TABLE_FILL -> {
                operands.take(3);
                call("fill", ConstantDescs.CD_void, 1, INT, OBJECT, INT);
            }
            case TABLE_COPY -> {
                requireTable32(body.reader.index());
                operands.take(3);
                call("copy", ConstantDescs.CD_void, 2, INT, INT, INT);
            }
            case TABLE_INIT -> {
                operands.take(3);
                call("init", ConstantDescs.CD_void, 2, INT, INT, INT);
            }
            case ELEM_DROP -> {
                body.loadInstance();
                body.code.loadConstant(body.reader.index());
                body.call(Tables.class, "drop", ConstantDescs.CD_void, Signature.INSTANCE, INT);
            }
        }
    }

    private void requireTable32(int tableIndex) {
        if (body.context.table(tableIndex).addressType() != AddressType.I32) {
            throw new Unsupported("table64");
        }
    }

    /** Calls a method of {@link Tables} with the operands, the instance and one or two indices. */
    private void call(String name, ClassDesc result, int indices, ClassDesc... params) {
        requireTable32(indices == 2 ? body.reader.secondIndex() : body.reader.index());
        body.loadInstance();
        body.code.loadConstant(body.reader.index());
        ClassDesc[] all = java.util.Arrays.copyOf(params, params.length + 1 + indices);
        all[params.length] = Signature.INSTANCE;
        all[params.length + 1] = INT;
        if (indices == 2) {
            body.code.loadConstant(body.reader.secondIndex());
            all[params.length + 2] = INT;
        }
        body.call(Tables.class, name, result, all);
    }
}
