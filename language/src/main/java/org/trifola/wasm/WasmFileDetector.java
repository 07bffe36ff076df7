// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Recognises modules in binary format by their first four bytes, modules in text format by the ending {@code .wat}. */
public final class WasmFileDetector implements TruffleFile.FileTypeDetector {
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};

    @Override
    public @Nullable String findMimeType(TruffleFile file) throws IOException {
        if (startsWithMagic(file)) {
            return WasmLanguage.MIME_TYPE;
        }
        return isText(file) ? WasmLanguage.TEXT_MIME_TYPE : null;
    }

    private static boolean isText(TruffleFile file) {
        String name = file.getName();
        return name != null && name.endsWith(".wat");
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
        return isText(file) ? StandardCharsets.UTF_8 : null;
    }
}
