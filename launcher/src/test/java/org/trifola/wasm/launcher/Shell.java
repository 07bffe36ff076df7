// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs the command as a shell would, and keeps what it prints. */
final class Shell {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** Returns the exit code. */
    int trifola(String... words) {
        Streams streams = new Streams(InputStream.nullInputStream(), out, err);
        return Launcher.run(List.of(words), streams);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
