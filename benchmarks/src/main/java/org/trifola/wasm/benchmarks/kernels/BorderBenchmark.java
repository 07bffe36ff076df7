// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Calls between Java and the functions of {@code border.wat}; on whatever engine has the language {@code wasm}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class BorderBenchmark {
    private static final int CALLS = 10_000;

    private final Context context =
            Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();
    private final Value exports = exports(context);
    private final Value add = exports.getMember("add");
    private final Value hostCalls = exports.getMember("host_calls");
    private final Value proxyCalls = exports.getMember("proxy_calls");
    private int count;

    /** The exports of an instance of {@code border.wat}. */
    static Value exports(Context context) {
        IntBinaryOperator sum = Integer::sum;
        ProxyExecutable proxySum = arguments -> arguments[0].asInt() + arguments[1].asInt();
        ProxyObject host = ProxyObject.fromMap(Map.of("add", sum, "proxy_add", proxySum));
        try (InputStream module = BorderBenchmark.class.getResourceAsStream("border.wasm")) {
            return context.eval(Source.newBuilder("wasm", ByteSequence.create(module.readAllBytes()), "border")
                            .build())
                    .newInstance(ProxyObject.fromMap(Map.of("host", host)))
                    .getMember("exports");
        } catch (IOException e) {
            throw new IllegalStateException("border.wasm cannot be read", e);
        }
    }

    @TearDown
    public void close() {
        context.close();
    }

    /** From Java to WebAssembly and back. */
    @Benchmark
    public int execute() {
        return add.execute(count++, 7).asInt();
    }

    /** From WebAssembly to a lambda expression of Java and back. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int hostCall() {
        return hostCalls.execute(CALLS).asInt();
    }

    /** From WebAssembly to a {@code ProxyExecutable} and back. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int proxyCall() {
        return proxyCalls.execute(CALLS).asInt();
    }
}
