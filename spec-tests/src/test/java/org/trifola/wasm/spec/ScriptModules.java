// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.trifola.wasm.script.Command;
import org.trifola.wasm.script.Command.Failure;
import org.trifola.wasm.script.ScriptModule;
import org.trifola.wasm.script.ScriptParser;

/** The modules in the scripts of the suite, for tests that do not run them. */
final class ScriptModules {
    private ScriptModules() {}

    /** The modules of a script that can be loaded, in the order of the text. */
    static Stream<ScriptModule> of(Path file) {
        try {
            return of(ScriptParser.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<ScriptModule> of(List<Command> commands) {
        return commands.stream().flatMap(command -> switch (command) {
            case Command.Instantiate instantiate -> Stream.of(instantiate.module());
            case Command.Define define -> Stream.of(define.module());
            case Command.AssertModuleFailure assertion
            when isLoaded(assertion.failure()) -> Stream.of(assertion.module());
            case Command.StartThread thread -> of(thread.commands());
            default -> Stream.empty();
        });
    }

    private static boolean isLoaded(Failure failure) {
        return failure != Failure.MALFORMED && failure != Failure.INVALID;
    }
}
