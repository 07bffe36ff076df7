// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.Arrays;
import java.util.List;
import org.trifola.wasm.syntax.ValType;

/**
 * The locals of the function under validation, parameters first, and which of them have a value yet.
 *
 * <p>A local whose type has no default value must be set before it is read, in the same block or around it.
 * Specification: 3.4 "Variable Instructions", 3.5.1 "Locals".
 */
final class Locals {
    /** The limit of the JavaScript API, parameters included. */
    private static final int MAX_LOCALS = 50_000;

    private final Body body;
    private ValType[] types = {};
    private int count;

    /** Whether every local has a default value, so that nothing needs to be tracked. */
    private boolean allInitialized;

    /** Whether a local has a value, unless all of them have. */
    private boolean[] initialized = {};

    /** The locals that got their first value, in that order, so that the end of a block can take it back. */
    private int[] initializations = {};

    private int initializationCount;

    Locals(Body body) {
        this.body = body;
    }

    /** Starts with another function. */
    void begin(List<ValType> params, List<ValType> declared) {
        count = params.size() + declared.size();
        if (count > MAX_LOCALS) {
            throw body.invalid(Errors.tooManyLocals(count, MAX_LOCALS));
        }
        if (types.length < count) {
            types = new ValType[Math.max(64, 2 * count)];
        }
        for (int i = 0; i < params.size(); i++) {
            types[i] = params.get(i);
        }
        closeDeclared(declared, params.size());
        allInitialized = true;
        initializationCount = 0;
        for (int i = params.size(); i < count && allInitialized; i++) {
            allInitialized = types[i].isDefaultable();
        }
        if (!allInitialized) {
            trackInitializations(params.size());
        }
    }

    private void closeDeclared(List<ValType> declared, int first) {
        for (int i = 0; i < declared.size(); i++) {
            types[first + i] = body.close(declared.get(i));
        }
    }

    private void trackInitializations(int paramCount) {
        initialized = new boolean[count];
        initializations = new int[count];
        Arrays.fill(initialized, 0, paramCount, true);
        for (int i = paramCount; i < count; i++) {
            initialized[i] = types[i].isDefaultable();
        }
    }

    /** The type of a local that is read (valid-local.get). */
    ValType get(int index) {
        requireLocal(index);
        if (!allInitialized && !initialized[index]) {
            throw body.invalid(Errors.uninitializedLocal(index));
        }
        return types[index];
    }

    /** The type of a local that is written (valid-local.set); from now on it has a value. */
    ValType set(int index) {
        requireLocal(index);
        if (!allInitialized && !initialized[index]) {
            initialized[index] = true;
            initializations[initializationCount++] = index;
        }
        return types[index];
    }

    private void requireLocal(int index) {
        if (index < 0 || index >= count) {
            throw body.invalid(Errors.unknownLocal(index, count));
        }
    }

    /** How many locals got their first value so far. */
    int initializationCount() {
        return initializationCount;
    }

    /** Forgets the values that locals got since their number was the given one. */
    void resetTo(int earlierCount) {
        while (initializationCount > earlierCount) {
            initialized[initializations[--initializationCount]] = false;
        }
    }
}
