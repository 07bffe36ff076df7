// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.trifola.wasm.runtime.Polling;

/**
 * The call sites through which methods learn whether they need not count towards the next poll, see {@link Polling}.
 *
 * <p>HotSpot inlines what they call whatever the size of a method, and takes it for constant until it changes.
 */
public final class PollSites {
    /** Gives whether methods need not count. */
    static final DynamicCallSiteDesc IS_QUIET = DynamicCallSiteDesc.of(
            ConstantDescs.ofCallsiteBootstrap(
                    MethodBody.describe(PollSites.class), "isQuiet", ConstantDescs.CD_CallSite),
            "isQuiet",
            MethodTypeDesc.of(ConstantDescs.CD_boolean));

    private PollSites() {}

    /** Bootstraps {@link #IS_QUIET}. */
    public static CallSite isQuiet(MethodHandles.Lookup caller, String name, MethodType type) {
        return ModuleClasses.polling(caller).quietness();
    }
}
