// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The error code for an exception of the host's files and streams.
 *
 * <p>Java has classes for some errors only; the others are told apart by the system's message that the exception carries.
 */
final class HostErrors {
    private static final Map<String, Errno> BY_MESSAGE = Map.ofEntries(
            Map.entry("Argument list too long", Errno.TOOBIG),
            Map.entry("Bad file descriptor", Errno.BADF),
            Map.entry("Broken pipe", Errno.PIPE),
            Map.entry("Connection reset", Errno.CONNRESET),
            Map.entry("Connection reset by peer", Errno.CONNRESET),
            Map.entry("Device or resource busy", Errno.BUSY),
            Map.entry("Directory not empty", Errno.NOTEMPTY),
            Map.entry("Disk quota exceeded", Errno.DQUOT),
            Map.entry("File exists", Errno.EXIST),
            Map.entry("File name too long", Errno.NAMETOOLONG),
            Map.entry("File too large", Errno.FBIG),
            Map.entry("Illegal seek", Errno.SPIPE),
            Map.entry("Invalid argument", Errno.INVAL),
            Map.entry("Invalid cross-device link", Errno.XDEV),
            Map.entry("Is a directory", Errno.ISDIR),
            Map.entry("No space left on device", Errno.NOSPC),
            Map.entry("No such device or address", Errno.NXIO),
            Map.entry("No such file or directory", Errno.NOENT),
            Map.entry("Not a directory", Errno.NOTDIR),
            Map.entry("Operation not permitted", Errno.PERM),
            Map.entry("Operation not supported", Errno.NOTSUP),
            Map.entry("Permission denied", Errno.ACCES),
            Map.entry("Read-only file system", Errno.ROFS),
            Map.entry("Stale file handle", Errno.STALE),
            Map.entry("Text file busy", Errno.TXTBSY),
            Map.entry("Too many levels of symbolic links", Errno.LOOP),
            Map.entry("Too many links", Errno.MLINK),
            Map.entry("Too many open files", Errno.MFILE),
            Map.entry("Too many open files in system", Errno.NFILE));

    private HostErrors() {}

    /** The code for a failed operation. */
    static Errno errno(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> Errno.NOENT;
            case FileAlreadyExistsException _ -> Errno.EXIST;
            case AccessDeniedException _ -> Errno.ACCES;
            case DirectoryNotEmptyException _ -> Errno.NOTEMPTY;
            case NotDirectoryException _ -> Errno.NOTDIR;
            case FileSystemLoopException _ -> Errno.LOOP;
            case NotLinkException _ -> Errno.INVAL;
            case AtomicMoveNotSupportedException _ -> Errno.XDEV;
            case ClosedChannelException _ -> Errno.BADF;
            case FileSystemException withReason -> byMessage(withReason.getReason());
            default -> byMessage(e.getMessage());
        };
    }

    /** The code for an unchecked exception that a file system throws instead of an {@link IOException}; null for others. */
    static @Nullable Errno errno(RuntimeException e) {
        return switch (e) {
            case SecurityException _ -> Errno.ACCES;
            case InvalidPathException _ -> Errno.ILSEQ;
            case ReadOnlyFileSystemException _ -> Errno.ROFS;
            case UnsupportedOperationException _ -> Errno.NOTSUP;
            case NonReadableChannelException _, NonWritableChannelException _ -> Errno.BADF;
            default -> null;
        };
    }

    private static Errno byMessage(@Nullable String message) {
        if (message == null) {
            return Errno.IO;
        }
        Errno known = BY_MESSAGE.get(message);
        if (known != null) {
            return known;
        }
        // Java appends an explanation to the message of this one.
        return message.startsWith("Too many levels of symbolic links") ? Errno.LOOP : Errno.IO;
    }
}
