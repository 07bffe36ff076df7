// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import java.lang.management.ManagementFactory;
import java.util.List;
import jdk.internal.vm.vector.VectorSupport;
import org.trifola.wasm.numeric.V128;

/**
 * Vectors as objects that HotSpot's last tier replaces by registers.
 *
 * <p>It does so for any subclass of {@link VectorSupport.VectorPayload} that says by {@code ETYPE} and {@code VLENGTH} what its
 * payload is. Those of the Vector API will not do, since generated code can not name them, and their operators, which the
 * interpreter calls, are slow there. Specification: 4.3.5 "Vector Operations".
 */
public final class VectorObjects {
    /** The package of what the compiler knows. */
    static final String PACKAGE = "jdk.internal.vm.vector";

    /** The system property that, set to {@code false}, makes the engine do without vectors that are objects. */
    private static final String PROPERTY = "trifola.wasm.vectorApi";

    /** Whether objects are used from the first call on; for tests. */
    private static final boolean ARE_USED_AT_ONCE = "always".equals(System.getProperty(PROPERTY));

    /** In functions with fewer vector instructions they are no objects. */
    static final int MIN_OPERATORS = ARE_USED_AT_ONCE ? 1 : 8;

    /** How many vector instructions a loop executes before it may change over to objects. */
    private static final int HOT_LOOP = 30_000_000;

    /** How many vector instructions there are in the calls of a function before it may. */
    private static final int HOT_CALLS = 3_000_000;

    /** How often the method of a loop is asked each time whether it is compiled. */
    static final int QUESTIONS = 25;

    /** But not after so many times: HotSpot may be unable to compile it. */
    static final int MAX_ASKED = 1_000;

    /** After so many times it is known to HotSpot's first tier, and is executed all the same, */
    private static final int UNTRIED = 16;

    /** but once its loop has run so often, not until it is compiled. */
    private static final int MAX_RUNS = 20_000;

    /** One in so many calls of a function that is not compiled is executed all the same, */
    private static final int TRIED_CALLS = 64;

    /** up to this one. */
    private static final int MAX_TRIED = 8 * TRIED_CALLS;

    private VectorObjects() {}

    /** How often a loop with so many vector instructions runs lane by lane. */
    static int hotLoop(int operators) {
        return ARE_USED_AT_ONCE ? 0 : HOT_LOOP / operators;
    }

    /** How often a function with so many vector instructions is called lane by lane. */
    static int hotCall(int operators) {
        return ARE_USED_AT_ONCE ? 0 : HOT_CALLS / operators;
    }

    /** Whether a loop that is not compiled is executed with objects, after some questions and some runs. */
    public static boolean isLoopTried(int asked, int runs) {
        return ARE_USED_AT_ONCE || asked > UNTRIED && runs < MAX_RUNS;
    }

    /** Whether a call of a function that is not compiled is executed with objects. */
    public static boolean isCallTried(int calls) {
        return ARE_USED_AT_ONCE || calls > 0 && calls <= MAX_TRIED && calls % TRIED_CALLS == 0;
    }

    /** A vector or a mask whose bits can be read. */
    interface Bits {
        V128 bits();
    }

    /** Sixteen lanes of 8 bits. */
    public static final class Bytes extends VectorSupport.Vector<Byte> implements Bits {
        static final Class<Byte> ETYPE = byte.class;
        static final int VLENGTH = 16;

        Bytes(byte[] lanes) {
            super(lanes);
        }

        byte[] lanes() {
            return (byte[]) getPayload();
        }

        @Override
        public V128 bits() {
            return V128.of(lanes());
        }
    }

    /** Eight lanes of 16 bits. */
    public static final class Shorts extends VectorSupport.Vector<Short> implements Bits {
        static final Class<Short> ETYPE = short.class;
        static final int VLENGTH = 8;

        Shorts(short[] lanes) {
            super(lanes);
        }

        @Override
        public V128 bits() {
            short[] lanes = (short[]) getPayload();
            return new V128(join(lanes, 0), join(lanes, 4));
        }

        private static long join(short[] lanes, int first) {
            long bits = 0;
            for (int i = 3; i >= 0; i--) {
                bits = bits << Short.SIZE | lanes[first + i] & 0xFFFF;
            }
            return bits;
        }
    }

    /** Four lanes of 32 bits. */
    public static final class Ints extends VectorSupport.Vector<Integer> implements Bits {
        static final Class<Integer> ETYPE = int.class;
        static final int VLENGTH = 4;

        Ints(int[] lanes) {
            super(lanes);
        }

        int[] lanes() {
            return (int[]) getPayload();
        }

