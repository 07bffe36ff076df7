// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One command of a script. */
public sealed interface Command {
    /** The line in the script at which it starts, from 1. */
    int line();

    /** Instantiates a module; it becomes the latest instance. */
    record Instantiate(int line, ScriptModule module) implements Command {}

    /** Defines a module without instantiating it. */
    record Define(int line, ScriptModule module) implements Command {}

    /** Instantiates a defined module, the latest one without an identifier. */
    record InstantiateDefined(
            int line, @Nullable String id, @Nullable String definition) implements Command {}

    /** Makes the exports of an instance, the latest one without an identifier, available to imports. */
    record Register(int line, String name, @Nullable String instance) implements Command {}

    /** Performs an action. */
    record Perform(int line, Action action) implements Command {}

    /** An action gives these results. */
    record AssertReturn(int line, Action action, List<Expected> results) implements Command {}

    /** An action fails. */
    record AssertFailure(int line, Failure failure, Action action, String message) implements Command {}

    /** A module can not be loaded or instantiated. */
    record AssertModuleFailure(int line, Failure failure, ScriptModule module, String message) implements Command {}

    /** An action throws an exception. */
    record AssertException(int line, Action action) implements Command {}

    /** Runs commands in a new thread, which may use one instance of this one. */
    record StartThread(int line, String id, @Nullable String shared, List<Command> commands) implements Command {}

    /** Waits until a thread has run all its commands. */
    record AwaitThread(int line, String id) implements Command {}

    /** The kinds of failures, with what the engine calls them. */
    enum Failure {
        MALFORMED("malformed"),
        INVALID("invalid"),
        UNLINKABLE("unlinkable"),
        TRAP("trap"),
        EXHAUSTION("exhaustion");

        private final String type;

        Failure(String type) {
            this.type = type;
        }

        /** The member {@code failureType} of the engine's errors. */
        public String type() {
            return type;
        }
    }
}
