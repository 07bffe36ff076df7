// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.tck;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.tck.InlineSnippet;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.ResultVerifier;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;
import org.trifola.wasm.text.WatParser;

/**
 * What the kit runs: functions of small modules.
 *
 * <p>WebAssembly has no expressions and statements that could be evaluated alone: each is the body of an exported function. Inline
 * snippets are instructions that are evaluated where such a function stands.
 */
public final class WasmProvider implements LanguageProvider {
    private static final String ID = "wasm";

    private static final TypeDescriptor FUNCTION = TypeDescriptor.intersection(
            TypeDescriptor.OBJECT, TypeDescriptor.executable(TypeDescriptor.NUMBER, TypeDescriptor.NUMBER));

    private static final TypeDescriptor MODULE =
            TypeDescriptor.intersection(TypeDescriptor.OBJECT, TypeDescriptor.INSTANTIABLE_ANY);

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Value createIdentityFunction(Context context) {
        return function(context, "(param externref) (result externref) (local.get 0)");
    }

    @Override
    public Collection<? extends Snippet> createValueConstructors(Context context) {
        List<Snippet> snippets = new ArrayList<>();
        constructor(snippets, context, "i32 smallest", "i32", "i32.const 0x80000000", TypeDescriptor.NUMBER);
        constructor(snippets, context, "i64 largest", "i64", "i64.const 0x7fffffffffffffff", TypeDescriptor.NUMBER);
        constructor(snippets, context, "f32", "f32", "f32.const 0x1.5p-30", TypeDescriptor.NUMBER);
        constructor(snippets, context, "f64", "f64", "f64.const 0.1", TypeDescriptor.NUMBER);
        constructor(snippets, context, "f64 NaN", "f64", "f64.const nan", TypeDescriptor.NUMBER);
        constructor(snippets, context, "null function", "funcref", "ref.null func", TypeDescriptor.NULL);
        constructor(snippets, context, "null external", "externref", "ref.null extern", TypeDescriptor.NULL);
        snippets.add(Snippet.newBuilder("no result", function(context, "(nop)"), TypeDescriptor.NULL)
                .build());
        snippets.add(Snippet.newBuilder(
                        "two results",
                        function(context, "(result i32 f64) (i32.const 1) (f64.const 2)"),
                        TypeDescriptor.array(TypeDescriptor.NUMBER))
                .build());
        snippets.add(Snippet.newBuilder(
                        "several kinds of results",
                        function(context, "(result i32 funcref) (i32.const 1) (ref.null func)"),
                        TypeDescriptor.array(TypeDescriptor.union(TypeDescriptor.NUMBER, TypeDescriptor.NULL)))
                .build());
        snippets.add(Snippet.newBuilder("function", exports(context, """
                        (module
                          (elem declare func $negate)
                          (func $negate (param i32) (result i32) (i32.sub (i32.const 0) (local.get 0)))
                          (func (export "f") (result funcref) (ref.func $negate)))
                        """).getMember("f"), FUNCTION)
                .build());
        snippets.add(
                externs(context, "memory", "(memory (export \"x\") 1)", TypeDescriptor.array(TypeDescriptor.NUMBER)));
        snippets.add(externs(
                context, "table", "(table (export \"x\") 2 funcref)", TypeDescriptor.array(TypeDescriptor.NULL)));
        snippets.add(externs(context, "global", "(global (export \"x\") i32 (i32.const 1))", TypeDescriptor.OBJECT));
        Value exports = exports(context, "(module (global (export \"x\") i32 (i32.const 1)))");
        snippets.add(Snippet.newBuilder("exports", constant(context, exports), TypeDescriptor.OBJECT)
                .build());
        return snippets;
    }

    private static void constructor(
            List<Snippet> snippets, Context context, String id, String type, String body, TypeDescriptor descriptor) {
        Value function = function(context, "(result " + type + ") (" + body + ")");
        snippets.add(Snippet.newBuilder(id, function, descriptor).build());
    }

