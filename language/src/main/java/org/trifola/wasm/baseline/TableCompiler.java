// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.trifola.wasm.syntax.AddressType;
import org.trifola.wasm.syntax.TableOpcode;

/** Table instructions: calls of the methods of {@link Tables}. Specification: 4.4.6 "Table Instructions". */
final class TableCompiler {
    private static final ClassDesc INT = ConstantDescs.CD_int;
    private static final ClassDesc LONG = ConstantDescs.CD_long;
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
                operands.takeWidened(1);
                call("get", OBJECT, 1, LONG);
                operands.push(Kind.REF);
            }
            case TABLE_SET -> {
                operands.takeWidened(2);
                call("set", ConstantDescs.CD_void, 1, LONG, OBJECT);
            }
            case TABLE_SIZE -> {
                call("size", INT, 1);
                pushIndex();
            }
            case TABLE_GROW -> {
                operands.takeWidened(2);
                call("grow", INT, 1, OBJECT, LONG);
                pushIndex();
            }
            case TABLE_FILL -> {
                operands.takeWidened(3);
                call("fill", ConstantDescs.CD_void, 1, LONG, OBJECT, LONG);
            }
            case TABLE_COPY -> {
                operands.takeWidened(3);
                call("copy", ConstantDescs.CD_void, 2, LONG, LONG, LONG);
            }
            case TABLE_INIT -> {
                operands.takeWidened(3);
                call("init", ConstantDescs.CD_void, 2, LONG, LONG, LONG);
            }
            case ELEM_DROP -> {
                body.loadInstance();
                body.code.loadConstant(body.reader.index());
                body.call(Tables.class, "drop", ConstantDescs.CD_void, Signature.INSTANCE, INT);
            }
        }
    }

    /** Pushes a number of elements as an index of the table. */
    private void pushIndex() {
        if (body.context.table(body.reader.index()).addressType() == AddressType.I64) {
            body.code.i2l();
            operands.push(Kind.I64);
        } else {
            operands.push(Kind.I32);
        }
    }

    /** Calls a method of {@link Tables} with the operands, the instance and one or two indices. */
    private void call(String name, ClassDesc result, int indices, ClassDesc... params) {
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
