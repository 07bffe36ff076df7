;; SPDX-License-Identifier: Apache-2.0
;; Small loops, each dominated by one thing an engine must do well. All take a count and return a checksum.
(module
  (memory (export "memory") 1 1024)
  (table funcref (elem $add $subtract $xor $rotate))
  (type $binary (func (param i32 i32) (result i32)))

  (func $add (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $subtract (type $binary) (i32.sub (local.get 0) (local.get 1)))
  (func $xor (type $binary) (i32.xor (local.get 0) (local.get 1)))
  (func $rotate (type $binary) (i32.rotl (local.get 0) (local.get 1)))

  ;; Direct calls: the naive Fibonacci function.
  (func $calls (export "calls") (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $calls (i32.sub (local.get $n) (i32.const 1)))
          (call $calls (i32.sub (local.get $n) (i32.const 2)))))))

  ;; Indirect calls to four functions in turn.
  (func (export "indirect_calls") (param $n i32) (result i32)
    (local $sum i32)
    (loop $next
      (local.set $sum
        (call_indirect (type $binary)
          (local.get $sum) (local.get $n) (i32.and (local.get $n) (i32.const 3))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  ;; Loads and stores of several widths at addresses that depend on what was loaded before.
  (func (export "loads_and_stores") (param $n i32) (result i32)
    (local $address i32) (local $sum i32)
    (loop $next
      (local.set $address (i32.and (i32.mul (local.get $n) (i32.const 2654435761)) (i32.const 0xFFF8)))
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $address))))
      (i32.store offset=4 (local.get $address) (local.get $sum))
      (i32.store8 (local.get $address) (local.get $n))
      (local.set $sum (i32.xor (local.get $sum) (i32.load16_u offset=2 (local.get $address))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  ;; A br_table with eight targets, as the loop of an interpreter has.
  (func (export "br_table") (param $n i32) (result i32)
    (local $state i32) (local $sum i32)
    (loop $next
      (local.set $state (i32.and (i32.add (i32.mul (local.get $state) (i32.const 5)) (local.get $n)) (i32.const 7)))
      (block $done
        (block $7 (block $6 (block $5 (block $4 (block $3 (block $2 (block $1 (block $0
          (br_table $0 $1 $2 $3 $4 $5 $6 $7 (local.get $state)))
          (local.set $sum (i32.add (local.get $sum) (i32.const 1))) (br $done))
          (local.set $sum (i32.sub (local.get $sum) (local.get $n))) (br $done))
          (local.set $sum (i32.xor (local.get $sum) (local.get $n))) (br $done))
          (local.set $sum (i32.shl (local.get $sum) (i32.const 1))) (br $done))
          (local.set $sum (i32.rotl (local.get $sum) (i32.const 7))) (br $done))
          (local.set $sum (i32.or (local.get $sum) (i32.const 1))) (br $done))
          (local.set $sum (i32.add (local.get $sum) (local.get $n))) (br $done))
          (local.set $sum (i32.mul (local.get $sum) (i32.const 3))))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  ;; Grows the memory page by page and touches each new page.
  (func (export "memory_grow") (param $n i32) (result i32)
    (local $page i32)
    (loop $next
      (local.set $page (memory.grow (i32.const 1)))
      (i32.store (i32.shl (local.get $page) (i32.const 16)) (local.get $n))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (memory.size)))
