// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import java.util.Arrays;
import java.util.List;
import org.trifola.wasm.syntax.LocalGroup;
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

    /** The number of locals whose types are at hand; it is above the limit on parameters. */
    private static final int NEAR = 1024;

    private final Body body;

    // FAST: only the first locals are written out, because a body of eight bytes may declare all that are allowed.
    private final ValType[] nearTypes = new ValType[NEAR];

    /** The groups of locals that were declared: their types, and the local index after each of them. */
    private ValType[] groupTypes = new ValType[16];

    private int[] groupEnds = new int[16];
    private int groupCount;

    private int paramCount;
    private int count;

    /** Whether every local has a default value, so that nothing needs to be tracked. */
    private boolean allHaveDefaults;

    /** The number of the function at hand. */
    private int epoch;

    /** For each local without default value, the number of the function in which it was last set. */
    private int[] initializedIn = {};

    /** The locals that got their first value, in that order, so that the end of a block can take it back. */
    private int[] initializations = new int[16];

    private int initializationCount;

    Locals(Body body) {
        this.body = body;
    }

    /** Starts with another function. */
    void begin(List<ValType> params, List<LocalGroup> declared) {
        epoch++;
        paramCount = params.size();
        count = 0;
        groupCount = 0;
        initializationCount = 0;
        allHaveDefaults = true;
        for (int i = 0; i < paramCount; i++) {
            nearTypes[count++] = params.get(i);
        }
        for (int i = 0; i < declared.size(); i++) {
            add(declared.get(i).count(), body.close(declared.get(i).type()));
        }
    }

    private void add(int added, ValType type) {
        if (count + added > MAX_LOCALS) {
            throw body.invalid(Errors.tooManyLocals(count + added, MAX_LOCALS));
        }
        for (int i = count; i < Math.min(count + added, NEAR); i++) {
            nearTypes[i] = type;
        }
        count += added;
        if (groupCount == groupEnds.length) {
            groupTypes = Arrays.copyOf(groupTypes, 2 * groupCount);
            groupEnds = Arrays.copyOf(groupEnds, 2 * groupCount);
        }
        groupTypes[groupCount] = type;
        groupEnds[groupCount++] = count;
        if (!type.isDefaultable()) {
            allHaveDefaults = false;
            initializedIn = initializedIn.length < count ? Arrays.copyOf(initializedIn, MAX_LOCALS) : initializedIn;
        }
    }

    /** The type of a local that is read (valid-local.get). */
    ValType get(int index) {
        ValType type = type(index);
        if (!allHaveDefaults && !isInitialized(index, type)) {
            throw body.invalid(Errors.uninitializedLocal(index));
        }
        return type;
    }

    /** The type of a local that is written (valid-local.set); from now on it has a value. */
    ValType set(int index) {
        ValType type = type(index);
        if (!allHaveDefaults && !isInitialized(index, type)) {
            initialize(index);
        }
        return type;
    }

    private ValType type(int index) {
        if (index < 0 || index >= count) {
            throw body.invalid(Errors.unknownLocal(index, count));
        }
        return index < NEAR ? nearTypes[index] : farType(index);
    }

    /** The type of the first group that ends after the local. */
    private ValType farType(int index) {
        int low = 0;
        int high = groupCount - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (groupEnds[middle] > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return groupTypes[low];
    }

    private boolean isInitialized(int index, ValType type) {
        return index < paramCount || type.isDefaultable() || initializedIn[index] == epoch;
    }

    private void initialize(int index) {
        initializedIn[index] = epoch;
        if (initializationCount == initializations.length) {
            initializations = Arrays.copyOf(initializations, 2 * initializationCount);
        }
        initializations[initializationCount++] = index;
    }

    /** How many locals got their first value so far. */
    int initializationCount() {
        return initializationCount;
    }

    /** Forgets the values that locals got since their number was the given one. */
    void resetTo(int earlierCount) {
        while (initializationCount > earlierCount) {
            initializedIn[initializations[--initializationCount]] = 0;
        }
    }
}
