// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.validation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.binary.NameSection;
import org.trifola.wasm.syntax.ModuleDef;

/**
 * Whatever the bytes are, they give a module, a {@link MalformedException} or an {@link InvalidException}.
 *
 * <p>{@code -Dfuzz.inputs=N} tries more inputs, {@code -Dfuzz.seed=S} others; an input that fails is kept in {@code
 * target/fuzz}.
 */
class MutatedModulesTest extends ValidationTestBase {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 200_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int SMALL = 10_000;

    private int valid;
    private int malformed;
    private int invalid;

    @Test
    void own_modules_are_valid() {
        SampleModules.own().forEach(MutatedModulesTest::assertValid);
    }

    @Test
    void programs_of_the_corpus_are_valid() {
        List<byte[]> programs = SampleModules.corpus(Integer.MAX_VALUE);
        assumeFalse(programs.isEmpty(), "the programs are missing, see -Dwasm.corpus=DIR");
        assertTrue(programs.size() > 15, () -> "only " + programs.size() + " programs");
        programs.forEach(MutatedModulesTest::assertValid);
    }

    private static void assertValid(byte[] module) {
        ModuleDef decoded = ModuleDecoder.decode(module);
        assertFalse(decoded.functions().isEmpty());
        ModuleValidator.validate(decoded, ALL_FEATURES);
    }

    /** Nine of ten inputs come from small modules, where a change matters more and costs less. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void mutated_modules_are_modules_malformed_or_invalid() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> small = new ArrayList<>(SampleModules.own());
        small.addAll(SampleModules.corpus(SMALL));
        Mutator smallMutator = new Mutator(random, small);
        List<byte[]> programs = SampleModules.corpus(100_000);
        Mutator anyMutator = new Mutator(random, programs.isEmpty() ? small : programs);
        for (int i = 0; i < INPUTS; i++) {
            check(i, i % 50 == 0 ? anyMutator.next() : smallMutator.next());
        }
        String counts = valid + " valid, " + malformed + " malformed, " + invalid + " invalid";
        assertTrue(valid > INPUTS / 100 && malformed > INPUTS / 10 && invalid > INPUTS / 20, counts);
    }

    @Test
    void every_truncation_of_a_module_is_a_module_or_malformed() throws IOException {
        for (byte[] module : SampleModules.own()) {
            for (int length = 0; length < module.length; length++) {
                check(length, Arrays.copyOf(module, length));
            }
        }
        assertTrue(malformed > valid + invalid, "most truncations are malformed");
    }

    private void check(int number, byte[] input) throws IOException {
        try {
            ModuleDef module = ModuleDecoder.decode(input.clone());
            NameSection.of(module);
            ModuleValidator.validate(module, ALL_FEATURES);
            valid++;
        } catch (MalformedException e) {
            assertMessageAndOffset(e, e.offset(), input, number);
            malformed++;
        } catch (InvalidException e) {
            assertMessageAndOffset(e, e.offset(), input, number);
            invalid++;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
            keep(number, input, e);
        }
    }

    private static void assertMessageAndOffset(RuntimeException thrown, int offset, byte[] input, int number)
            throws IOException {
        String message = thrown.getMessage();
        if (message == null || message.isEmpty() || message.length() > 10_000 || offset < -1 || offset > input.length) {
            keep(number, input, thrown);
        }
    }

    private static void keep(int number, byte[] input, Throwable thrown) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz"));
        Path file = folder.resolve("seed-" + SEED + "-input-" + number + ".wasm");
        Files.write(file, input);
        fail("input " + number + " with seed " + SEED + ", kept in " + file, thrown);
    }
}
