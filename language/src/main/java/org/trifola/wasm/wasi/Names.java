// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import com.oracle.truffle.api.TruffleFile;
import java.io.IOException;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Changes what names in directories mean: makes, moves and removes directories, links and files. */
final class Names {
    private Names() {}

    static void createDirectory(Target target) throws IOException {
        if (target.isParent()) {
            throw Errno.EXIST.error();
        }
        target.parent().requireWritable();
        target.file().createDirectory();
    }

    static void removeDirectory(Target target) throws IOException {
        if (target.isParent()) {
            throw Errno.INVAL.error();
        }
        target.parent().requireWritable();
        if (!target.stat().isDirectory()) {
            throw Errno.NOTDIR.error();
        }
        target.file().delete();
    }

    static void unlinkFile(Target target) throws IOException {
        if (target.isParent()) {
            throw Errno.ISDIR.error();
        }
        target.parent().requireWritable();
        Filestat stat = target.stat();
        if (stat.isDirectory()) {
            throw Errno.ISDIR.error();
        }
        if (target.mustBeDirectory()) {
            throw Errno.NOTDIR.error();
        }
        target.file().delete();
    }

    static void rename(Target source, Target target) throws IOException {
        if (source.isParent() || target.isParent()) {
            throw Errno.BUSY.error();
        }
        source.parent().requireWritable();
        target.parent().requireWritable();
        Filestat from = source.stat();
        if (!from.isDirectory() && (source.mustBeDirectory() || target.mustBeDirectory())) {
            throw Errno.NOTDIR.error();
        }
        try {
            source.file().move(target.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (UnsupportedOperationException _) {
            // A file system of the embedder: replacing is the next best.
            checkReplaceable(from, target.statOrNull());
            source.file().move(target.file(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void checkReplaceable(Filestat from, @Nullable Filestat to) {
        if (to != null && from.isDirectory() != to.isDirectory()) {
            throw (to.isDirectory() ? Errno.ISDIR : Errno.NOTDIR).error();
        }
    }

    static void link(Target source, Target target) throws IOException {
        Filestat stat = source.stat();
        if (source.isParent() || stat.isDirectory()) {
            throw Errno.PERM.error();
        }
        if (stat.isSymbolicLink() && !source.parent().linksToLinks()) {
            throw Errno.NOTSUP.error();
        }
        if (source.mustBeDirectory()) {
            throw Errno.NOTDIR.error();
        }
        source.parent().requireWritable();
        checkIsFree(target);
        target.file().createLink(source.file());
    }

    static void symlink(HostFiles files, String content, Target target) throws IOException {
        if (content.startsWith("/")) {
            throw Errno.NOTCAPABLE.error();
        }
        if (content.isEmpty()) {
            throw Errno.NOENT.error();
        }
        if (content.indexOf('\0') >= 0) {
            throw Errno.INVAL.error();
        }
        checkIsFree(target);
        TruffleFile link = target.file();
        link.createSymbolicLink(files.file(content));
    }

    /** Refuses names that are taken, or that only a directory may have. */
    private static void checkIsFree(Target target) throws IOException {
        if (target.isParent()) {
            throw Errno.EXIST.error();
        }
        target.parent().requireWritable();
        if (target.mustBeDirectory()) {
            throw (target.statOrNull() == null ? Errno.NOENT : Errno.EXIST).error();
        }
    }

    /** The content of a symbolic link. */
    static String readlink(Target target) throws IOException {
        if (target.isParent() || !target.stat().isSymbolicLink()) {
            throw Errno.INVAL.error();
        }
        String content = target.file().readSymbolicLink().getPath();
        target.confirm();
        return content;
    }
}