    private static Snippet externs(Context context, String id, String definition, TypeDescriptor type) {
        Value value = exports(context, "(module " + definition + ")").getMember("x");
        TypeDescriptor withMembers = TypeDescriptor.intersection(TypeDescriptor.OBJECT, type);
        return Snippet.newBuilder(id, constant(context, value), withMembers).build();
    }

    private static Value constant(Context context, Value value) {
        return context.asValue((ProxyExecutable) _ -> value);
    }

    @Override
    public Collection<? extends Snippet> createExpressions(Context context) {
        List<Snippet> snippets = new ArrayList<>();
        binary(snippets, context, "i32.add", "i32", "i32", i32());
        binary(snippets, context, "i32.lt_s", "i32", "i32", i32());
        binary(snippets, context, "i64.xor", "i64", "i64", i64());
        binary(snippets, context, "i64.rotl", "i64", "i64", i64());
        binary(snippets, context, "f32.mul", "f32", "f32", f32());
        binary(snippets, context, "f64.div", "f64", "f64", f64());
        binary(snippets, context, "f64.le", "f64", "i32", f64());
        binary(
                snippets,
                context,
                "i32.div_s",
                "i32",
                "i32",
                i32().trappingIf(arguments -> arguments.get(1).asInt() == 0
                        || arguments.get(0).asInt() == Integer.MIN_VALUE
                                && arguments.get(1).asInt() == -1));
        unary(snippets, context, "i32.eqz", "i32", "i32", i32());
        unary(snippets, context, "i64.extend_i32_s", "i32", "i64", i32());
        unary(snippets, context, "f64.sqrt", "f64", "f64", f64());
        unary(
                snippets,
                context,
                "i32.trunc_f64_s",
                "f64",
                "i32",
                f64().trappingIf(arguments -> !isInIntRange(arguments.get(0).asDouble())));
        snippets.add(Snippet.newBuilder(
                        "ref.is_null",
                        function(context, "(param externref) (result i32) (ref.is_null (local.get 0))"),
                        TypeDescriptor.NUMBER)
                .parameterTypes(TypeDescriptor.ANY)
                .resultVerifier(WasmProvider::verifyIsNull)
                .build());
        return snippets;
    }

    private static boolean isInIntRange(double value) {
        return value > Integer.MIN_VALUE - 1.0 && value < Integer.MAX_VALUE + 1.0;
    }

    private static void verifyIsNull(ResultVerifier.SnippetRun run) {
        if (run.getException() != null) {
            throw run.getException();
        }
        int expected = run.getParameters().getFirst().isNull() ? 1 : 0;
        if (run.getResult().asInt() != expected) {
            throw new AssertionError(run.getParameters() + ": " + run.getResult());
        }
    }

    private static void binary(
            List<Snippet> snippets,
            Context context,
            String mnemonic,
            String parameter,
            String result,
            ResultVerifier verifier) {
        String body = "(param %s %s) (result %s) (%s (local.get 0) (local.get 1))"
                .formatted(parameter, parameter, result, mnemonic);
        snippets.add(Snippet.newBuilder(mnemonic, function(context, body), TypeDescriptor.NUMBER)
                .parameterTypes(TypeDescriptor.NUMBER, TypeDescriptor.NUMBER)
                .resultVerifier(verifier)
                .build());
    }

    private static void unary(
            List<Snippet> snippets,
            Context context,
            String mnemonic,
            String parameter,
            String result,
            ResultVerifier verifier) {
        String body = "(param %s) (result %s) (%s (local.get 0))".formatted(parameter, result, mnemonic);
        snippets.add(Snippet.newBuilder(mnemonic, function(context, body), TypeDescriptor.NUMBER)
                .parameterTypes(TypeDescriptor.NUMBER)
                .resultVerifier(verifier)
                .build());
    }

