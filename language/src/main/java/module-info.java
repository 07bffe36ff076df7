// SPDX-License-Identifier: Apache-2.0

/** WebAssembly for GraalVM: the Truffle language {@code wasm}. */
@SuppressWarnings("module") // The launcher is built later.
@org.jspecify.annotations.NullMarked
module org.trifola.wasm {
    requires org.graalvm.polyglot;
    requires org.graalvm.truffle;
    requires java.management;
    requires jdk.management;
    requires jdk.unsupported;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    // No API: Truffle generates the subclasses of Struct in a module of its own.
    exports org.trifola.wasm.runtime;
    exports org.trifola.wasm.binary to
            org.trifola.wasm.launcher;
    exports org.trifola.wasm.text to
            org.trifola.wasm.launcher;
    exports org.trifola.wasm.syntax to
            org.trifola.wasm.launcher;
    exports org.trifola.wasm.script to
            org.trifola.wasm.launcher;

    provides com.oracle.truffle.api.provider.TruffleLanguageProvider with
            org.trifola.wasm.WasmLanguageProvider;
}
