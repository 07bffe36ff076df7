;; SPDX-License-Identifier: Apache-2.0
;; Traps one call below the entry point.
(module
  (memory (export "memory") 1)
  (func $divide (param i32) (result i32) (i32.div_s (i32.const 1) (local.get 0)))
  (func $_start (export "_start") (drop (call $divide (i32.const 0)))))
