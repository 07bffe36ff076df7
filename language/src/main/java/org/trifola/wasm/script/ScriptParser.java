// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.ByteWriter;
import org.trifola.wasm.script.Command.Failure;
import org.trifola.wasm.syntax.NumType;
import org.trifola.wasm.text.SyntaxException;
import org.trifola.wasm.text.TokenCursor;
import org.trifola.wasm.text.TokenKind;

/**
 * Reads a script: everything but the content of its modules.
 *
 * <p>The language is that of the reference interpreter, with the threads proposal's {@code thread} and {@code wait}.
 */
public final class ScriptParser {
    private final TokenCursor cursor;

    private ScriptParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads a script in UTF-8; a text that is a module without parentheses around it is a script of one command.
     *
     * @throws SyntaxException when the text is no script
     */
    public static List<Command> parse(byte[] utf8) {
        return new ScriptParser(TokenCursor.of(utf8)).script();
    }

    private List<Command> script() {
        List<Command> commands = new ArrayList<>();
        if (isInlineModule()) {
            commands.add(new Command.Instantiate(
                    1 + cursor.newlines(0, cursor.offset()), new ScriptModule.Text(null, cursor.copy())));
            return commands;
        }
        LineCounter lines = new LineCounter(cursor);
        while (!cursor.at(TokenKind.END)) {
            commands.add(command(lines));
        }
        return commands;
    }

    private boolean isInlineModule() {
        if (!cursor.at(TokenKind.LEFT_PAREN)) {
            return false;
        }
        return switch (cursor.keywordAfterParenthesis()) {
            case "type",
                    "rec",
                    "import",
                    "func",
                    "table",
                    "memory",
                    "global",
                    "tag",
                    "export",
                    "start",
                    "elem",
                    "data" -> true;
            default -> false;
        };
    }

    private Command command(LineCounter lines) {
        int line = lines.line();
        if (cursor.atOpen("invoke") || cursor.atOpen("get")) {
            return new Command.Perform(line, action());
        }
        cursor.open();
        String keyword = cursor.keyword();
        cursor.next();
        Command command = switch (keyword) {
            case "module" -> module(line);
            case "register" -> new Command.Register(line, cursor.name(), cursor.takeId());
            case "assert_return" -> new Command.AssertReturn(line, action(), results());
            case "assert_trap" -> failure(line, Failure.TRAP);
            case "assert_exhaustion" -> failure(line, Failure.EXHAUSTION);
            case "assert_unlinkable" -> failure(line, Failure.UNLINKABLE);
            case "assert_malformed" -> failure(line, Failure.MALFORMED);
            case "assert_invalid" -> failure(line, Failure.INVALID);
            // All that is wrong with an annotation is found in the text.
            case "assert_malformed_custom", "assert_invalid_custom" -> failure(line, Failure.MALFORMED);
            case "assert_exception" -> new Command.AssertException(line, action());
            case "thread" -> thread(line, lines);
            case "wait" -> new Command.AwaitThread(line, requiredId());
            default -> {
                cursor.seek(cursor.position() - 1);
                throw cursor.unexpected("a command");
            }
        };
        cursor.close();
        return command;
    }

    private String requiredId() {
        String id = cursor.takeId();
        if (id == null) {
            throw cursor.unexpected(TokenKind.ID.toString());
        }
        return id;
    }

    // --- Modules ---

    private Command module(int line) {
        if (cursor.take("definition")) {
            return new Command.Define(line, moduleContent());
        }
        if (cursor.take("instance")) {
            return new Command.InstantiateDefined(line, cursor.takeId(), cursor.takeId());
        }
        return new Command.Instantiate(line, moduleContent());
    }

    /** The rest of a module up to the parenthesis that closes it. */
    private ScriptModule moduleContent() {
        String id = cursor.takeId();
        if (cursor.take("binary")) {
            return new ScriptModule.Binary(id, strings());
        }
        if (cursor.take("quote")) {
            return new ScriptModule.Quoted(id, strings());
        }
        ScriptModule module = new ScriptModule.Text(id, cursor.copy());
        cursor.skipGroup();
        cursor.seek(cursor.position() - 1);
        return module;
    }

    private byte[] strings() {
        ByteWriter bytes = new ByteWriter();
        cursor.strings(bytes);
        return bytes.toByteArray();
    }

    private Command failure(int line, Failure failure) {
        if (!cursor.takeOpen("module")) {
            return new Command.AssertFailure(line, failure, action(), cursor.name());
        }
        ScriptModule module = moduleContent();
        cursor.close();
        return new Command.AssertModuleFailure(line, failure, module, cursor.name());
    }

    private Command thread(int line, LineCounter lines) {
        String id = requiredId();
        String shared = null;
        if (cursor.takeOpen("shared")) {
            cursor.open();
            cursor.expect("module");
            shared = requiredId();
            cursor.close();
            cursor.close();
        }
        List<Command> commands = new ArrayList<>();
        while (!cursor.at(TokenKind.RIGHT_PAREN)) {
            commands.add(command(lines));
        }
        return new Command.StartThread(line, id, shared, commands);
    }

    // --- Actions ---

