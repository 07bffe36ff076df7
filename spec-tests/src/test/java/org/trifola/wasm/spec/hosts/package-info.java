// SPDX-License-Identifier: Apache-2.0

/** The same modules used by programs of several languages: Java, JavaScript in both of its ways, and Python. */
@NullMarked
package org.trifola.wasm.spec.hosts;

import org.jspecify.annotations.NullMarked;
