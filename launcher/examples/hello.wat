;; SPDX-License-Identifier: Apache-2.0
;; Greets the first argument, or the world: the smallest program that talks to the outside through WASI.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))

  ;; 0: number of arguments, 4: their bytes, 8: bytes written, 16: three iovecs, 64: text, 1024: argument pointers
  (memory (export "memory") 2)
  (data (i32.const 64) "Hello, World!\n")

  (func (export "_start")
    (if (call $args_sizes_get (i32.const 0) (i32.const 4)) (then (call $proc_exit (i32.const 1))))
    ;; The arguments must fit into the rest of the memory.
    (if (i32.or
          (i32.gt_u (i32.load (i32.const 0)) (i32.const 1024))
          (i32.gt_u (i32.load (i32.const 4)) (i32.const 65536)))
      (then (call $proc_exit (i32.const 1))))
    (if (call $args_get (i32.const 1024) (i32.const 8192)) (then (call $proc_exit (i32.const 1))))

    (call $iovec (i32.const 16) (i32.const 64) (i32.const 7))
    (if (i32.gt_u (i32.load (i32.const 0)) (i32.const 1))
      (then (call $iovec (i32.const 24) (i32.load (i32.const 1028)) (call $length (i32.load (i32.const 1028)))))
      (else (call $iovec (i32.const 24) (i32.const 71) (i32.const 5))))
    (call $iovec (i32.const 32) (i32.const 76) (i32.const 2))
    (if (call $fd_write (i32.const 1) (i32.const 16) (i32.const 3) (i32.const 8))
      (then (call $proc_exit (i32.const 1)))))

  (func $iovec (param $at i32) (param $start i32) (param $length i32)
    (i32.store (local.get $at) (local.get $start))
    (i32.store offset=4 (local.get $at) (local.get $length)))

  ;; The number of bytes before the next zero byte.
  (func $length (param $start i32) (result i32)
    (local $end i32)
    (local.set $end (local.get $start))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (i32.load8_u (local.get $end))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $end) (local.get $start))))
