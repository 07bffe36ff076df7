// SPDX-License-Identifier: Apache-2.0

/** The command {@code trifola}. It knows the language {@code wasm} through the polyglot API only. */
@org.jspecify.annotations.NullMarked
module org.trifola.wasm.launcher {
    requires org.apache.commons.cli;
    requires org.graalvm.polyglot;
    requires static org.jspecify;
}
