// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a module as a text of one line, in which a character stands for a byte.
 *
 * <p>Truffle's source sections are about characters only. With this text the character index of a place is its byte offset.
 * The text is made when somebody asks for a place, such as for the frames of an exception.
 */
final class ByteText {
    private final String name;
    private final byte[] bytes;
    private @Nullable Source source;

    ByteText(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /** The place of some bytes, as far as there are so many. */
    @TruffleBoundary
    SourceSection section(int offset, int length) {
        int start = Math.clamp(offset, 0, bytes.length);
        return source().createSection(start, Math.min(length, bytes.length - start));
    }

    private synchronized Source source() {
        Source result = source;
        if (result == null) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace('\n', ' ')
                    .replace('\r', ' ');
            result = Source.newBuilder("wasm", text, name).cached(false).build();
            source = result;
        }
        return result;
    }
}
