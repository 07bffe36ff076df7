// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.graalvm.polyglot.io.FileSystem;

/** A file system of an embedder that is only in memory: directories, files and symbolic links, without Unix attributes. */
final class MemoryFileSystem implements FileSystem {
    private final Directory root = new Directory();

    /** Something with a name. */
    private abstract static class Node {
        private FileTime modified = FileTime.fromMillis(1_000_000);
    }

    private static final class Directory extends Node {
        private final Map<String, Node> entries = new TreeMap<>();
    }

    private static final class Link extends Node {
        private final Path target;

        Link(Path target) {
            this.target = target;
        }
    }

    private static final class File extends Node {
        private byte[] bytes = new byte[0];
    }

    /** Makes a directory. */
    MemoryFileSystem directory(String path) throws IOException {
        createDirectory(Path.of(path));
        return this;
    }

    /** Makes a file. */
    MemoryFileSystem file(String path, String content) throws IOException {
        try (SeekableByteChannel channel =
                newByteChannel(Path.of(path), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    /** Makes a symbolic link. */
    MemoryFileSystem link(String path, String target) throws IOException {
        createSymbolicLink(Path.of(path), Path.of(target));
        return this;
    }

    /** The content of a file. */
    String read(String path) throws IOException {
        return new String(((File) find(Path.of(path), true)).bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Path parsePath(URI uri) {
        return Path.of(uri);
    }

    @Override
    public Path parsePath(String path) {
        return Path.of(path);
    }

    @Override
    public Path toAbsolutePath(Path path) {
        return Path.of("/").resolve(path).normalize();
    }

    @Override
    public Path toRealPath(Path path, LinkOption... options) throws IOException {
        List<String> names = new ArrayList<>();
        walk(toAbsolutePath(path), true, names, 0);
        return Path.of("/" + String.join("/", names));
    }

    private Node find(Path path, boolean follow) throws IOException {
        return walk(toAbsolutePath(path), follow, new ArrayList<>(), 0);
    }

    private Node walk(Path path, boolean follow, List<String> names, int links) throws IOException {
        Node node = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            String name = path.getName(i).toString();
            Node next = entries(node, path).get(name);
            if (next == null) {
                throw new NoSuchFileException(path.toString());
            }
            if (next instanceof Link link && (follow || i < path.getNameCount() - 1)) {
                if (links > 10) {
                    throw new IOException("Too many levels of symbolic links");
                }
                Path rest = i == path.getNameCount() - 1 ? Path.of("") : path.subpath(i + 1, path.getNameCount());
                Path base = Path.of("/" + String.join("/", names));
                names.clear();
                return walk(base.resolve(link.target).resolve(rest).normalize(), follow, names, links + 1);
            }
            names.add(name);
            node = next;
        }
        return node;
    }

    private static Map<String, Node> entries(Node node, Path path) throws NotDirectoryException {
        if (node instanceof Directory directory) {
            return directory.entries;
        }
        throw new NotDirectoryException(path.toString());
    }

    private Map<String, Node> parentEntries(Path path) throws IOException {
        Path parent = Objects.requireNonNull(toAbsolutePath(path).getParent(), "the root has no name");
        return entries(find(parent, true), parent);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private void add(Path path, Node node) throws IOException {
        if (parentEntries(path).putIfAbsent(name(path), node) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    @Override
    public void checkAccess(Path path, Set<? extends AccessMode> modes, LinkOption... linkOptions) throws IOException {
        find(path, linkOptions.length == 0);
    }

    @Override
    public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
        add(dir, new Directory());
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs) throws IOException {
        add(link, new Link(target));
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        if (find(link, false) instanceof Link found) {
            return found.target;
        }
        throw new NotLinkException(link.toString());
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        add(link, find(existing, false));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (find(path, false) instanceof Directory directory && !directory.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        parentEntries(path).remove(name(path));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        if (Arrays.asList(options).contains(StandardCopyOption.ATOMIC_MOVE)) {
            throw new UnsupportedOperationException("moves are not atomic");
        }
        Node node = find(source, false);
        if (parentEntries(target).get(name(target)) instanceof Directory directory && !directory.entries.isEmpty()) {
            throw new DirectoryNotEmptyException(target.toString());
        }
        parentEntries(source).remove(name(source));
        parentEntries(target).put(name(target), node);
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs)
            throws IOException {
        if (options.contains(LinkOption.NOFOLLOW_LINKS)) {
            throw new UnsupportedOperationException("links are always followed");
        }
        if (options.contains(StandardOpenOption.CREATE_NEW)) {
            add(path, new File());
        }
        if (find(path, true) instanceof File file) {
            return new Channel(file);
        }
        throw new IOException("Is a directory");
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path dir, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> paths = entries(find(dir, true), dir).keySet().stream()
                .map(dir::resolve)
                .toList();
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return paths.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        if (attributes.startsWith("unix:")) {
            throw new UnsupportedOperationException("there are no Unix attributes");
        }
        Node node = find(path, options.length == 0);
        Map<String, Object> result = new HashMap<>();
        result.put("isRegularFile", node instanceof File);
        result.put("isDirectory", node instanceof Directory);
        result.put("isSymbolicLink", node instanceof Link);
        result.put("isOther", false);
        result.put("size", node instanceof File file ? (long) file.bytes.length : 0L);
        result.put("lastModifiedTime", node.modified);
        result.put("lastAccessTime", node.modified);
        result.put("creationTime", node.modified);
        return result;
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        find(path, options.length == 0).modified = (FileTime) value;
    }

    private static final class Channel implements SeekableByteChannel {
        private final File file;
        private int position;
        private boolean open = true;

        Channel(File file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer dst) {
            if (position >= file.bytes.length) {
                return -1;
            }
            int count = Math.min(dst.remaining(), file.bytes.length - position);
            dst.put(file.bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public int write(ByteBuffer src) {
            int count = src.remaining();
            if (position + count > file.bytes.length) {
                file.bytes = Arrays.copyOf(file.bytes, position + count);
            }
            src.get(file.bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            position = Math.toIntExact(newPosition);
            return this;
        }

        @Override
        public long size() {
            return file.bytes.length;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            file.bytes = Arrays.copyOf(file.bytes, (int) Math.min(size, file.bytes.length));
            return this;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