        @Override
        public V128 bits() {
            int[] lanes = lanes();
            return V128.of(lanes[0], lanes[1], lanes[2], lanes[3]);
        }
    }

    /** Two lanes of 64 bits. */
    public static final class Longs extends VectorSupport.Vector<Long> implements Bits {
        static final Class<Long> ETYPE = long.class;
        static final int VLENGTH = 2;

        Longs(long[] lanes) {
            super(lanes);
        }

        @Override
        public V128 bits() {
            long[] lanes = (long[]) getPayload();
            return new V128(lanes[0], lanes[1]);
        }
    }

    /** Four floating-point numbers of 32 bits. */
    public static final class Floats extends VectorSupport.Vector<Float> implements Bits {
        static final Class<Float> ETYPE = float.class;
        static final int VLENGTH = 4;

        Floats(float[] lanes) {
            super(lanes);
        }

        @Override
        public V128 bits() {
            float[] lanes = (float[]) getPayload();
            return Vectors.pack(lanes[0], lanes[1], lanes[2], lanes[3]);
        }
    }

    /** Two floating-point numbers of 64 bits. */
    public static final class Doubles extends VectorSupport.Vector<Double> implements Bits {
        static final Class<Double> ETYPE = double.class;
        static final int VLENGTH = 2;

        Doubles(double[] lanes) {
            super(lanes);
        }

        @Override
        public V128 bits() {
            double[] lanes = (double[]) getPayload();
            return Vectors.pack(lanes[0], lanes[1]);
        }
    }

    /** Which of sixteen lanes. */
    public static final class ByteMask extends VectorSupport.VectorMask<Byte> {
        static final Class<Byte> ETYPE = byte.class;
        static final int VLENGTH = 16;

        ByteMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Which of eight lanes. */
    public static final class ShortMask extends VectorSupport.VectorMask<Short> {
        static final Class<Short> ETYPE = short.class;
        static final int VLENGTH = 8;

        ShortMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Which of four lanes. */
    public static final class IntMask extends VectorSupport.VectorMask<Integer> {
        static final Class<Integer> ETYPE = int.class;
        static final int VLENGTH = 4;

        IntMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Which of two lanes. */
    public static final class LongMask extends VectorSupport.VectorMask<Long> {
        static final Class<Long> ETYPE = long.class;
        static final int VLENGTH = 2;

        LongMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Which of four floating-point numbers. */
    public static final class FloatMask extends VectorSupport.VectorMask<Float> {
        static final Class<Float> ETYPE = float.class;
        static final int VLENGTH = 4;

        FloatMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Which of two floating-point numbers. */
    public static final class DoubleMask extends VectorSupport.VectorMask<Double> {
        static final Class<Double> ETYPE = double.class;
        static final int VLENGTH = 2;

        DoubleMask(boolean[] lanes) {
            super(lanes);
        }

        boolean[] lanes() {
            return (boolean[]) getPayload();
        }
    }

    /** Where each of sixteen bytes comes from. */
    public static final class ByteShuffle extends VectorSupport.VectorShuffle<Byte> {
        static final Class<Byte> ETYPE = byte.class;
        static final int VLENGTH = 16;

        ByteShuffle(byte[] sources) {
            super(sources);
        }

        byte[] sources() {
            return (byte[]) getPayload();
        }
    }

    /** Whether the classes of a loader may have such vectors; {@link #areHeldInRegisters} says whether that is of use. */
    static boolean areAccessible(ClassLoader loader) {
        Module base = Object.class.getModule();
        return !System.getProperty(PROPERTY, "true").equals("false")
                && base.isExported(PACKAGE, VectorObjects.class.getModule())
                && base.isExported(PACKAGE, loader.getUnnamedModule())
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /** Whether HotSpot keeps such vectors in registers. */
    static boolean areHeldInRegisters() {
        return LastTier.HOLDS_VECTORS;
    }

    /** Asked when a function with vectors turns up: to ask for the arguments of the virtual machine takes milliseconds. */
    private static final class LastTier {
        static final boolean HOLDS_VECTORS = isC2() && VectorSupport.getMaxLaneCount(byte.class) >= Bytes.VLENGTH;

        private LastTier() {}

        private static boolean isC2() {
            List<String> arguments = ManagementFactory.getRuntimeMXBean().getInputArguments();
            return !System.getProperty("java.vendor.version", "").contains("GraalVM")
                    && !arguments.contains("-XX:+UseJVMCICompiler")
                    && !arguments.contains("-XX:TieredStopAtLevel=1")
                    && !arguments.contains("-Xint");
        }
    }
}
