// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/** The two generations of the interface, which have the same functions but differ in the layout of some records. */
enum Abi {
    /** {@code wasi_unstable}. */
    UNSTABLE,
    /** {@code wasi_snapshot_preview1}. */
    PREVIEW1
}
