// SPDX-License-Identifier: Apache-2.0

/** Runs the JavaScript API tests in GraalJS on this engine; start with {@link org.trifola.wasm.spec.js.JsApiTest}. */
@NullMarked
package org.trifola.wasm.spec.js;

import org.jspecify.annotations.NullMarked;
