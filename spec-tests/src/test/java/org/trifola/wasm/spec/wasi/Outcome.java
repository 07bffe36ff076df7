// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.wasi;

/** What a program did: with which code it ended, and what it wrote. */
record Outcome(int exitCode, String stdout, String stderr) {}
