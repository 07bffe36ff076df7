;; SPDX-License-Identifier: Apache-2.0
;; A chain of structures: sums the numbers 1 to $count that its links hold.
(module
  (type $link (struct (field $value i32) (field $next (ref null $link))))
  (func (export "sum") (param $count i32) (result i32)
    (local $first (ref null $link)) (local $sum i32)
    (loop $build
      (local.set $first (struct.new $link (local.get $count) (local.get $first)))
      (br_if $build (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (loop $add
      (local.set $sum (i32.add (local.get $sum) (struct.get $link $value (local.get $first))))
      (br_if $add (i32.eqz (ref.is_null (local.tee $first (struct.get $link $next (local.get $first)))))))
    (local.get $sum)))
