// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** A descriptor of an open file. */
final class FileDescriptor extends Descriptor {
    private final OpenHandles handles;
    private final Directory directory;
    private final String name;
    private final SeekableByteChannel channel;
    private final Filestat opened;

    /**
     * A descriptor.
     *
     * @param directory where the file was found, to be released by this descriptor
     * @param name under which name the file was found
     * @param channel the open file, to be closed by this descriptor
     * @param opened the attributes of the file when it was opened
     */
    FileDescriptor(
            OpenHandles handles,
            Directory directory,
            String name,
            SeekableByteChannel channel,
            Filestat opened,
            long rights,
            long inheritingRights) {
        super(opened.type(), rights, inheritingRights);
        this.handles = handles;
        this.directory = directory;
        this.name = name;
        this.channel = channel;
        this.opened = opened;
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
    synchronized Filestat stat() throws IOException {
        Filestat named = statUnderName();
        if (named != null) {
            return named;
        }
        TruffleFile handle = handles.find(opened.key(), channel);
        return handle != null ? Filestat.ofTarget(handle) : opened.withoutName(channel.size());
    }

    @Override
    synchronized void setTimes(FileTimes times) throws IOException {
        directory.requireWritable();
        if (statUnderName() != null) {
            times.set(directory.child(name));
            return;
        }
        TruffleFile handle = handles.find(opened.key(), channel);
        if (handle == null) {
            throw Errno.NOTSUP.error();
        }
        times.setOfTarget(handle);
    }

    @Override
    synchronized Readiness readiness(boolean toWrite) throws IOException {
        return toWrite ? Readiness.ALWAYS : new Readiness(Math.max(0, channel.size() - channel.position()), false);
    }

    /** The attributes of the file under the name it had; null when it has been renamed or deleted since. */
    private @Nullable Filestat statUnderName() throws IOException {
        directory.check();
        Filestat named = PathWalk.statOrNull(directory, name);
        return named != null && named.key().equals(opened.key()) ? named : null;
    }

    @Override
    synchronized void close() throws IOException {
        directory.release();
        channel.close();
    }
}
