// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trifola.wasm.wasi.Guest.CREATE;
import static org.trifola.wasm.wasi.Guest.DIRECTORY;
import static org.trifola.wasm.wasi.Guest.EXCLUSIVE;
import static org.trifola.wasm.wasi.Guest.FOLLOW;
import static org.trifola.wasm.wasi.Guest.ROOT;
import static org.trifola.wasm.wasi.Guest.TRUNCATE;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.io.IOAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No path leads out of the directory that a guest was given. The races are in {@link SandboxRaceTest}. */
class SandboxTest {
    @TempDir
    private Path temp;

    private Path inside;
    private Path outside;
    private Guest guest;

    @BeforeEach
    void layOut() throws IOException {
        inside = Files.createDirectory(temp.resolve("inside"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        Files.createDirectory(outside.resolve("empty"));
        Files.createDirectories(inside.resolve("a/b"));
        Files.writeString(inside.resolve("a/file"), "harmless");
        guest = Guest.in(inside);
    }

    @AfterEach
    void nothing_outside_has_changed() throws IOException {
        guest.close();
        assertEquals("secret", Files.readString(outside.resolve("secret")));
        try (Stream<Path> files = Files.list(outside)) {
            assertEquals(
                    List.of("empty", "secret"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    /** Paths that mean the directory outside, all of them through names that are there. */
    static Stream<String> ways_out() {
        return Stream.of(
                "../outside",
                "a/../../outside",
                "a/b/../../../outside",
                "./.././outside",
                "a//..//..//outside",
                "relative-link",
                "a/relative-link",
                "absolute-link",
                "a/../absolute-link",
                "chain-1",
                "up-link/outside",
                "root-link/a/../../outside");
    }

    private void makeLinks() throws IOException {
        link("relative-link", "../outside");
        link("a/relative-link", "../../outside");
        link("absolute-link", outside.toString());
        link("chain-1", "a/chain-2");
        link("a/chain-2", "b/../chain-3");
        link("a/chain-3", "../relative-link");
        link("up-link", "..");
        link("root-link", ".");
    }

    private void link(String name, String content) throws IOException {
        Files.createSymbolicLink(inside.resolve(name), Path.of(content));
    }

    @ParameterizedTest
    @MethodSource("ways_out")
    void no_function_takes_a_way_out(String way) throws IOException {
        makeLinks();
        String secret = way + "/secret";
        assertRefused(guest.pathOpen(ROOT, FOLLOW, secret, 0, Rights.FD_READ, 0));
        assertRefused(guest.pathOpen(ROOT, 0, secret, 0, Rights.FD_READ, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, secret, TRUNCATE, Rights.FD_WRITE, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, way, DIRECTORY, Rights.FD_READDIR, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, way + "/new", CREATE, Rights.FD_WRITE, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, way + "/new", CREATE | EXCLUSIVE, Rights.FD_WRITE, 0));
        assertRefused(guest.stat(ROOT, FOLLOW, secret));
        assertRefused(guest.stat(ROOT, 0, secret));
        assertRefused(guest.setTimes(ROOT, FOLLOW, secret, 0));
        assertRefused(guest.createDirectory(ROOT, way + "/new"));
        assertRefused(guest.removeDirectory(ROOT, way + "/empty"));
        assertRefused(guest.unlink(ROOT, secret));
        assertRefused(guest.rename(ROOT, secret, ROOT, "stolen"));
        assertRefused(guest.rename(ROOT, "a/file", ROOT, way + "/new"));
        assertRefused(guest.link(ROOT, 0, secret, ROOT, "stolen"));
        assertRefused(guest.link(ROOT, 0, "a/file", ROOT, way + "/new"));
        assertRefused(guest.symlink("x", ROOT, way + "/new"));
        assertRefused(guest.readlink(ROOT, secret));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "//", "/a/file", "/etc/passwd"})
    void absolute_paths_are_refused(String path) {
        assertRefused(guest.pathOpen(ROOT, FOLLOW, path, 0, Rights.FD_READ, 0));
        assertRefused(guest.stat(ROOT, FOLLOW, path));
        assertRefused(guest.createDirectory(ROOT, path));
        assertRefused(guest.rename(ROOT, "a/file", ROOT, path));
    }

    @Test
    void link_to_a_secret_file_is_not_followed() throws IOException {
        link("link", "../outside/secret");
        assertRefused(guest.pathOpen(ROOT, FOLLOW, "link", 0, Rights.FD_READ, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, "link", CREATE | TRUNCATE, Rights.FD_WRITE, 0));
        assertRefused(guest.stat(ROOT, FOLLOW, "link"));
        assertRefused(guest.setTimes(ROOT, FOLLOW, "link", 0));
        assertEquals(Errno.LOOP, guest.pathOpen(ROOT, 0, "link", 0, Rights.FD_READ, 0));
        assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "link"));
        assertEquals(Errno.SUCCESS, guest.readlink(ROOT, "link"));
    }

    @Test
    void nothing_is_created_through_a_dangling_link() throws IOException {
        link("link", "../outside/new");
        assertRefused(guest.pathOpen(ROOT, FOLLOW, "link", CREATE, Rights.FD_WRITE, 0));
        assertEquals(Errno.LOOP, guest.pathOpen(ROOT, 0, "link", CREATE, Rights.FD_WRITE, 0));
        assertEquals(Errno.EXIST, guest.pathOpen(ROOT, FOLLOW, "link", CREATE | EXCLUSIVE, Rights.FD_WRITE, 0));
        assertEquals(Errno.EXIST, guest.createDirectory(ROOT, "link"));
    }

    @Test
    void hard_link_to_a_link_is_that_link_and_not_what_it_leads_to() throws IOException {
        link("link", "../outside/secret");
        assertEquals(Errno.SUCCESS, guest.link(ROOT, 0, "link", ROOT, "second"));
        assertTrue(Files.isSymbolicLink(inside.resolve("second")));
        assertEquals(Errno.INVAL, guest.link(ROOT, FOLLOW, "link", ROOT, "third"));
        assertFalse(Files.exists(inside.resolve("third"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void unlink_of_a_link_removes_the_link() throws IOException {
        link("link", "../outside/secret");
        assertEquals(Errno.SUCCESS, guest.unlink(ROOT, "link"));
        link("link", "../outside/empty");
        assertEquals(Errno.NOTDIR, guest.removeDirectory(ROOT, "link"));
        assertEquals(Errno.NOTDIR, guest.removeDirectory(ROOT, "link/"));
        assertEquals(Errno.NOTDIR, guest.unlink(ROOT, "link/"));
        assertEquals(Errno.SUCCESS, guest.unlink(ROOT, "link"));
    }

    @Test
    void loops_of_links_end() throws IOException {
        link("self", "self");
        link("ping", "a/pong");
        link("a/pong", "../ping");
        link("deeper", "deeper/deeper");
        for (String loop : List.of("self", "ping", "a/pong", "deeper", "self/x", "deeper/x")) {
            assertEquals(Errno.LOOP, guest.pathOpen(ROOT, FOLLOW, loop, 0, Rights.FD_READ, 0), loop);
            assertEquals(Errno.LOOP, guest.stat(ROOT, FOLLOW, loop), loop);
        }
    }

    @Test
    void long_chain_of_links_inside_is_followed_up_to_the_limit_of_linux() throws IOException {
        link("link0", "a/file");
        for (int i = 1; i <= 40; i++) {
            link("link" + i, "link" + (i - 1));
        }
        assertEquals(Errno.SUCCESS, guest.stat(ROOT, FOLLOW, "link39"));
        assertEquals(Errno.LOOP, guest.stat(ROOT, FOLLOW, "link40"));
    }

    @Test
    void links_that_stay_inside_are_followed() throws IOException {
        link("to-b", "a/./b");
        link("a/b/to-file", "../../a/file");
        link("home", "a/..");
        int fd = guest.open("home/to-b/../../home/to-b/to-file", 0, Rights.FD_READ);
        assertEquals("harmless", guest.readString(fd, 100));
    }

    @Test
    void guest_can_not_make_an_absolute_link() {
        assertRefused(guest.symlink("/", ROOT, "link"));
        assertRefused(guest.symlink(outside.toString(), ROOT, "link"));
    }

    @Test
    void link_that_the_guest_makes_leads_nowhere_either() {
        assertEquals(Errno.SUCCESS, guest.symlink("../outside", ROOT, "link"));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, "link/secret", 0, Rights.FD_READ, 0));
        assertRefused(guest.pathOpen(ROOT, FOLLOW, "link", DIRECTORY, 0, 0));
        assertRefused(guest.createDirectory(ROOT, "link/new"));
    }

    @Test
    void opened_directory_is_a_sandbox_of_its_own() {
        int b = guest.openDirectory("a/b");
        assertRefused(guest.pathOpen(b, FOLLOW, "..", 0, 0, 0));
        assertRefused(guest.pathOpen(b, FOLLOW, "../file", 0, Rights.FD_READ, 0));
        assertRefused(guest.stat(b, FOLLOW, "../file"));
        assertRefused(guest.createDirectory(b, "../new"));
    }

    @Test
    void moving_a_directory_up_does_not_open_a_way_out() throws IOException {
        int b = guest.openDirectory("a/b");
        Files.move(inside.resolve("a/b"), temp.resolve("moved"));
        Files.writeString(temp.resolve("moved/mine"), "mine");
        assertRefused(guest.pathOpen(b, FOLLOW, "../outside/secret", 0, Rights.FD_READ, 0));
        assertEquals(Errno.SUCCESS, guest.pathOpen(b, FOLLOW, "mine", 0, Rights.FD_READ, 0));
    }

    @Test
    void dot_dot_through_a_link_means_the_parent_of_where_the_link_leads() throws IOException {
        Files.createDirectories(inside.resolve("x/y/z"));
        Files.writeString(inside.resolve("x/y/file"), "physical");
        link("to-z", "x/y/z");
        int fd = guest.open("to-z/../file", 0, Rights.FD_READ);
        assertEquals("physical", guest.readString(fd, 100));
    }

    @Test
    void listing_shows_no_inode_of_the_parent_outside() {
        guest.succeed("fd_readdir", ROOT, Guest.DATA, 4096, 0L, Guest.RESULT);
        long dot = guest.getLong(Guest.DATA + 8);
        int second = Guest.DATA + 24 + 1;
        assertEquals("..", guest.getString(second + 24, 2));
        assertEquals(dot, guest.getLong(second + 8));
    }

    @Test
    void names_of_the_process_lead_nowhere() throws IOException {
        try (Guest rich = Guest.in(Path.of("/proc/self"))) {
            assertRefused(rich.pathOpen(ROOT, FOLLOW, "root/etc/passwd", 0, Rights.FD_READ, 0));
            assertRefused(rich.pathOpen(ROOT, FOLLOW, "cwd", DIRECTORY, 0, 0));
            assertRefused(rich.pathOpen(ROOT, FOLLOW, "exe", 0, Rights.FD_READ, 0));
        }
    }

    private static void assertRefused(Errno errno) {
        assertEquals(Errno.NOTCAPABLE, errno);
    }

    @Test
    void long_paths_ask_the_system_a_few_questions_a_level() throws IOException {
        String path = "long" + "/d".repeat(200);
        Files.createDirectories(inside.resolve(path));
        AtomicInteger questions = new AtomicInteger();
        IOAccess access =
                IOAccess.newBuilder().fileSystem(countingFileSystem(questions)).build();
        try (Guest counted =
                Guest.with(builder -> builder.allowIO(access).option("wasm.WasiMapDirs", "/::" + inside.toString()))) {
            questions.set(0);
            assertEquals(Errno.SUCCESS, counted.stat(ROOT, 0, path));
        }
        assertTrue(questions.get() < 200 * 30, questions::toString);
    }

    /** The file system of the host; counts how often it is asked for attributes. */
    private static FileSystem countingFileSystem(AtomicInteger questions) {
        FileSystem files = FileSystem.newDefaultFileSystem();
        return (FileSystem) Proxy.newProxyInstance(
                SandboxTest.class.getClassLoader(), new Class<?>[] {FileSystem.class}, (_, method, arguments) -> {
                    if (method.getName().equals("readAttributes")) {
                        questions.incrementAndGet();
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void path_deeper_than_the_process_can_hold_open_is_refused() throws IOException {
        Files.createDirectories(inside.resolve("deep" + "/d".repeat(300)));
        assertEquals(Errno.NAMETOOLONG, guest.stat(ROOT, 0, "deep" + "/d".repeat(300)));
        assertEquals(Errno.SUCCESS, guest.stat(ROOT, 0, "deep" + "/d".repeat(100)));
    }

    @Test
    void path_of_gigabytes_is_refused_before_it_is_copied() {
        assertEquals(Errno.NAMETOOLONG, guest.call("path_unlink_file", ROOT, 0, 32 << 16));
        assertEquals(Errno.FAULT, guest.call("path_unlink_file", ROOT, 0, -1));
    }
}
