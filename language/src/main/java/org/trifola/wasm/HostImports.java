// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnknownKeyException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.Import;

/**
 * What a host offers to a new instance: the members of the members of its import object, then the builtin modules.
 *
 * <p>A builtin module is only asked when the import object has none of this name.
 */
final class HostImports implements Imports {
    private final @Nullable Object importObject;
    private final Imports builtins;

    HostImports(@Nullable Object importObject, Imports builtins) {
        this.importObject = importObject;
        this.builtins = builtins;
    }

    @Override
    public @Nullable Object find(Import wanted) {
        Object module = importObject == null ? null : readMember(importObject, wanted.module());
        return module == null ? builtins.find(wanted) : readMember(module, wanted.name());
    }

    @Override
    public void linked(Instance instance) {
        builtins.linked(instance);
    }

    private static @Nullable Object readMember(Object object, String name) {
        InteropLibrary library = InteropLibrary.getUncached(object);
        try {
            if (library.isMemberReadable(object, name)) {
                return library.readMember(object, name);
            }
            if (library.hasHashEntries(object) && library.isHashEntryReadable(object, name)) {
                return library.readHashValue(object, name);
            }
            return null;
        } catch (UnsupportedMessageException | UnknownIdentifierException | UnknownKeyException _) {
            return null;
        }
    }
}
