;; SPDX-License-Identifier: Apache-2.0
;; A loop whose vectors the baseline tier may keep in registers.
(module
  (func (export "sum") (param $n i32) (result i32) (local $sum v128)
    (loop $next
      (local.set $sum (i32x4.add (local.get $sum) (i32x4.splat (local.get $n))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (i32x4.extract_lane 3 (local.get $sum))))
