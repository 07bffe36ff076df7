;; SPDX-License-Identifier: Apache-2.0
;; Functions to call from the command line and from other modules.
(module
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "swap") (param i32 f64) (result f64 i32) (local.get 1) (local.get 0)))
