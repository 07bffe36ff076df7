;; SPDX-License-Identifier: Apache-2.0
;; The training run of the distribution: what it makes the engine do, the engine does faster at the next start. So it
;; uses a bit of everything, often enough to be compiled, and reads and writes through WASI. Most functions become
;; methods of the virtual machine; $chain and $vectors stay nodes, which the Graal compiler compiles in both tiers.
(module
  (import "wasi_snapshot_preview1" "args_sizes_get" (func $args_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "args_get" (func $args_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock_time_get (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $fd_prestat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_fdstat_get" (func $fd_fdstat_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))

  (type $binary (func (param i32 i32) (result i32)))
  (type $link (struct (field $value i32) (field $next (ref null $link))))

  ;; 0: iovec, 8: result of calls, 64: digits and a line feed, 1024: arguments, 65536: the data that the functions work on
  (memory (export "memory") 4)
  (data (i32.const 72) "\n")
  (table funcref (elem $gcd $power $mix $fibonacci_pair))
  (global $checksum (mut i32) (i32.const 0))

  (func (export "_start")
    (local $round i32)
    (call $ask_wasi)
    (loop $next
      (call $note (call $sieve (i32.const 20000)))
      (call $note (call $matrix (i32.const 24)))
      (call $note (call $sort (i32.const 1500)))
      (call $note (call $fibonacci (i32.const 17)))
      (call $note (call $interpret (i32.const 20000)))
      (call $note (call $dispatch (i32.const 5000)))
      (call $note (call $numbers (i32.const 5000)))
      (call $note (call $blocks (i32.const 200)))
      (call $note (call $chain (i32.const 1000)))
      (call $note (call $vectors (i32.const 4096)))
      (call $print (global.get $checksum))
      (br_if $next (i32.lt_u (local.tee $round (i32.add (local.get $round) (i32.const 1))) (i32.const 150))))
    ;; Programs that succeed come back.
    (if (i32.eqz (global.get $checksum)) (then (call $proc_exit (i32.const 1)))))

  (func $note (param $result i32)
    (global.set $checksum (i32.add (i32.mul (global.get $checksum) (i32.const 31)) (local.get $result))))

  (func $ask_wasi
    (drop (call $args_sizes_get (i32.const 8) (i32.const 12)))
    (drop (call $args_get (i32.const 1024) (i32.const 2048)))
    (drop (call $environ_sizes_get (i32.const 8) (i32.const 12)))
    (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 8)))
    (drop (call $fd_prestat_get (i32.const 3) (i32.const 8)))
    (drop (call $fd_fdstat_get (i32.const 1) (i32.const 1024))))

  ;; Eight hexadecimal digits and a line feed.
  (func $print (param $value i32)
    (local $digit i32)
    (loop $next
      (i32.store8 offset=64 (local.get $digit)
        (i32.add
          (select (i32.const 48) (i32.const 87)
            (i32.lt_u (i32.shr_u (local.get $value) (i32.const 28)) (i32.const 10)))
          (i32.shr_u (local.get $value) (i32.const 28))))
      (local.set $value (i32.shl (local.get $value) (i32.const 4)))
      (br_if $next (i32.lt_u (local.tee $digit (i32.add (local.get $digit) (i32.const 1))) (i32.const 8))))
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.const 9))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))

  ;; The number of primes below $limit.
  (func $sieve (param $limit i32) (result i32)
    (local $n i32) (local $multiple i32) (local $count i32)
    (memory.fill (i32.const 65536) (i32.const 1) (local.get $limit))
    (local.set $n (i32.const 2))
    (loop $candidates
      (if (i32.load8_u offset=65536 (local.get $n))
        (then
          (local.set $count (i32.add (local.get $count) (i32.const 1)))
          (local.set $multiple (i32.shl (local.get $n) (i32.const 1)))
          (block $crossed
            (loop $cross
              (br_if $crossed (i32.ge_u (local.get $multiple) (local.get $limit)))
              (i32.store8 offset=65536 (local.get $multiple) (i32.const 0))
              (local.set $multiple (i32.add (local.get $multiple) (local.get $n)))
              (br $cross)))))
      (br_if $candidates
        (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (local.get $limit))))
    (local.get $count))

  ;; Multiplies a square matrix of f64 with itself; the matrix is at 65536, the product behind it.
  (func $matrix (param $size i32) (result i32)
    (local $row i32) (local $column i32) (local $k i32) (local $sum f64) (local $total f64) (local $cells i32)
    (local.set $cells (i32.mul (local.get $size) (local.get $size)))
    (loop $fill
      (local.set $cells (i32.sub (local.get $cells) (i32.const 1)))
      (f64.store offset=65536 (i32.shl (local.get $cells) (i32.const 3))
        (f64.div (f64.convert_i32_s (local.get $cells)) (f64.const 7)))
      (br_if $fill (local.get $cells)))
    (loop $rows
      (local.set $column (i32.const 0))
      (loop $columns
        (local.set $k (i32.const 0))
        (local.set $sum (f64.const 0))
        (loop $products
          (local.set $sum
            (f64.add (local.get $sum)
              (f64.mul
                (call $cell (local.get $row) (local.get $k) (local.get $size))
                (call $cell (local.get $k) (local.get $column) (local.get $size)))))
          (br_if $products (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $size))))
        (local.set $total (f64.add (f64.sqrt (f64.abs (local.get $total))) (local.get $sum)))
        (br_if $columns
          (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 1))) (local.get $size))))
      (br_if $rows (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 1))) (local.get $size))))
    (i32.trunc_sat_f64_s (local.get $total)))

  (func $cell (param $row i32) (param $column i32) (param $size i32) (result f64)
    (f64.load offset=65536
      (i32.shl (i32.add (i32.mul (local.get $row) (local.get $size)) (local.get $column)) (i32.const 3))))

  ;; Insertion sort of pseudo-random i64 values; the result is one of them.
  (func $sort (param $count i32) (result i32)
    (local $i i32) (local $j i32) (local $seed i64) (local $value i64)
    (local.set $seed (i64.const 88172645463325252))
    (loop $insert
      (local.set $seed (i64.xor (local.get $seed) (i64.shl (local.get $seed) (i64.const 13))))
      (local.set $seed (i64.xor (local.get $seed) (i64.shr_u (local.get $seed) (i64.const 7))))
      (local.set $seed (i64.xor (local.get $seed) (i64.shl (local.get $seed) (i64.const 17))))
      (local.set $value (i64.shr_u (local.get $seed) (i64.const 1)))
      (local.set $j (local.get $i))
      (block $placed
        (loop $shift
          (br_if $placed (i32.eqz (local.get $j)))
          (br_if $placed (i64.le_s (i64.load offset=65528 (i32.shl (local.get $j) (i32.const 3))) (local.get $value)))
          (i64.store offset=65536 (i32.shl (local.get $j) (i32.const 3))
            (i64.load offset=65528 (i32.shl (local.get $j) (i32.const 3))))
          (local.set $j (i32.sub (local.get $j) (i32.const 1)))
          (br $shift)))
      (i64.store offset=65536 (i32.shl (local.get $j) (i32.const 3)) (local.get $value))
      (br_if $insert (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $count))))
    (i32.wrap_i64 (i64.load offset=65536 (i32.shl (local.get $count) (i32.const 2)))))

  (func $fibonacci (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else
        (i32.add
          (call $fibonacci (i32.sub (local.get $n) (i32.const 1)))
          (call $fibonacci (i32.sub (local.get $n) (i32.const 2)))))))

  ;; The loop of an interpreter: a br_table over the next instruction.
  (func $interpret (param $steps i32) (result i32)
    (local $state i32) (local $accumulator i32)
    (loop $next
      (local.set $state (i32.and (i32.add (i32.mul (local.get $state) (i32.const 5)) (local.get $steps)) (i32.const 3)))
      (block $done
        (block $rotate
          (block $subtract
            (block $add
              (br_table $add $subtract $rotate $done (local.get $state)))
            (local.set $accumulator (i32.add (local.get $accumulator) (local.get $steps)))
            (br $done))
          (local.set $accumulator (i32.sub (local.get $accumulator) (i32.const 77)))
          (br $done))
        (local.set $accumulator (i32.rotl (local.get $accumulator) (i32.const 3))))
      (br_if $next (local.tee $steps (i32.sub (local.get $steps) (i32.const 1)))))
    (local.get $accumulator))

  ;; Calls through the table.
  (func $dispatch (param $count i32) (result i32)
    (local $result i32)
    (loop $next
      (local.set $result
        (call_indirect (type $binary)
          (i32.or (local.get $result) (i32.const 1)) (local.get $count) (i32.and (local.get $count) (i32.const 3))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $result))

  (func $gcd (type $binary)
    (local $rest i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get 1)))
        (local.set $rest (i32.rem_u (local.get 0) (local.get 1)))
        (local.set 0 (local.get 1))
        (local.set 1 (local.get $rest))
        (br $next)))
    (local.get 0))

  (func $power (type $binary)
    (local $result i32)
    (local.set $result (i32.const 1))
    (loop $next
      (if (i32.and (local.get 1) (i32.const 1))
        (then (local.set $result (i32.mul (local.get $result) (local.get 0)))))
      (local.set 0 (i32.mul (local.get 0) (local.get 0)))
      (br_if $next (local.tee 1 (i32.shr_u (local.get 1) (i32.const 1)))))
    (local.get $result))

  (func $mix (type $binary)
    (i32.xor
      (i32.add (i32.clz (local.get 0)) (i32.popcnt (local.get 1)))
      (i32.rotr (local.get 0) (i32.ctz (local.get 1)))))

  ;; Two results at once, and a host call now and then.
  (func $fibonacci_pair (type $binary)
    (call $pair (i32.and (local.get 1) (i32.const 15)))
    (i32.add))

  (func $pair (param $n i32) (result i32 i32)
    (local $a i32) (local $b i32)
    (local.set $b (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.get $b)
        (local.set $b (i32.add (local.get $a) (local.get $b)))
        (local.set $a)
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br $next)))
    (local.get $a)
    (local.get $b))

  ;; Conversions and floating-point arithmetic of both sizes.
  (func $numbers (param $count i32) (result i32)
    (local $x f64) (local $y f32) (local $z i64)
    (loop $next
      (local.set $x (f64.add (f64.mul (local.get $x) (f64.const 0.5)) (f64.convert_i32_u (local.get $count))))
      (local.set $y (f32.max (f32.demote_f64 (local.get $x)) (f32.neg (f32.floor (local.get $y)))))
      (local.set $z
        (i64.add
          (i64.mul (local.get $z) (i64.extend_i32_s (local.get $count)))
          (i64.trunc_sat_f32_s (local.get $y))))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (i32.xor (i32.wrap_i64 (local.get $z)) (i32.reinterpret_f32 (local.get $y))))

  ;; Copies and fills blocks of memory, and reads them back with every width.
  (func $blocks (param $count i32) (result i32)
    (local $sum i32)
    (loop $next
      (memory.fill (i32.const 131072) (local.get $count) (i32.const 256))
      (memory.copy (i32.const 131200) (i32.const 131072) (i32.const 512))
      (local.set $sum (i32.add (local.get $sum) (i32.load8_s offset=131072 (local.get $count))))
      (local.set $sum (i32.add (local.get $sum) (i32.load16_u offset=131072 (local.get $count))))
      (local.set $sum (i32.add (local.get $sum) (i32.load offset=131072 (local.get $count))))
      (local.set $sum (i32.add (local.get $sum) (i32.wrap_i64 (i64.load offset=131072 (local.get $count)))))
      (local.set $sum
        (i32.add (local.get $sum) (i32.wrap_i64 (i64.load32_u offset=131072 (local.get $count)))))
      (i32.store16 offset=131072 (local.get $count) (local.get $sum))
      (br_if $next (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (local.get $sum))

  ;; Builds a chain of structures and adds up what they hold.
  (func $chain (param $count i32) (result i32)
    (local $first (ref null $link)) (local $sum i32)
    (loop $build
      (local.set $first (call $link (local.get $count) (local.get $first)))
      (br_if $build (local.tee $count (i32.sub (local.get $count) (i32.const 1)))))
    (loop $add
      (local.set $sum (i32.add (local.get $sum) (struct.get $link $value (local.get $first))))
      (br_if $add (i32.eqz (ref.is_null (local.tee $first (struct.get $link $next (local.get $first)))))))
    (local.get $sum))

  (func $link (param $value i32) (param $next (ref null $link)) (result (ref $link))
    (struct.new $link (local.get $value) (local.get $next)))

  ;; Adds up $size bytes of memory, sixteen at a time.
  (func $vectors (param $size i32) (result i32)
    (local $sum v128)
    (loop $next
      (local.set $sum
        (i32x4.add (local.get $sum)
          (i32x4.mul (v128.load offset=65520 (local.get $size)) (i32x4.splat (local.get $size)))))
      (br_if $next (local.tee $size (i32.sub (local.get $size) (i32.const 16)))))
    (i32.xor (i32x4.extract_lane 0 (local.get $sum)) (i32x4.extract_lane 3 (local.get $sum))))
)
