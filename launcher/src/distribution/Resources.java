// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Path;
import org.graalvm.polyglot.Engine;

/** Unpacks what Truffle would otherwise unpack into the home of each user, who may not have one that can be written to. */
public final class Resources {
    private Resources() {}

    /** The argument: the folder to unpack into. */
    public static void main(String[] args) throws IOException {
        if (!Engine.copyResources(Path.of(args[0]), "wasm")) {
            throw new IOException("Truffle has no resources to unpack");
        }
    }
}
