// SPDX-License-Identifier: Apache-2.0

/** The command {@code trifola}. It runs the language {@code wasm} through the polyglot API. */
@org.jspecify.annotations.NullMarked
module org.trifola.wasm.launcher {
    requires org.apache.commons.cli;
    requires org.graalvm.polyglot;
    requires org.trifola.wasm;
    requires static org.jspecify;
}