    @Override
    public Collection<? extends Snippet> createStatements(Context context) {
        List<Snippet> snippets = new ArrayList<>();
        statement(snippets, context, "if", i32(), """
                (param i32) (result i32)
                (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2)))
                """);
        statement(snippets, context, "loop", i64(), """
                (param i64) (result i64) (local $i i32)
                (loop $again
                  (local.set 0 (i64.mul (local.get 0) (i64.const 3)))
                  (br_if $again (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 10))))
                (local.get 0)
                """);
        statement(snippets, context, "br_table", i32(), """
                (param i32) (result i32)
                (block $b (block $a (br_table $a $b (local.get 0))) (return (i32.const 10)))
                (i32.const 20)
                """);
        statement(snippets, context, "return", f64(), "(param f64) (result f64) (return (local.get 0)) (f64.const 0)");
        statement(
                snippets,
                context,
                "unreachable",
                i32().trappingIf(_ -> true),
                "(param i32) (result i32) (unreachable)");
        snippets.add(Snippet.newBuilder(
                        "drop", function(context, "(param externref) (drop (local.get 0))"), TypeDescriptor.NULL)
                .parameterTypes(TypeDescriptor.ANY)
                .build());
        return snippets;
    }

    private static void statement(
            List<Snippet> snippets, Context context, String id, ResultVerifier verifier, String body) {
        snippets.add(Snippet.newBuilder(id, function(context, body), TypeDescriptor.NUMBER)
                .parameterTypes(TypeDescriptor.NUMBER)
                .resultVerifier(verifier)
                .build());
    }

    @Override
    public Collection<? extends Snippet> createScripts(Context context) {
        List<Snippet> snippets = new ArrayList<>();
        script(snippets, context, "empty module", "(module)", _ -> true);
        script(
                snippets,
                context,
                "start function",
                """
                (module
                  (global $g (export "g") (mut i32) (i32.const 1))
                  (start $main)
                  (func $main (global.set $g (i32.const 42))))
                """,
                exports -> exports.getMember("g").getMember("value").asInt() == 42);
        script(
                snippets,
                context,
                "memory and data",
                """
                (module
                  (memory (export "m") 1)
                  (data (i32.const 8) "\\2a")
                  (func (export "f") (result i32) (i32.load8_u (i32.const 8))))
                """,
                exports -> exports.invokeMember("f").asInt() == 42
                        && exports.getMember("m").readBufferByte(8) == 42);
        script(
                snippets,
                context,
                "recursion through a table",
                """
                (module
                  (table funcref (elem $factorial))
                  (func $factorial (export "factorial") (param i64) (result i64)
                    (if (result i64) (i64.eqz (local.get 0))
                      (then (i64.const 1))
                      (else
                        (i64.mul
                          (local.get 0)
                          (call_indirect (param i64) (result i64)
                            (i64.sub (local.get 0) (i64.const 1)) (i32.const 0)))))))
                """,
                exports -> exports.invokeMember("factorial", 20).asLong() == 2432902008176640000L);
        return snippets;
    }

    private static void script(
            List<Snippet> snippets, Context context, String id, String text, Predicate<Value> isAsExpected) {
        snippets.add(Snippet.newBuilder(id, context.parse(source(id, text)), MODULE)
                .resultVerifier(run -> {
                    ResultVerifier.getDefaultResultVerifier().accept(run);
                    Value exports = run.getResult().newInstance().getMember("exports");
                    if (!isAsExpected.test(exports)) {
                        throw new AssertionError(id);
                    }
                })
                .build());
    }

