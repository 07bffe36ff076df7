// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.kernels;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntBinaryOperator;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
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

/** Calls between Java and the functions of {@code border.wat}, and copies of its memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class BorderBenchmark {
    private static final int CALLS = 10_000;
    private static final int MEBIBYTE = 1 << 20;

    private final Context context =
            Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();
    private final Value exports = exports();
    private final Value add = exports.getMember("add");
    private final Value hostCalls = exports.getMember("host_calls");
    private final Value memory = exports.getMember("memory");
    private final ByteBuffer view =
            context.getBindings("wasm").invokeMember("byteBuffer", memory).asHostObject();
    private final byte[] bytes = new byte[MEBIBYTE];
    private final byte[] otherBytes = new byte[MEBIBYTE];
    private int count;

    private Value exports() {
        IntBinaryOperator sum = Integer::sum;
        try (InputStream module = BorderBenchmark.class.getResourceAsStream("border.wasm")) {
            return context.eval(Source.newBuilder("wasm", ByteSequence.create(module.readAllBytes()), "border")
                            .build())
                    .newInstance(Map.of("host", Map.of("add", sum)))
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

    /** From WebAssembly to Java and back. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int hostCall() {
        return hostCalls.execute(CALLS).asInt();
    }

    @Benchmark
    public byte[] readMebibyte() {
        memory.readBuffer(0, bytes, 0, MEBIBYTE);
        return bytes;
    }

    @Benchmark
    public ByteBuffer writeMebibyte() {
        return view.put(0, bytes);
    }

    /** What the machine can do. */
    @Benchmark
    public byte[] copyMebibyteInJava() {
        System.arraycopy(bytes, 0, otherBytes, 0, MEBIBYTE);
        return otherBytes;
    }
}
