// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.script;

/** The object of the host that a script calls {@code (ref.extern N)} or {@code (ref.host N)}. */
record HostReference(int number) {}
