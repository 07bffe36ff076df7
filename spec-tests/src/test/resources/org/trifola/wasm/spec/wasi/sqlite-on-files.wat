;; SPDX-License-Identifier: Apache-2.0

;; Gives an SQLite that knows no file system the files of WASI: registers a file system ("VFS") whose functions it puts into
;; the table of SQLite, opens the database "data" with it, and works on that.
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_unlink_file" (func $path_unlink_file (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_filestat_get"
    (func $path_filestat_get (param i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_close" (func $fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pread" (func $fd_pread (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pwrite" (func $fd_pwrite (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_get" (func $fd_filestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_filestat_set_size" (func $fd_filestat_set_size (param i32 i64) (result i32)))
  (import "wasi_snapshot_preview1" "fd_sync" (func $fd_sync (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random_get (param i32 i32) (result i32)))

  (import "sqlite" "memory" (memory $memory 1))
  (import "sqlite" "__indirect_function_table" (table $table 0 funcref))
  (import "sqlite" "__wasm_call_ctors" (func $constructors))
  (import "sqlite" "malloc" (func $malloc (param i32) (result i32)))
  (import "sqlite" "sqlite3_initialize" (func $initialize (result i32)))
  (import "sqlite" "sqlite3_vfs_register" (func $vfs_register (param i32 i32) (result i32)))
  (import "sqlite" "sqlite3_open_v2" (func $open_v2 (param i32 i32 i32 i32) (result i32)))
  (import "sqlite" "sqlite3_close_v2" (func $close_v2 (param i32) (result i32)))
  (import "sqlite" "sqlite3_exec" (func $exec (param i32 i32 i32 i32 i32) (result i32)))
  (import "sqlite" "sqlite3_prepare_v2" (func $prepare_v2 (param i32 i32 i32 i32 i32) (result i32)))
  (import "sqlite" "sqlite3_step" (func $step (param i32) (result i32)))
  (import "sqlite" "sqlite3_column_int64" (func $column_int64 (param i32 i32) (result i64)))
  (import "sqlite" "sqlite3_finalize" (func $finalize (param i32) (result i32)))

  (export "memory" (memory $memory))

  (data $names "wasi\00data\00")
  (data $create
    "pragma page_size = 65536; "
    "create table entry (id integer primary key, text text not null); "
    "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 1000) "
    "insert into entry (text) select printf('%0500d', n) from numbers;\00")
  (data $add
    "pragma cache_size = -2000; "
    "begin; "
    "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 20000) "
    "insert into entry (text) select printf('%0500d', n) from numbers; "
    "commit; "
    "begin; "
    "delete from entry; "
    "rollback; "
    "update entry set text = text || '!' where id % 2 = 0; "
    "create index by_text on entry (text);\00")
  (data $count "select count(*) * 1000000 + sum(length(text)) % 1000000 from entry where text >= '0'\00")

  ;; A block of the memory of SQLite: names at 0, a buffer vector at 64, results at 80, attributes at 96, methods of files at
  ;; 192, the file system at 256, statements at 512.
  (global $block (mut i32) (i32.const 0))
  (global $methods (mut i32) (i32.const 0))
  (global $database (mut i32) (i32.const 0))

  (elem $functions func
    $close $read $write $truncate $sync $size $lock $lock $isReserved $control $sectorSize $characteristics
    $open $delete $access $fullPath $randomness $sleep $now $lastError)

  (func $at (param $offset i32) (result i32) (i32.add (global.get $block) (local.get $offset)))
  (func $check (param $error i32) (if (local.get $error) (then unreachable)))

  ;; Maps an error of WASI to 0 or a code of SQLite.
  (func $unless (param $errno i32) (param $code i32) (result i32)
    (select (local.get $code) (i32.const 0) (local.get $errno)))

  (func $length (param $string i32) (result i32)
    (local $end i32)
    (local.set $end (local.get $string))
    (block $found
      (loop $more
        (br_if $found (i32.eqz (i32.load8_u (local.get $end))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $more)))
    (i32.sub (local.get $end) (local.get $string)))

  (func $vector (param $buffer i32) (param $length i32) (result i32)
    (i32.store (call $at (i32.const 64)) (local.get $buffer))
    (i32.store (call $at (i32.const 68)) (local.get $length))
    (call $at (i32.const 64)))

  ;; Methods of files: a file is a pointer to the methods, and a descriptor.

  (func $fd (param $file i32) (result i32) (i32.load offset=4 (local.get $file)))

  (func $close (param $file i32) (result i32)
    (call $unless (call $fd_close (call $fd (local.get $file))) (i32.const 10)))

  (func $read (param $file i32) (param $buffer i32) (param $length i32) (param $offset i64) (result i32)
    (local $count i32)
    (if (call $fd_pread (call $fd (local.get $file)) (call $vector (local.get $buffer) (local.get $length)) (i32.const 1)
          (local.get $offset) (call $at (i32.const 80)))
      (then (return (i32.const 266))))
    (local.set $count (i32.load (call $at (i32.const 80))))
    (if (i32.eq (local.get $count) (local.get $length)) (then (return (i32.const 0))))
    (memory.fill (i32.add (local.get $buffer) (local.get $count)) (i32.const 0)
      (i32.sub (local.get $length) (local.get $count)))
    (i32.const 522))

  (func $write (param $file i32) (param $buffer i32) (param $length i32) (param $offset i64) (result i32)
    (call $unless
      (call $fd_pwrite (call $fd (local.get $file)) (call $vector (local.get $buffer) (local.get $length)) (i32.const 1)
        (local.get $offset) (call $at (i32.const 80)))
      (i32.const 778)))

  (func $truncate (param $file i32) (param $size i64) (result i32)
    (call $unless (call $fd_filestat_set_size (call $fd (local.get $file)) (local.get $size)) (i32.const 1546)))

  (func $sync (param $file i32) (param $flags i32) (result i32)
    (call $unless (call $fd_sync (call $fd (local.get $file))) (i32.const 1034)))

  (func $size (param $file i32) (param $result i32) (result i32)
    (call $unless (call $fd_filestat_get (call $fd (local.get $file)) (call $at (i32.const 96))) (i32.const 1802))
    (i64.store (local.get $result) (i64.load offset=32 (call $at (i32.const 96)))))

  (func $lock (param $file i32) (param $level i32) (result i32) (i32.const 0))
  (func $isReserved (param $file i32) (param $result i32) (result i32)
    (i32.store (local.get $result) (i32.const 0))
    (i32.const 0))
  (func $control (param $file i32) (param $operation i32) (param $argument i32) (result i32) (i32.const 12))
  (func $sectorSize (param $file i32) (result i32) (i32.const 4096))
  (func $characteristics (param $file i32) (result i32) (i32.const 0))

  ;; Methods of the file system.

  (func $open (param $vfs i32) (param $name i32) (param $file i32) (param $flags i32) (param $result i32) (result i32)
    (i32.store (local.get $file) (i32.const 0))
    (if (i32.eqz (local.get $name)) (then (return (i32.const 14))))
    (if (call $path_open (i32.const 3) (i32.const 0) (local.get $name) (call $length (local.get $name))
          (i32.and (i32.shr_u (local.get $flags) (i32.const 2)) (i32.const 1))
          (i64.const 0x600076) (i64.const 0) (i32.const 0) (call $at (i32.const 80)))
      (then (return (i32.const 14))))
    (i32.store (local.get $file) (global.get $methods))
    (i32.store offset=4 (local.get $file) (i32.load (call $at (i32.const 80))))
    (if (local.get $result) (then (i32.store (local.get $result) (local.get $flags))))
    (i32.const 0))

  (func $delete (param $vfs i32) (param $name i32) (param $sync i32) (result i32)
    (call $unless (call $path_unlink_file (i32.const 3) (local.get $name) (call $length (local.get $name)))
      (i32.const 2570)))

  (func $access (param $vfs i32) (param $name i32) (param $flags i32) (param $result i32) (result i32)
    (i32.store (local.get $result)
      (i32.eqz (call $path_filestat_get (i32.const 3) (i32.const 0) (local.get $name) (call $length (local.get $name))
        (call $at (i32.const 96)))))
    (i32.const 0))

  (func $fullPath (param $vfs i32) (param $name i32) (param $size i32) (param $result i32) (result i32)
    (memory.copy (local.get $result) (local.get $name) (i32.add (call $length (local.get $name)) (i32.const 1)))
    (i32.const 0))

  (func $randomness (param $vfs i32) (param $length i32) (param $buffer i32) (result i32)
    (call $check (call $random_get (local.get $buffer) (local.get $length)))
    (local.get $length))
  (func $sleep (param $vfs i32) (param $microseconds i32) (result i32) (i32.const 0))
  (func $now (param $vfs i32) (param $result i32) (result i32)
    (f64.store (local.get $result) (f64.const 2460000))
    (i32.const 0))
  (func $lastError (param $vfs i32) (param $length i32) (param $buffer i32) (result i32) (i32.const 0))

  ;; Stores the indices of functions in the table, from one on.
  (func $storeFunctions (param $pointer i32) (param $first i32) (param $count i32)
    (loop $more
      (i32.store (local.get $pointer) (local.get $first))
      (local.set $pointer (i32.add (local.get $pointer) (i32.const 4)))
      (local.set $first (i32.add (local.get $first) (i32.const 1)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $more (local.get $count))))

  (func (export "_initialize")
    (local $first i32) (local $vfs i32)
    (call $constructors)
    (global.set $block (call $malloc (i32.const 4096)))
    (memory.fill (global.get $block) (i32.const 0) (i32.const 4096))
    (memory.init $names (global.get $block) (i32.const 0) (i32.const 10))
    (local.set $first (table.grow $table (ref.null func) (i32.const 20)))
    (table.init $table $functions (local.get $first) (i32.const 0) (i32.const 20))
    (global.set $methods (call $at (i32.const 192)))
    (i32.store (global.get $methods) (i32.const 1))
    (call $storeFunctions (call $at (i32.const 196)) (local.get $first) (i32.const 12))
    (local.set $vfs (call $at (i32.const 256)))
    (i32.store (local.get $vfs) (i32.const 1))
    (i32.store offset=4 (local.get $vfs) (i32.const 8))
    (i32.store offset=8 (local.get $vfs) (i32.const 512))
    (i32.store offset=16 (local.get $vfs) (global.get $block))
    (call $storeFunctions (i32.add (local.get $vfs) (i32.const 24)) (i32.add (local.get $first) (i32.const 12)) (i32.const 4))
    (call $storeFunctions (i32.add (local.get $vfs) (i32.const 56)) (i32.add (local.get $first) (i32.const 16)) (i32.const 4))
    (call $check (call $initialize))
    (call $check (call $vfs_register (local.get $vfs) (i32.const 1))))

  (func $openDatabase
    (call $check (call $open_v2 (call $at (i32.const 5)) (call $at (i32.const 80)) (i32.const 6) (global.get $block)))
    (global.set $database (i32.load (call $at (i32.const 80)))))

  ;; Runs the statements at 512.
  (func $run
    (call $check (call $exec (global.get $database) (call $at (i32.const 512)) (i32.const 0) (i32.const 0) (i32.const 0))))

  ;; The number that the statement at 512 gives.
  (func $query (result i64)
    (local $statement i32) (local $result i64)
    (call $check (call $prepare_v2 (global.get $database) (call $at (i32.const 512)) (i32.const -1)
      (call $at (i32.const 80)) (i32.const 0)))
    (local.set $statement (i32.load (call $at (i32.const 80))))
    (call $check (i32.ne (call $step (local.get $statement)) (i32.const 100)))
    (local.set $result (call $column_int64 (local.get $statement) (i32.const 0)))
    (call $check (call $finalize (local.get $statement)))
    (local.get $result))

  (func $count (result i64)
    (memory.init $count (call $at (i32.const 512)) (i32.const 0) (i32.const 85))
    (call $query))

  (func (export "create") (result i64)
    (call $openDatabase)
    (memory.init $create (call $at (i32.const 512)) (i32.const 0) (i32.const 249))
    (call $run)
    (call $count)
    (call $check (call $close_v2 (global.get $database))))

  (func (export "add") (result i64 i32)
    (call $openDatabase)
    (memory.init $add (call $at (i32.const 512)) (i32.const 0) (i32.const 329))
    (call $run)
    (call $count)
    (call $check (call $close_v2 (global.get $database)))
    (memory.size)))
