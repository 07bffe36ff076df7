// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The functions of {@code kernels.wat}, called from Java. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
    private static final int COUNT = 100_000;

    private final Context context = Context.create("wasm");
    private final Value module = context.eval(kernels());
    private final Value exports = exports();

    private static Source kernels() {
        try (InputStream kernels = KernelBenchmark.class.getResourceAsStream("kernels.wasm")) {
            return Source.newBuilder("wasm", ByteSequence.create(kernels.readAllBytes()), "kernels")
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException("kernels.wasm cannot be read", e);
        }
    }

    private Value exports() {
        return module.newInstance().getMember("exports");
    }

    @TearDown
    public void close() {
        context.close();
    }

    @Benchmark
    public int calls() {
        return exports.invokeMember("calls", 25).asInt();
    }

    @Benchmark
    public int indirectCalls() {
        return exports.invokeMember("indirect_calls", COUNT).asInt();
    }

    @Benchmark
    public int loadsAndStores() {
        return exports.invokeMember("loads_and_stores", COUNT).asInt();
    }

    @Benchmark
    public int brTable() {
        return exports.invokeMember("br_table", COUNT).asInt();
    }

    /** Includes a new instance, because memory never shrinks. */
    @Benchmark
    public int memoryGrow() {
        return exports().invokeMember("memory_grow", 64).asInt();
    }
}
