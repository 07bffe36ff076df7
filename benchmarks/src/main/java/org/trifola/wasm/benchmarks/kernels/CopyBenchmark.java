// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Copies between an array of Java and a memory, in all ways that there are, beside what the machine can do. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CopyBenchmark {
    @Param({"1024", "1048576"})
    int size;

    private final Context context =
            Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();
    private final Value memory = BorderBenchmark.exports(context).getMember("memory");
    private final ByteBuffer view =
            context.getBindings("wasm").invokeMember("byteBuffer", memory).asHostObject();
    private final Arena arena = Arena.ofConfined();
    private byte[] bytes = {};
    private byte[] otherBytes = {};
    private MemorySegment segment = MemorySegment.NULL;

    @Setup
    public void allocate() {
        bytes = new byte[size];
        otherBytes = new byte[size];
        segment = arena.allocate(size);
    }

    @TearDown
    public void close() {
        context.close();
        arena.close();
    }

    @Benchmark
    public byte[] readBuffer() {
        memory.readBuffer(0, bytes, 0, size);
        return bytes;
    }

    @Benchmark
    public Value write() {
        return memory.invokeMember("write", 0, bytes);
    }

    @Benchmark
    public ByteBuffer viewGet() {
        return view.get(0, bytes);
    }

    @Benchmark
    public ByteBuffer viewPut() {
        return view.put(0, bytes);
    }

    /** What the machine can do from array to array. */
    @Benchmark
    public byte[] arraycopy() {
        System.arraycopy(bytes, 0, otherBytes, 0, size);
        return otherBytes;
    }

    /** What the machine can do from native memory to an array. */
    @Benchmark
    public byte[] segmentToArray() {
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 0, bytes, 0, size);
        return bytes;
    }

    /** What the machine can do from an array to native memory. */
    @Benchmark
    public MemorySegment arrayToSegment() {
        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, 0, size);
        return segment;
    }
}
