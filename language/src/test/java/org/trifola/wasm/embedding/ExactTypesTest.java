// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exact types where modules meet each other and the host. */
class ExactTypesTest {
    private static final String TYPES = "(type $super (sub (func))) (type $sub (sub $super (func)))";

    private final Context context =
            Context.newBuilder("wasm").option("wasm.CustomDescriptors", "true").build();

    @AfterEach
    void close() {
        context.close();
    }

    private Value exports(String fields, Object... imports) {
        return Modules.exports(context, "(module " + TYPES + fields + ")", imports);
    }

    private static ProxyObject imports(Object function) {
        return ProxyObject.fromMap(Map.of("m", ProxyObject.fromMap(Map.of("f", function))));
    }

    @Test
    void exact_import_takes_a_function_of_that_type_only() {
        Value exports = exports("(func (export \"sub\") (type $sub)) (func (export \"super\") (type $super))");
        String exact = "(import \"m\" \"f\" (func (exact (type $super))))";
        exports(exact, imports(exports.getMember("super")));
        PolyglotException unlinkable =
                assertThrows(PolyglotException.class, () -> exports(exact, imports(exports.getMember("sub"))));
        assertTrue(
                String.valueOf(unlinkable.getMessage()).startsWith("incompatible import type"), unlinkable::getMessage);
        exports("(import \"m\" \"f\" (func (type $super)))", imports(exports.getMember("sub")));
    }

    @Test
    void function_of_the_host_has_exactly_the_type_it_is_imported_with() {
        ProxyExecutable host = _ -> null;
        String fields = """
                (import "m" "f" (func $f (exact (type $sub))))
                (elem declare func $f)
                (func (export "run") (result (ref (exact $sub))) (ref.func $f))
                (func (export "take") (param (ref (exact $sub))) (result i32) (i32.const 3))
                """;
        Value exports = exports(fields, imports(host));
        Value function = exports.invokeMember("run");
        assertEquals(3, exports.invokeMember("take", function).asInt());
        Value other = exports("(func (export \"super\") (type $super))").getMember("super");
        assertThrows(PolyglotException.class, () -> exports.invokeMember("take", other));
    }

    @Test
    void modules_share_descriptors() {
        String types = """
                (rec (type $a (descriptor $b) (struct)) (type $b (describes $a) (struct (field i32))))
                """;
        Value maker = exports(types + """
                (global $b (export "b") (ref (exact $b)) (struct.new $b (i32.const 6)))
                (func (export "f") (result (ref null $a)) (struct.new_desc $a (global.get $b)))
                """);
        Value user = exports(types + """
                (import "m" "f" (func $make (result (ref null $a))))
                (func (export "corners") (result i32) (struct.get $b 0 (ref.get_desc $a (call $make))))
                (func (export "is") (param (ref $b)) (result i32)
                  (block $no (result anyref)
                    (br_on_cast_desc_eq_fail $no anyref (ref $a) (call $make) (local.get 0))
                    (return (i32.const 1)))
                  (drop) (i32.const 0))
                """, imports(maker.getMember("f")));
        assertEquals(6, user.invokeMember("corners").asInt());
        Value descriptor = maker.getMember("b").getMember("value");
        assertEquals(1, user.invokeMember("is", descriptor).asInt());
    }
}