    private Action action() {
        cursor.open();
        if (cursor.take("get")) {
            String instance = cursor.takeId();
            String name = cursor.name();
            cursor.close();
            return new Action.Get(instance, name);
        }
        cursor.expect("invoke");
        String instance = cursor.takeId();
        String name = cursor.name();
        List<Constant> arguments = new ArrayList<>();
        while (!cursor.takeClose()) {
            arguments.add(constant());
        }
        return new Action.Invoke(instance, name, arguments);
    }

    private Constant constant() {
        cursor.open();
        String keyword = cursor.keyword();
        cursor.next();
        Constant constant = switch (keyword) {
            case "i32.const" -> new Constant.I32((int) cursor.integer(32));
            case "i64.const" -> new Constant.I64(cursor.integer(64));
            case "f32.const" -> new Constant.F32(cursor.f32());
            case "f64.const" -> new Constant.F64(cursor.f64());
            case "v128.const" -> vector();
            case "ref.null" -> {
                skipHeapType();
                yield new Constant.Null();
            }
            case "ref.extern", "ref.host" -> new Constant.Host(cursor.u32());
            default -> {
                cursor.seek(cursor.position() - 1);
                throw cursor.unexpected("a constant");
            }
        };
        cursor.close();
        return constant;
    }

    private void skipHeapType() {
        if (!cursor.at(TokenKind.RIGHT_PAREN)) {
            cursor.next();
        }
    }

    // --- Results ---

    private List<Expected> results() {
        List<Expected> results = new ArrayList<>();
        while (!cursor.at(TokenKind.RIGHT_PAREN)) {
            results.add(result());
        }
        return results;
    }

    private Expected result() {
        cursor.open();
        String keyword = cursor.keyword();
        cursor.next();
        Expected expected = switch (keyword) {
            case "i32.const" -> number(NumType.I32);
            case "i64.const" -> number(NumType.I64);
            case "f32.const" -> number(NumType.F32);
            case "f64.const" -> number(NumType.F64);
            case "v128.const" -> new Expected.Vector(lanes());
            case "ref.null" -> {
                skipHeapType();
                yield new Expected.Null();
            }
            case "ref.extern", "ref.host" ->
                cursor.at(TokenKind.NAT) ? new Expected.Host(cursor.u32()) : reference(Expected.Reference.Kind.EXTERN);
            case "ref.any" -> reference(Expected.Reference.Kind.ANY);
            case "ref.eq" -> reference(Expected.Reference.Kind.EQ);
            case "ref.i31" -> reference(Expected.Reference.Kind.I31);
            case "ref.struct" -> reference(Expected.Reference.Kind.STRUCT);
            case "ref.array" -> reference(Expected.Reference.Kind.ARRAY);
            case "ref.func" -> reference(Expected.Reference.Kind.FUNC);
            case "ref.exn" -> reference(Expected.Reference.Kind.EXN);
            case "either" -> new Expected.Either(results());
            default -> {
                cursor.seek(cursor.position() - 1);
                throw cursor.unexpected("a result");
            }
        };
        cursor.close();
        return expected;
    }

    private static Expected reference(Expected.Reference.Kind kind) {
        return new Expected.Reference(kind);
    }

    private Expected number(NumType type) {
        return new Expected.Num(type, scalar(laneType(type.toString()), type.bytes() * Byte.SIZE));
    }

    private static @Nullable NumType laneType(String name) {
        return name.startsWith("f32") ? NumType.F32 : name.startsWith("f64") ? NumType.F64 : null;
    }

    /** A number of a floating-point type, or an integer of the given width where there is no such type. */
    private Expected.Scalar scalar(@Nullable NumType floatType, int bits) {
        if (floatType != null && cursor.take("nan:canonical")) {
            return new Expected.CanonicalNan();
        }
        if (floatType != null && cursor.take("nan:arithmetic")) {
            return new Expected.ArithmeticNan();
        }
        long value = floatType == null ? cursor.integer(bits) : floatType == NumType.F32 ? cursor.f32() : cursor.f64();
        return new Expected.Bits(bits == 64 ? value : value & (1L << bits) - 1);
    }

    // --- Vectors ---

    private List<Expected.Scalar> lanes() {
        String shape = cursor.keyword();
        int count = switch (shape) {
            case "i8x16" -> 16;
            case "i16x8" -> 8;
            case "i32x4", "f32x4" -> 4;
            case "i64x2", "f64x2" -> 2;
            default -> throw cursor.unexpected("the shape of a vector");
        };
        cursor.next();
        List<Expected.Scalar> lanes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lanes.add(scalar(laneType(shape), 128 / count));
        }
        return lanes;
    }

    private Constant vector() {
        int position = cursor.position();
        List<Expected.Scalar> lanes = lanes();
        int width = 128 / lanes.size();
        long[] halves = new long[2];
        for (int i = 0; i < lanes.size(); i++) {
            if (!(lanes.get(i) instanceof Expected.Bits(long bits))) {
                throw cursor.errorAt(position, "unexpected token: a vector that is passed can not have NaN patterns");
            }
            halves[i * width / 64] |= bits << i * width % 64;
        }
        return new Constant.V128(halves[0], halves[1]);
    }

    /** Finds the lines of tokens in the order of the text, without starting from the beginning each time. */
    private static final class LineCounter {
        private final TokenCursor cursor;
        private int offset;
        private int line = 1;

        LineCounter(TokenCursor cursor) {
            this.cursor = cursor;
        }

        int line() {
            int target = cursor.offset();
            line += cursor.newlines(offset, target);
            offset = target;
            return line;
        }
    }
}
