// SPDX-License-Identifier: Apache-2.0

/** Start here. */
package org.trifola.wasm;
