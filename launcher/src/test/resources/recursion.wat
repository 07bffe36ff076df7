;; SPDX-License-Identifier: Apache-2.0
;; Counts down by recursion.
(module
  (func $depth (export "depth") (param $count i32) (result i32)
    (if (result i32) (local.get $count)
      (then (i32.add (i32.const 1) (call $depth (i32.sub (local.get $count) (i32.const 1)))))
      (else (i32.const 0)))))
