// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/**
 * The parameters of a WASI call, counted from 0; see {@link org.trifola.wasm.runtime.Code} for their boxed form.
 *
 * @param values the arguments of the call target, the first of which is the closure
 * @param abi the interface that was called, which says how records are laid out
 */
@SuppressWarnings("ArrayRecordComponent")
record Arguments(Object[] values, Abi abi) {
    int i32(int index) {
        return (int) values[index + 1];
    }

    long i64(int index) {
        return (long) values[index + 1];
    }
}
