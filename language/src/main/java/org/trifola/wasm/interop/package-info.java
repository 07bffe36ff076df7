// SPDX-License-Identifier: Apache-2.0

/**
 * The border to other languages: conversion of values, objects made of members.
 *
 * <p>Specification: none; the rules are in docs/embedding.md. Depends on the front end and Truffle.
 */
@NullMarked
package org.trifola.wasm.interop;

import org.jspecify.annotations.NullMarked;