    @Override
    public Collection<? extends InlineSnippet> createInlineScripts(Context context) {
        Value function = exports(context, """
                        (module
                          (memory 1)
                          (data (i32.const 8) "\\2a")
                          (global $g (mut i64) (i64.const 3))
                          (func $double (param $n i32) (result i32) (i32.add (local.get $n) (local.get $n)))
                          (func (export "f") (result i32) (local $x i32) (local f64) (local $r externref)
                            (local.set $x (i32.const 4))
                            (if (i32.eqz (local.get $x)) (then (unreachable)))
                            (local.set $x (call $double (local.get $x)))
                            (local.get $x)))
                        """).getMember("f");
        List<InlineSnippet> snippets = new ArrayList<>();
        anywhere(snippets, function, "(i32.const 5)", result -> result.asInt() == 5);
        anywhere(snippets, function, "(global.get $g)", result -> result.asLong() == 3);
        anywhere(snippets, function, "(i32.load (i32.const 8))", result -> result.asInt() == 42);
        anywhere(snippets, function, "(call $double (i32.const 21))", result -> result.asInt() == 42);
        anywhere(snippets, function, "(nop)", Value::isNull);
        anywhere(snippets, function, "(ref.func $double)", Value::canExecute);
        anywhere(snippets, function, "(i32.const 1) (f64.const 2)", result -> result.getArraySize() == 2);
        String last = "(local.get $x)";
        at(last, snippets, function, "(i32.add (local.get $x) (i32.const 1))", result -> result.asInt() == 9);
        at(last, snippets, function, "(f64.neg (local.get 1))", result -> result.asDouble() == 0);
        at(last, snippets, function, "(local.get $r)", Value::isNull);
        at(last, snippets, function, "(local.set $x (i32.const 7))", Value::isNull);
        String inDouble = "(i32.add (local.get $n) (local.get $n))";
        at(inDouble, snippets, function, "local.get 0 i32.const 1 i32.shl", result -> result.asInt() == 8);
        return snippets;
    }

    private static void anywhere(
            List<InlineSnippet> snippets, Value function, String code, Predicate<Value> isAsExpected) {
        snippets.add(inline(function, code, isAsExpected).build());
    }

    private static void at(
            String statement,
            List<InlineSnippet> snippets,
            Value function,
            String code,
            Predicate<Value> isAsExpected) {
        snippets.add(inline(function, code, isAsExpected)
                .locationPredicate(section -> section.getCharacters().toString().equals(statement))
                .build());
    }

    private static InlineSnippet.Builder inline(Value function, String code, Predicate<Value> isAsExpected) {
        // The kit runs snippets of the same name once.
        Snippet script = Snippet.newBuilder("with " + code, function, TypeDescriptor.NUMBER)
                .build();
        return InlineSnippet.newBuilder(script, code).resultVerifier(run -> verifyInline(run, code, isAsExpected));
    }

    private static void verifyInline(ResultVerifier.SnippetRun run, String code, Predicate<Value> isAsExpected) {
        if (run.getException() != null) {
            throw run.getException();
        }
        if (!isAsExpected.test(run.getResult())) {
            throw new AssertionError(code + ": " + run.getResult());
        }
    }

    @Override
    public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
        byte[] truncated = WatParser.parse("(module (func (export \"f\")))");
        return List.of(
                source("no magic", new byte[] {1, 2, 3, 4, 1, 0, 0, 0}),
                source("other version", new byte[] {0, 'a', 's', 'm', 2, 0, 0, 0}),
                source("truncated", java.util.Arrays.copyOf(truncated, truncated.length - 1)),
                source("type mismatch", "(module (func (result i32) (f32.const 1)))"),
                source("unknown local", "(module (func (drop (local.get 7))))"));
    }

    private static NumberVerifier i32() {
        return NumberVerifier.ofParameters(Value::fitsInInt);
    }

    private static NumberVerifier i64() {
        return NumberVerifier.ofParameters(Value::fitsInLong);
    }

    private static NumberVerifier f32() {
        return NumberVerifier.ofParameters(Value::fitsInFloat);
    }

    private static NumberVerifier f64() {
        return NumberVerifier.ofParameters(Value::fitsInDouble);
    }

    private static Value function(Context context, String typeAndBody) {
        return exports(context, "(module (func (export \"f\") " + typeAndBody + "))")
                .getMember("f");
    }

    private static Value exports(Context context, String text) throws PolyglotException {
        return context.eval(source("snippet", text)).newInstance().getMember("exports");
    }

    private static Source source(String name, String text) {
        return source(name, WatParser.parse(text));
    }

    private static Source source(String name, byte[] bytes) {
        return Source.newBuilder(ID, ByteSequence.create(bytes), name).buildLiteral();
    }
}
