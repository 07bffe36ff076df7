// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A descriptor of an open file. */
final class FileDescriptor extends Descriptor {
    private final TruffleFile file;
    private final SeekableByteChannel channel;

    FileDescriptor(TruffleFile file, FileType type, SeekableByteChannel channel, long rights, long inheritingRights) {
        super(type, rights, inheritingRights);
        this.file = file;
        this.channel = channel;
    }

    @Override
    synchronized long read(Wasi wasi, IoVectors vectors) throws IOException {
        TransferBuffer buffer = wasi.borrowBuffer();
        try {
            return buffer.read(channel, vectors);
        } finally {
            wasi.release(buffer);
        }
    }

    @Override
    synchronized long write(Wasi wasi, IoVectors vectors) throws IOException {
        if (hasFlag(FdFlags.APPEND)) {
            channel.position(channel.size());
        }
        TransferBuffer buffer = wasi.borrowBuffer();
        try {
            return buffer.write(channel, vectors);
        } finally {
            wasi.release(buffer);
        }
    }

    @Override
    synchronized long readAt(Wasi wasi, IoVectors vectors, long offset) throws IOException {
        long before = channel.position();
        channel.position(checkOffset(offset));
        try {
            return read(wasi, vectors);
        } finally {
            channel.position(before);
        }
    }

    @Override
    synchronized long writeAt(Wasi wasi, IoVectors vectors, long offset) throws IOException {
        long before = channel.position();
        channel.position(checkOffset(offset));
        try {
            return write(wasi, vectors);
        } finally {
            channel.position(before);
        }
    }

    private static long checkOffset(long offset) {
        if (offset < 0) {
            throw Errno.INVAL.error();
        }
        return offset;
    }

    @Override
    synchronized long seek(long delta, Whence whence) throws IOException {
        long base = switch (whence) {
            case SET -> 0;
            case CUR -> channel.position();
            case END -> channel.size();
        };
        long target = base + delta;
        if (target < 0) {
            throw (delta < 0 ? Errno.INVAL : Errno.OVERFLOW).error();
        }
        if (target != base || whence != Whence.CUR) {
            channel.position(target);
        }
        return target;
    }

    @Override
    synchronized void allocate(long offset, long length) throws IOException {
        if (offset < 0 || length <= 0) {
            throw Errno.INVAL.error();
        }
        if (offset + length < 0) {
            throw Errno.FBIG.error();
        }
        extendTo(offset + length);
    }

    @Override
    synchronized void setSize(long size) throws IOException {
        if (size < 0) {
            throw Errno.INVAL.error();
        }
        long before = channel.position();
        if (size < channel.size()) {
            channel.truncate(size);
        } else {
            extendTo(size);
        }
        channel.position(before);
    }

    /** A channel has no way to grow a file but to write its last byte. */
    private void extendTo(long size) throws IOException {
        if (size > channel.size()) {
            long before = channel.position();
            channel.position(size - 1);
            channel.write(ByteBuffer.allocate(1));
            channel.position(before);
        }
    }

    @Override
    void sync() {
        // Channels of the file API can not be forced to disk; what they wrote is with the operating system.
    }

    @Override
    void setTimes(FileTimes times) throws IOException {
        times.set(file);
    }

    @Override
    Filestat stat() throws IOException {
        return Filestat.of(file);
    }

    @Override
    synchronized void close() throws IOException {
        channel.close();
    }
}
