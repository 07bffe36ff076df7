// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnknownKeyException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.Imports;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.syntax.Import;

/**
 * What a host offers to a new instance: the members of the members of its import objects, then the builtin modules.
 *
 * <p>The first import object that has the module and the name counts; a builtin module is only asked when none has the module.
 * What holds the names may be an object, a map, the exports of an instance, or the instance.
 */
final class HostImports implements Imports {
    private final List<Object> importObjects;
    private final Imports builtins;

    HostImports(List<Object> importObjects, Imports builtins) {
        this.importObjects = importObjects;
        this.builtins = builtins;
    }

    /**
     * The import objects that a host gave to {@code newInstance}.
     *
     * @throws ArgumentError when one is neither an object nor a map nor null
     */
    static List<Object> importObjects(Object[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            InteropLibrary library = InteropLibrary.getUncached(arguments[i]);
            if (!library.hasMembers(arguments[i])
                    && !library.hasHashEntries(arguments[i])
                    && !library.isNull(arguments[i])) {
                throw new ArgumentError("newInstance expects objects or maps of imports but argument " + (i + 1)
                        + " is " + HostValues.describe(arguments[i]));
            }
        }
        return List.of(arguments);
    }

    @Override
    public @Nullable Object find(Import wanted) {
        boolean hasModule = false;
        for (Object importObject : importObjects) {
            Object module = readMember(importObject, wanted.module());
            if (module != null) {
                hasModule = true;
                Object found = readMember(module instanceof Instance other ? other.exports() : module, wanted.name());
                if (found != null) {
                    return found;
                }
            }
        }
        return hasModule ? null : builtins.find(wanted);
    }

    @Override
    public void linked(Instance instance) {
        builtins.linked(instance);
    }

    /** A member of an object or an entry of a map; null without one. */
    static @Nullable Object readMember(Object object, String name) {
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
