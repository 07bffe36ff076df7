// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.wasi.Guest.CREATE;
import static org.trifola.wasm.wasi.Guest.DIRECTORY;
import static org.trifola.wasm.wasi.Guest.FOLLOW;
import static org.trifola.wasm.wasi.Guest.ROOT;
import static org.trifola.wasm.wasi.Guest.TRUNCATE;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody who swaps a directory for a link to another one, and back, all the time opens no way out: what is used is what
 * was checked.
 */
class SandboxRaceTest {
    private static final long SECONDS = 3;

    /** How long to wait on a busy machine for what has to happen. */
    private static final long PATIENT_SECONDS = 60;

    @TempDir
    private Path temp;

    private Path inside;
    private Path outside;

    @BeforeEach
    void layOut() throws IOException {
        inside = Files.createDirectory(temp.resolve("inside"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        Files.createDirectory(outside.resolve("empty"));
        Files.createDirectories(inside.resolve("d"));
        Files.writeString(inside.resolve("d/file"), "inside");
    }

    /** Swaps the directory {@code d} for a link until it is told to stop. */
    private static final class Swapper implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final FutureTask<Long> task;

        Swapper(Callable<Void> swap) {
            task = new FutureTask<>(() -> {
                long swaps = 0;
                while (!stop.get()) {
                    swap.call();
                    swaps++;
                }
                return swaps;
            });
            new Thread(task, "swapper").start();
        }

        @Override
        public void close() {
            stop.set(true);
            try {
                assertTrue(task.get() > 0, "there were swaps");
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("the swaps ended early", e);
            }
        }
    }

    private Swapper swapOnTheHost() {
        Path directory = inside.resolve("d");
        Path away = inside.resolve("away");
        return new Swapper(() -> {
            Files.move(directory, away, StandardCopyOption.ATOMIC_MOVE);
            Files.createSymbolicLink(directory, outside);
            Files.delete(directory);
            Files.createSymbolicLink(directory, Path.of("../outside"));
            Files.delete(directory);
            Files.move(away, directory, StandardCopyOption.ATOMIC_MOVE);
            return null;
        });
    }

    private static Swapper swapInside(Guest second) {
        return new Swapper(() -> {
            assertEquals(Errno.SUCCESS, second.rename(ROOT, "d", ROOT, "away"));
            assertEquals(Errno.SUCCESS, second.symlink("../outside", ROOT, "d"));
            assertEquals(Errno.SUCCESS, second.unlink(ROOT, "d"));
            assertEquals(Errno.SUCCESS, second.rename(ROOT, "away", ROOT, "d"));
            return null;
        });
    }

    private static boolean isTimeLeft(long start, long seconds) {
        return System.nanoTime() - start < seconds * 1_000_000_000;
    }

    @Test
    void who_only_looks_first_is_led_out_by_the_same_swaps() throws Exception {
        Path file = inside.resolve("d/file");
        boolean escaped = false;
        try (var _ = swapOnTheHost()) {
            for (long start = System.nanoTime(); !escaped && isTimeLeft(start, PATIENT_SECONDS); ) {
                try {
                    boolean looksGood = !Files.isSymbolicLink(inside.resolve("d"))
                            && file.toRealPath().startsWith(inside.toRealPath());
                    escaped = looksGood && Files.readString(file).equals("outside");
                } catch (FileSystemException _) {
                    // In the middle of a swap.
                }
            }
        }
        assertTrue(escaped, "the race can be lost, so the other tests mean something");
    }

    @Test
    void swaps_by_the_host_open_no_way_out() throws Exception {
        try (Guest guest = Guest.in(inside);
                var _ = swapOnTheHost()) {
            attack(guest);
        }
        assertNothingChangedOutside();
    }

    @Test
    void swaps_by_another_guest_open_no_way_out() throws Exception {
        try (Guest second = Guest.in(inside);
                Guest guest = Guest.in(inside);
                var _ = swapInside(second)) {
            attack(guest);
        }
        assertNothingChangedOutside();
    }

    /** Does whatever could show or change something outside; some of it has to succeed inside. */
    private static void attack(Guest guest) {
        int read = 0;
        int created = 0;
        int listed = 0;
        int round = 0;
        boolean succeeded = false;
        for (long start = System.nanoTime(); isTimeLeft(start, succeeded ? SECONDS : PATIENT_SECONDS); round++) {
            if (guest.pathOpen(ROOT, FOLLOW, "d/file", 0, Rights.FD_READ, 0) == Errno.SUCCESS) {
                int fd = guest.getInt(Guest.RESULT);
                assertEquals("inside", guest.readString(fd, 100));
                guest.close(fd);
                read++;
            }
            if (guest.pathOpen(ROOT, FOLLOW, "d/new", CREATE | TRUNCATE, Rights.FD_WRITE, 0) == Errno.SUCCESS) {
                int fd = guest.getInt(Guest.RESULT);
                assertEquals(Errno.SUCCESS, guest.write(fd, "x"));
                guest.close(fd);
                created++;
            }
            if (guest.pathOpen(ROOT, FOLLOW, "d", DIRECTORY, Rights.FD_READDIR, 0) == Errno.SUCCESS) {
                int fd = guest.getInt(Guest.RESULT);
                guest.succeed("fd_readdir", fd, Guest.DATA, 4096, 0L, Guest.RESULT);
                String entries = guest.getString(Guest.DATA, guest.getInt(Guest.RESULT));
                assertTrue(!entries.contains("empty"), "the outside was listed");
                guest.close(fd);
                listed++;
            }
            guest.setTimes(ROOT, FOLLOW, "d/file", 1);
            guest.createDirectory(ROOT, "d/directory" + round);
            guest.removeDirectory(ROOT, "d/directory" + round);
            guest.removeDirectory(ROOT, "d/empty");
            guest.symlink("x", ROOT, "d/link" + round);
            guest.unlink(ROOT, "d/link" + round);
            guest.unlink(ROOT, "d/new");
            guest.rename(ROOT, "d/empty", ROOT, "stolen");
            guest.link(ROOT, 0, "d/file", ROOT, "d/second");
            guest.unlink(ROOT, "d/second");
            succeeded = read > 0 && created > 0 && listed > 0;
        }
        assertTrue(succeeded, "something succeeded: " + List.of(read, created, listed));
    }

    private void assertNothingChangedOutside() throws IOException {
        assertEquals("outside", Files.readString(outside.resolve("file")));
        assertTrue(Files.getLastModifiedTime(outside.resolve("file")).toMillis() > 1000, "the time is as it was");
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(
                    List.of("empty", "file"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }
}
