;; SPDX-License-Identifier: Apache-2.0
;; What crosses the border between Java and WebAssembly: calls in both directions, and the bytes of a memory.
(module
  (import "host" "add" (func $host_add (param i32 i32) (result i32)))
  (import "host" "proxy_add" (func $proxy_add (param i32 i32) (result i32)))
  (memory (export "memory") 64)
  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))
  (func (export "host_calls") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (call $host_add (local.get $sum) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func (export "proxy_calls") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (local.set $sum (call $proxy_add (local.get $sum) (local.get $n)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum)))
