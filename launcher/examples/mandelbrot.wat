;; SPDX-License-Identifier: Apache-2.0
;; Draws the Mandelbrot set with letters, one line of the picture for each write.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))

  ;; 0: iovec, 8: bytes written, 16: the letters, from outside to inside, 64: the line
  (memory (export "memory") 1)
  (data (i32.const 16) " .,:;-=+*oO%#@")

  (global $columns i32 (i32.const 78))
  (global $rows i32 (i32.const 31))

  (func (export "_start")
    (call $draw (i32.const 2000)))

  ;; The number of steps until the point c leaves the circle of radius 2, at most $limit.
  (func $escape (export "escape") (param $cr f64) (param $ci f64) (param $limit i32) (result i32)
    (local $r f64) (local $i f64) (local $r2 f64) (local $i2 f64) (local $step i32)
    (block $done
      (loop $next
        (local.set $r2 (f64.mul (local.get $r) (local.get $r)))
        (local.set $i2 (f64.mul (local.get $i) (local.get $i)))
        (br_if $done (f64.gt (f64.add (local.get $r2) (local.get $i2)) (f64.const 4)))
        (br_if $done (i32.ge_u (local.get $step) (local.get $limit)))
        (local.set $i
          (f64.add (f64.mul (f64.mul (f64.const 2) (local.get $r)) (local.get $i)) (local.get $ci)))
        (local.set $r (f64.add (f64.sub (local.get $r2) (local.get $i2)) (local.get $cr)))
        (local.set $step (i32.add (local.get $step) (i32.const 1)))
        (br $next)))
    (local.get $step))

  (func $draw (export "draw") (param $limit i32)
    (local $row i32)
    (i32.store (i32.const 0) (i32.const 64))
    (i32.store (i32.const 4) (i32.add (global.get $columns) (i32.const 1)))
    (loop $next
      (call $line (local.get $row) (local.get $limit))
      (if (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))
        (then (call $proc_exit (i32.const 1))))
      (br_if $next
        (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 1))) (global.get $rows)))))

  ;; Fills the line with the points from -2 to 0.6, at one height between -1.2 and 1.2.
  (func $line (param $row i32) (param $limit i32)
    (local $column i32) (local $height f64)
    (local.set $height
      (f64.sub
        (f64.div
          (f64.mul (f64.convert_i32_u (local.get $row)) (f64.const 2.4))
          (f64.convert_i32_u (i32.sub (global.get $rows) (i32.const 1))))
        (f64.const 1.2)))
    (loop $next
      (i32.store8 offset=64 (local.get $column)
        (call $letter
          (call $escape
            (f64.sub
              (f64.div
                (f64.mul (f64.convert_i32_u (local.get $column)) (f64.const 2.6))
                (f64.convert_i32_u (global.get $columns)))
              (f64.const 2))
            (local.get $height)
            (local.get $limit))
          (local.get $limit)))
      (br_if $next
        (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 1))) (global.get $columns))))
    (i32.store8 offset=64 (local.get $column) (i32.const 10)))

  ;; One letter more for each doubling of the steps.
  (func $letter (param $steps i32) (param $limit i32) (result i32)
    (local $letter i32)
    (local.set $letter (i32.sub (i32.const 32) (i32.clz (local.get $steps))))
    (i32.load8_u offset=16
      (select
        (i32.const 13)
        (select (local.get $letter) (i32.const 12) (i32.lt_u (local.get $letter) (i32.const 12)))
        (i32.eq (local.get $steps) (local.get $limit))))))
