// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes.memory;

import com.oracle.truffle.api.frame.VirtualFrame;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.ValueKind;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.RawMemory;

/**
 * Loads of numbers.
 *
 * <p>Specification: {@code exec-load-val}, {@code exec-load-pack}.
 */
public final class LoadNodes {
    private LoadNodes() {}

    private abstract static class Load extends ExpressionNode {
        @Child
        private MemoryAccess access;

        Load(ValueKind kind, MemoryAccess access) {
            super(kind);
            this.access = access;
        }

        final long address(VirtualFrame frame, Instance instance) {
            return access.address(frame, instance);
        }
    }

    /** {@code i32.load}. */
    public static final class I32Load extends Load {
        public I32Load(MemoryAccess access) {
            super(ValueKind.I32, access);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return RawMemory.getInt(address(frame, instance));
        }
    }

    /** {@code i64.load}. */
    public static final class I64Load extends Load {
        public I64Load(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getLong(address(frame, instance));
        }
    }

    /** {@code f32.load}. */
    public static final class F32Load extends Load {
        public F32Load(MemoryAccess access) {
            super(ValueKind.F32, access);
        }

        @Override
        public float executeF32(VirtualFrame frame, Instance instance) {
            return RawMemory.getFloat(address(frame, instance));
        }
    }

    /** {@code f64.load}. */
    public static final class F64Load extends Load {
        public F64Load(MemoryAccess access) {
            super(ValueKind.F64, access);
        }

        @Override
        public double executeF64(VirtualFrame frame, Instance instance) {
            return RawMemory.getDouble(address(frame, instance));
        }
    }

    /** {@code i32.load8_s}. */
    public static final class I32Load8S extends Load {
        public I32Load8S(MemoryAccess access) {
            super(ValueKind.I32, access);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return RawMemory.getByte(address(frame, instance));
        }
    }

    /** {@code i32.load8_u}. */
    public static final class I32Load8U extends Load {
        public I32Load8U(MemoryAccess access) {
            super(ValueKind.I32, access);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return RawMemory.getByte(address(frame, instance)) & 0xFF;
        }
    }

    /** {@code i32.load16_s}. */
    public static final class I32Load16S extends Load {
        public I32Load16S(MemoryAccess access) {
            super(ValueKind.I32, access);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return RawMemory.getShort(address(frame, instance));
        }
    }

    /** {@code i32.load16_u}. */
    public static final class I32Load16U extends Load {
        public I32Load16U(MemoryAccess access) {
            super(ValueKind.I32, access);
        }

        @Override
        public int executeI32(VirtualFrame frame, Instance instance) {
            return RawMemory.getShort(address(frame, instance)) & 0xFFFF;
        }
    }

    /** {@code i64.load8_s}. */
    public static final class I64Load8S extends Load {
        public I64Load8S(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getByte(address(frame, instance));
        }
    }

    /** {@code i64.load8_u}. */
    public static final class I64Load8U extends Load {
        public I64Load8U(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getByte(address(frame, instance)) & 0xFF;
        }
    }

    /** {@code i64.load16_s}. */
    public static final class I64Load16S extends Load {
        public I64Load16S(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getShort(address(frame, instance));
        }
    }

    /** {@code i64.load16_u}. */
    public static final class I64Load16U extends Load {
        public I64Load16U(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getShort(address(frame, instance)) & 0xFFFF;
        }
    }

    /** {@code i64.load32_s}. */
    public static final class I64Load32S extends Load {
        public I64Load32S(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getInt(address(frame, instance));
        }
    }

    /** {@code i64.load32_u}. */
    public static final class I64Load32U extends Load {
        public I64Load32U(MemoryAccess access) {
            super(ValueKind.I64, access);
        }

        @Override
        public long executeI64(VirtualFrame frame, Instance instance) {
            return RawMemory.getInt(address(frame, instance)) & 0xFFFF_FFFFL;
        }
    }
}
