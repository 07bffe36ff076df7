;; SPDX-License-Identifier: Apache-2.0
;; A reactor whose functions tell what it was given.
(module
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_dir_name" (func $fd_prestat_dir_name (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "new")
  (global $initialized (mut i32) (i32.const 0))

  (func (export "_initialize") (global.set $initialized (i32.add (global.get $initialized) (i32.const 1))))
  (func (export "initialized") (result i32) (global.get $initialized))

  ;; The number of environment variables.
  (func (export "variables") (result i32)
    (drop (call $environ_sizes_get (i32.const 64) (i32.const 68)))
    (i32.load (i32.const 64)))

  ;; The type of a descriptor, or 256 and its error.
  (func (export "type") (param $fd i32) (result i32)
    (local $errno i32)
    (local.set $errno (call $fd_fdstat_get (local.get $fd) (i32.const 64)))
    (select
      (i32.load8_u (i32.const 64))
      (i32.add (i32.const 256) (local.get $errno))
      (i32.eqz (local.get $errno))))

  ;; The first character of the name of a directory that was given.
  (func (export "name") (param $fd i32) (result i32)
    (drop (call $fd_prestat_dir_name (local.get $fd) (i32.const 64) (i32.const 256)))
    (i32.load8_u (i32.const 64)))

  ;; Creates the file "new"; gives the error.
  (func (export "create") (param $fd i32) (result i32)
    (call $path_open (local.get $fd) (i32.const 0) (i32.const 0) (i32.const 3) (i32.const 1)
      (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 64))))
