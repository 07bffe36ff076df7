// SPDX-License-Identifier: Apache-2.0

// What the JavaScript API tests call: test functions and assertions. Each test adds {name, passed, message} to `results`.

var self = globalThis;

const harness = {
    results: [],
    queue: Promise.resolve(),

    // A test without a name gets its number.
    begin(name) {
        const result = {name: name === undefined ? `test ${this.results.length + 1}` : String(name), passed: false, message: "the test did not finish"};
        this.results.push(result);
        return result;
    },

    end(result, t) {
        result.passed = true;
        result.message = "";
        this.cleanUp(result, t);
    },

    fail(result, error, t) {
        result.passed = false;
        result.message = String(error) + (error && error.stack ? "\n" + error.stack : "");
        this.cleanUp(result, t);
    },

    cleanUp(result, t) {
        for (const action of t.cleanups.splice(0)) {
            try {
                action();
            } catch (error) {
                this.fail(result, error, t);
            }
        }
    },
};

class TestCase {
    cleanups = [];

    add_cleanup(action) {
        this.cleanups.push(action);
    }

    unreached_func(description) {
        return () => assert_unreached(description);
    }
}

class AssertionError extends Error {}

AssertionError.prototype.name = "AssertionError";

function test(body, name) {
    const result = harness.begin(name);
    const t = new TestCase();
    try {
        body.call(t, t);
        harness.end(result, t);
    } catch (error) {
        harness.fail(result, error, t);
    }
}

function promise_test(body, name) {
    const result = harness.begin(name);
    const t = new TestCase();
    harness.queue = harness.queue
        .then(() => body.call(t, t))
        .then(() => harness.end(result, t), (error) => harness.fail(result, error, t));
}

// A setup that fails is a failed test of its own.
function setup(body) {
    try {
        body();
    } catch (error) {
        harness.fail(harness.begin("setup"), error, new TestCase());
    }
}

function format_value(value) {
    switch (typeof value) {
        case "string":
            return JSON.stringify(value);
        case "bigint":
            return `${value}n`;
        case "number":
            return Object.is(value, -0) ? "-0" : String(value);
        case "object":
            return value === null ? "null" : `object ${Object.prototype.toString.call(value)}`;
        case "function":
            return `function ${value.name}`;
        default:
            return String(value);
    }
}

function assert(condition, message, description) {
    if (!condition) {
        throw new AssertionError(description === undefined ? message : `${description}: ${message}`);
    }
}

function assert_true(actual, description) {
    assert(actual === true, `expected true, got ${format_value(actual)}`, description);
}

function assert_false(actual, description) {
    assert(actual === false, `expected false, got ${format_value(actual)}`, description);
}

function assert_equals(actual, expected, description) {
    assert(Object.is(actual, expected), `expected ${format_value(expected)}, got ${format_value(actual)}`, description);
}

function assert_not_equals(actual, unexpected, description) {
    assert(!Object.is(actual, unexpected), `got ${format_value(actual)}`, description);
}

function assert_array_equals(actual, expected, description) {
    assert(typeof actual === "object" && actual !== null, `expected an array, got ${format_value(actual)}`, description);
    assert_equals(actual.length, expected.length, `${description ?? "array"}, length`);
    for (let i = 0; i < expected.length; i++) {
        assert_equals(actual[i], expected[i], `${description ?? "array"}, element ${i}`);
    }
}

function assert_class_string(object, name, description) {
    assert_equals(Object.prototype.toString.call(object), `[object ${name}]`, description);
}

function assert_own_property(object, name, description) {
    assert(Object.hasOwn(object, name), `expected the own property ${String(name)}`, description);
}

function assert_not_own_property(object, name, description) {
    assert(!Object.hasOwn(object, name), `unexpected own property ${String(name)}`, description);
}

function assert_unreached(description) {
    assert(false, "this must not be reached", description);
}

// Runs the body; the exception it throws, in an array that is empty when it throws none.
function thrown_by(body) {
    try {
        body();
    } catch (error) {
        return [error];
    }
    return [];
}

function check_error(error, constructor, description) {
    assert(
        typeof error === "object" && error !== null && error.constructor === constructor && error.name === constructor.name,
        `expected a ${constructor.name}, got ${format_value(error)} ${String(error)}`,
        description,
    );
}

function assert_throws_js(constructor, body, description) {
    const thrown = thrown_by(body);
    assert(thrown.length === 1, `expected a ${constructor.name}, but nothing was thrown`, description);
    check_error(thrown[0], constructor, description);
}

function assert_throws_exactly(expected, body, description) {
    const thrown = thrown_by(body);
    assert(thrown.length === 1, `expected ${format_value(expected)}, but nothing was thrown`, description);
    assert_equals(thrown[0], expected, description);
}

// The older form, with an error of the right class instead of the class.
function assert_throws(expected, body, description) {
    assert_throws_js(expected.constructor, body, description);
}

function rejection_of(promise, what, description) {
    return promise.then(
        () => assert(false, `expected ${what}, but the promise was fulfilled`, description),
        (error) => error,
    );
}

function promise_rejects_js(t, constructor, promise, description) {
    return rejection_of(promise, `a ${constructor.name}`, description).then((error) =>
        check_error(error, constructor, description),
    );
}

function promise_rejects(t, expected, promise, description) {
    return promise_rejects_js(t, expected.constructor, promise, description);
}

function done() {}

harness;
