// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.trifola.wasm.syntax.NumType.I32;
import static org.trifola.wasm.syntax.NumType.I64;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.wasi.Descriptor.Whence;

/** What is done with open descriptors. */
final class FdFunctions {
    private static final int FDSTAT_SIZE = 24;
    private static final int ADVICE_COUNT = 6;
    private static final int PREOPEN_DIRECTORY = 0;

    private static final Whence[] PREVIEW1_WHENCES = {Whence.SET, Whence.CUR, Whence.END};
    private static final Whence[] UNSTABLE_WHENCES = {Whence.CUR, Whence.END, Whence.SET};

    private FdFunctions() {}

    static @Nullable WasiFunction find(String name) {
        return switch (name) {
            case "fd_advise" -> WasiFunction.of(FdFunctions::advise, I32, I64, I64, I32);
            case "fd_allocate" -> WasiFunction.of(FdFunctions::allocate, I32, I64, I64);
            case "fd_close" -> WasiFunction.of(FdFunctions::close, I32);
            case "fd_datasync" -> WasiFunction.of(FdFunctions::datasync, I32);
            case "fd_fdstat_get" -> WasiFunction.of(FdFunctions::fdstatGet, I32, I32);
            case "fd_fdstat_set_flags" -> WasiFunction.of(FdFunctions::fdstatSetFlags, I32, I32);
            case "fd_fdstat_set_rights" -> WasiFunction.of(FdFunctions::fdstatSetRights, I32, I64, I64);
            case "fd_filestat_get" -> WasiFunction.of(FdFunctions::filestatGet, I32, I32);
            case "fd_filestat_set_size" -> WasiFunction.of(FdFunctions::filestatSetSize, I32, I64);
            case "fd_filestat_set_times" -> WasiFunction.of(FdFunctions::filestatSetTimes, I32, I64, I64, I32);
            case "fd_pread" -> WasiFunction.of(FdFunctions::pread, I32, I32, I32, I64, I32);
            case "fd_prestat_dir_name" -> WasiFunction.of(FdFunctions::prestatDirName, I32, I32, I32);
            case "fd_prestat_get" -> WasiFunction.of(FdFunctions::prestatGet, I32, I32);
            case "fd_pwrite" -> WasiFunction.of(FdFunctions::pwrite, I32, I32, I32, I64, I32);
            case "fd_read" -> WasiFunction.of(FdFunctions::read, I32, I32, I32, I32);
            case "fd_readdir" -> WasiFunction.of(FdFunctions::readdir, I32, I32, I32, I64, I32);
            case "fd_renumber" -> WasiFunction.of(FdFunctions::renumber, I32, I32);
            case "fd_seek" -> WasiFunction.of(FdFunctions::seek, I32, I64, I32, I32);
            case "fd_sync" -> WasiFunction.of(FdFunctions::sync, I32);
            case "fd_tell" -> WasiFunction.of(FdFunctions::tell, I32, I32);
            case "fd_write" -> WasiFunction.of(FdFunctions::write, I32, I32, I32, I32);
            default -> null;
        };
    }

