// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the JavaScript API tests: a container for each file, a test for each of its tests.
 *
 * <p>The outcomes are left in {@code target/js-api.txt}.
 */
class JsApiTest {
    /** How many there are, so that none gets lost. */
    private static final int FILES = 45;

    private static final Engine ENGINE = Engine.create();
    private static final JsApiExceptions EXCEPTIONS = JsApiExceptions.read();
    private static final List<String> REPORT = new ArrayList<>();

    /** The outcome of a test; the message of one that failed says why. */
    private record Result(String name, boolean passed, String message) {}

    @BeforeAll
    static void findTheSuite() {
        assumeTrue(JsApiSuite.exists(), "the tests of the JavaScript API are missing, see -Dspec.jsapi=DIR");
    }

    @Test
    void suite_is_complete() {
        assertTrue(
                JsApiSuite.files().size() >= FILES,
                () -> "only " + JsApiSuite.files().size() + " files");
    }

    @TestFactory
    Stream<DynamicNode> api() {
        return JsApiSuite.selectedFiles().stream()
                .map(file -> dynamicContainer(JsApiSuite.name(file), file.toUri(), tests(file)));
    }

    @AfterAll
    static void exceptions_are_needed() throws IOException {
        ENGINE.close();
        Files.write(Path.of("target", "js-api.txt"), REPORT);
        if (JsApiSuite.exists()) {
            assertEquals(List.of(), EXCEPTIONS.unneeded(), "remove these entries, nothing they name fails");
        }
    }

    private static Stream<DynamicTest> tests(Path file) {
        String name = JsApiSuite.name(file);
        // Everything is put off until the container runs.
        return Stream.of(file)
                .flatMap(each -> results(each).stream())
                .map(result -> dynamicTest(name + ": " + result.name, () -> check(name, result)));
    }

    private static void check(String file, Result result) {
        REPORT.add((result.passed ? "passed " : "FAILED ") + file + " :: " + result.name);
        JsApiExceptions.Entry exception = EXCEPTIONS.find(file, result.name);
        if (exception == null) {
            assertTrue(result.passed, result.message);
        } else if (result.passed) {
            fail("the entry is too wide, the test passes: " + exception);
        } else {
            exception.setNeeded();
        }
    }

    private static List<Result> results(Path file) {
        try (Context context = JavaScript.newContext(ENGINE)) {
            Value harness = context.eval(harness());
            List<Result> results = new ArrayList<>();
            try {
                for (Path script : JsApiSuite.scripts(file)) {
                    context.eval(Source.newBuilder("js", script.toFile()).build());
                }
            } catch (PolyglotException e) {
                results.add(new Result("script", false, e.toString()));
            }
            Value list = harness.getMember("results");
            for (long i = 0; i < list.getArraySize(); i++) {
                Value result = list.getArrayElement(i);
                results.add(new Result(
                        result.getMember("name").asString(),
                        result.getMember("passed").asBoolean(),
                        result.getMember("message").asString()));
            }
            return results;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The test functions as a script whose value is the object {@code harness}. */
    private static Source harness() throws IOException {
        var resource = Objects.requireNonNull(JsApiTest.class.getResource("testharness.js"));
        return Source.newBuilder("js", resource).build();
    }
}
