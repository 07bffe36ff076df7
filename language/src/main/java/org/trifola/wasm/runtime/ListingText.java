// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.syntax.ModuleDef;
import org.trifola.wasm.text.Listing;

/** A module as instruments see it: text with folded instructions, see {@link Listing}. */
final class ListingText {
    private final Listing listing;
    private final Source source;

    ListingText(String name, ModuleDef module) {
        listing = Listing.of(module);
        source = Source.newBuilder(WasmLanguage.ID, listing.text(), name)
                .mimeType(WasmLanguage.TEXT_MIME_TYPE)
                .cached(false)
                .build();
    }

    Listing listing() {
        return listing;
    }

    /** All of it. */
    SourceSection whole() {
        return source.createSection(0, source.getLength());
    }

    SourceSection function(int functionIndex) {
        return section(listing.function(functionIndex));
    }

    SourceSection instruction(int offset) {
        return section(listing.instruction(offset));
    }

    SourceSection statement(int offset) {
        Listing.Span span = listing.statement(offset);
        return span == null ? instruction(offset) : section(span);
    }

    @TruffleBoundary
    private SourceSection section(Listing.@Nullable Span span) {
        return span == null
                ? source.createUnavailableSection()
                : source.createSection(span.start(), span.end() - span.start());
    }
}
