// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Recognises modules in binary format by their first four bytes. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    @Override
    public @Nullable String findMimeType(TruffleFile file) throws IOException {
        if (startsWithMagic(file)) {
            return WasmLanguage.MIME_TYPE;
        }
        return null;
    }

    private static boolean startsWithMagic(TruffleFile file) throws IOException {
        if (!file.isRegularFile()) {
            return false;
        }
        try (InputStream in = file.newInputStream()) {
            return java.util.Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    @Override
    public @Nullable Charset findEncoding(TruffleFile file) {
        return null;
    }
}
