;; SPDX-License-Identifier: Apache-2.0
;; Halves even numbers, triples odd ones and adds one, until it gets to 1. The host sees each number on the way.
(module
  (import "host" "visit" (func $visit (param i64)))

  ;; The number of steps that it takes.
  (func (export "steps") (param $n i64) (result i32)
    (local $steps i32)
    (loop $next
      (call $visit (local.get $n))
      (if (i64.ne (local.get $n) (i64.const 1))
        (then
          (if (i64.eqz (i64.and (local.get $n) (i64.const 1)))
            (then (local.set $n (i64.shr_u (local.get $n) (i64.const 1))))
            (else (local.set $n (i64.add (i64.mul (local.get $n) (i64.const 3)) (i64.const 1)))))
          (local.set $steps (i32.add (local.get $steps) (i32.const 1)))
          (br $next))))
    (local.get $steps)))