    private static void advise(Wasi wasi, Arguments args) {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_ADVISE);
        if (args.i32(3) < 0 || args.i32(3) >= ADVICE_COUNT || args.i64(1) < 0 || args.i64(2) < 0) {
            throw Errno.INVAL.error();
        }
        descriptor.advise();
    }

    private static void allocate(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().get(args.i32(0), Rights.FD_ALLOCATE).allocate(args.i64(1), args.i64(2));
    }

    private static void close(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().close(args.i32(0));
    }

    private static void renumber(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().renumber(args.i32(0), args.i32(1));
    }

    private static void datasync(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().get(args.i32(0), Rights.FD_DATASYNC).sync();
    }

    private static void sync(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().get(args.i32(0), Rights.FD_SYNC).sync();
    }

    private static void fdstatGet(Wasi wasi, Arguments args) {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0));
        GuestMemory memory = wasi.memory();
        int pointer = args.i32(1);
        memory.address(pointer, FDSTAT_SIZE);
        memory.putLong(pointer, 0);
        memory.putByte(pointer, descriptor.type().code());
        memory.putShort(pointer + 2, (short) descriptor.flags());
        memory.putLong(pointer + 8, descriptor.rights());
        memory.putLong(pointer + 16, descriptor.inheritingRights());
    }

    private static void fdstatSetFlags(Wasi wasi, Arguments args) {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_FDSTAT_SET_FLAGS);
        int flags = FdFlags.check(args.i32(1));
        if ((flags & ~descriptor.flags() & FdFlags.ANY_SYNC) != 0) {
            // Files can only be opened to be written synchronously.
            throw Errno.NOTSUP.error();
        }
        descriptor.setFlags(flags);
    }

    private static void fdstatSetRights(Wasi wasi, Arguments args) {
        wasi.descriptors().get(args.i32(0)).restrictRights(args.i64(1), args.i64(2));
    }

    private static void filestatGet(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_FILESTAT_GET);
        descriptor.stat().write(wasi.memory(), args.i32(1), args.abi());
    }

    private static void filestatSetSize(Wasi wasi, Arguments args) throws IOException {
        wasi.descriptors().get(args.i32(0), Rights.FD_FILESTAT_SET_SIZE).setSize(args.i64(1));
    }

    private static void filestatSetTimes(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_FILESTAT_SET_TIMES);
        descriptor.setTimes(FileTimes.of(args.i64(1), args.i64(2), args.i32(3)));
    }

    private static void read(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_READ);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(3), Integer.BYTES);
        long count = descriptor.read(wasi, IoVectors.read(memory, args.i32(1), args.i32(2)));
        memory.putInt(args.i32(3), (int) count);
    }

    private static void write(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_WRITE);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(3), Integer.BYTES);
        long count = descriptor.write(wasi, IoVectors.read(memory, args.i32(1), args.i32(2)));
        memory.putInt(args.i32(3), (int) count);
    }

    private static void pread(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_READ | Rights.FD_SEEK);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(4), Integer.BYTES);
        long count = descriptor.readAt(wasi, IoVectors.read(memory, args.i32(1), args.i32(2)), args.i64(3));
        memory.putInt(args.i32(4), (int) count);
    }

    private static void pwrite(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_WRITE | Rights.FD_SEEK);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(4), Integer.BYTES);
        long count = descriptor.writeAt(wasi, IoVectors.read(memory, args.i32(1), args.i32(2)), args.i64(3));
        memory.putInt(args.i32(4), (int) count);
    }

    private static void seek(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0));
        Whence[] whences = args.abi() == Abi.UNSTABLE ? UNSTABLE_WHENCES : PREVIEW1_WHENCES;
        if (args.i32(2) < 0 || args.i32(2) >= whences.length) {
            throw Errno.INVAL.error();
        }
        Whence whence = whences[args.i32(2)];
        long delta = args.i64(1);
        boolean onlyTells = delta == 0 && whence == Whence.CUR && Rights.has(descriptor.rights(), Rights.FD_TELL);
        descriptor.require(onlyTells ? Rights.FD_TELL : Rights.FD_SEEK);
        wasi.memory().address(args.i32(3), Long.BYTES);
        wasi.memory().putLong(args.i32(3), descriptor.seek(delta, whence));
    }

    private static void tell(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0));
        boolean maySeek = Rights.has(descriptor.rights(), Rights.FD_SEEK);
        descriptor.require(maySeek ? Rights.FD_SEEK : Rights.FD_TELL);
        wasi.memory().putLong(args.i32(1), descriptor.seek(0, Whence.CUR));
    }

    private static void readdir(Wasi wasi, Arguments args) throws IOException {
        Descriptor descriptor = wasi.descriptors().get(args.i32(0), Rights.FD_READDIR);
        GuestMemory memory = wasi.memory();
        memory.address(args.i32(4), Integer.BYTES);
        int used = descriptor.list(memory, args.i32(1), Integer.toUnsignedLong(args.i32(2)), args.i64(3));
        memory.putInt(args.i32(4), used);
    }

    private static void prestatGet(Wasi wasi, Arguments args) {
        int length = preopenName(wasi, args.i32(0)).length;
        wasi.memory().address(args.i32(1), 2 * Integer.BYTES);
        wasi.memory().putInt(args.i32(1), PREOPEN_DIRECTORY);
        wasi.memory().putInt(args.i32(1) + Integer.BYTES, length);
    }

    private static void prestatDirName(Wasi wasi, Arguments args) {
        byte[] name = preopenName(wasi, args.i32(0));
        if (Integer.compareUnsigned(args.i32(2), name.length) < 0) {
            throw Errno.NAMETOOLONG.error();
        }
        wasi.memory().putBytes(args.i32(1), name, 0, name.length);
    }

    private static byte[] preopenName(Wasi wasi, int fd) {
        if (wasi.descriptors().get(fd) instanceof DirectoryDescriptor directory && directory.preopenName() != null) {
            return directory.preopenName().getBytes(StandardCharsets.UTF_8);
        }
        throw Errno.BADF.error();
    }
}
