// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.numeric;

import org.trifola.wasm.syntax.AtomicOperation;

/**
 * What an atomic read-modify-write instruction does with the number in memory and its operand.
 *
 * <p>Specification: threads proposal, {@code exec-atomic-rmw}.
 */
public enum AtomicOperator {
    /** Their sum. */
    ADD {
        @Override
        public long apply(long old, long operand) {
            return old + operand;
        }
    },
    /** The number minus the operand. */
    SUB {
        @Override
        public long apply(long old, long operand) {
            return old - operand;
        }
    },
    /** The bits of both. */
    AND {
        @Override
        public long apply(long old, long operand) {
            return old & operand;
        }
    },
    /** The bits of either. */
    OR {
        @Override
        public long apply(long old, long operand) {
            return old | operand;
        }
    },
    /** The bits of one but not the other. */
    XOR {
        @Override
        public long apply(long old, long operand) {
            return old ^ operand;
        }
    },
    /** The operand. */
    XCHG {
        @Override
        public long apply(long old, long operand) {
            return operand;
        }
    };

    /** The operator of a read-modify-write operation. */
    public static AtomicOperator of(AtomicOperation operation) {
        return valueOf(operation.name());
    }

    /** The number to write. */
    public abstract long apply(long old, long operand);
}
