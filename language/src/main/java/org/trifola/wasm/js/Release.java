// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.js;

import com.oracle.truffle.api.Truffle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of GraalJS, which decides how types are written and how numbers are given to it.
 *
 * <p>The releases of GraalJS and Truffle have the same number, and Truffle tells its own in a resource. What is taken from
 * GraalJS needs no distinction: the forms of all releases are accepted.
 */
record Release(int major, int minor) {
    private static final String RESOURCE = "/META-INF/graalvm/org.graalvm.truffle/version";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*", Pattern.DOTALL);

    /** The release whose Truffle API is in use. */
    static final Release CURRENT = read();

    private static Release read() {
        try (InputStream in = Truffle.class.getResourceAsStream(RESOURCE)) {
            return in == null ? new Release(25, 0) : parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return new Release(25, 0);
        }
    }

    /** The release with a version such as {@code 25.0.3}. */
    static Release parse(String version) {
        Matcher matcher = VERSION.matcher(version.strip());
        return matcher.matches()
                ? new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : new Release(25, 0);
    }

    private boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || major == otherMajor && minor >= otherMinor;
    }

    /** Whether it knows tags, exceptions, and references to structures and arrays. */
    boolean hasAllReferences() {
        return isAtLeast(25, 1);
    }

    /** Whether it knows 64-bit tables. */
    boolean hasTable64() {
        return isAtLeast(25, 4);
    }

    /** Whether it knows 64-bit memories. */
    boolean hasMemory64() {
        return isAtLeast(25, 5);
    }
}
