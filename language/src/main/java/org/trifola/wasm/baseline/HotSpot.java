// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** What the virtual machine was told, or chose, to do. */
final class HotSpot {
    private HotSpot() {}

    /** Asked when a long method turns up: the first question of all costs some 25 ms. */
    private static final class LongMethods {
        static final boolean ARE_COMPILED = !isSet("DontCompileHugeMethods", true);

        private LongMethods() {}
    }

    /** Whether methods of more than 8000 bytes are compiled. */
    static boolean compilesHugeMethods() {
        return LongMethods.ARE_COMPILED;
    }

    /**
     * Whether compiled loops look often whether their code was discarded. Those of HotSpot's own compiler do with most garbage
     * collectors; with the serial and the parallel one, not while they count to a limit. The Graal compiler is another matter.
     */
    static boolean stopsLoopsSoon() {
        return isSet("UseCountedLoopSafepoints", false) && !isSet("UseJVMCICompiler", false);
    }

    private static boolean isSet(String option, boolean otherwise) {
        @Nullable HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return bean == null
                    ? otherwise
                    : Boolean.parseBoolean(bean.getVMOption(option).getValue());
        } catch (IllegalArgumentException _) {
            return otherwise; // another virtual machine
        }
    }
}
