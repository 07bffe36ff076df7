// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.tck;

import java.util.List;
import java.util.function.Predicate;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.ResultVerifier;

/**
 * Expects what a function of numbers does with the numbers it is given: a result where all fit its parameters, an exception of
 * the guest where one does not. For the kit, a number is a number.
 */
final class NumberVerifier implements ResultVerifier {
    private final Predicate<Value> fits;
    private final Predicate<List<? extends Value>> traps;

    private NumberVerifier(Predicate<Value> fits, Predicate<List<? extends Value>> traps) {
        this.fits = fits;
        this.traps = traps;
    }

    /** The parameters take numbers that fit. */
    static NumberVerifier ofParameters(Predicate<Value> fits) {
        return new NumberVerifier(fits, _ -> false);
    }

    /** The function traps with some arguments. */
    NumberVerifier trappingIf(Predicate<List<? extends Value>> condition) {
        return new NumberVerifier(fits, condition);
    }

    @Override
    public void accept(SnippetRun run) throws PolyglotException {
        List<? extends Value> arguments = run.getParameters();
        boolean areNumbers = arguments.stream().allMatch(Value::isNumber);
        boolean allFit = areNumbers && arguments.stream().allMatch(fits);
        PolyglotException exception = run.getException();
        if (exception == null) {
            if (!allFit || traps.test(arguments)) {
                throw new AssertionError("expected an exception but got " + run.getResult());
            }
            ResultVerifier.getDefaultResultVerifier().accept(run);
        } else if (!areNumbers) {
            // The kit expects this exception.
            throw exception;
        } else if (allFit && !traps.test(arguments)) {
            throw new AssertionError(arguments + " fit", exception);
        } else if (!exception.isGuestException()) {
            throw new AssertionError("not an exception of the guest", exception);
        }
    }
}
