// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/** What tells a file of the host from all others, whatever its names. */
record FileKey(long device, long inode) {}
