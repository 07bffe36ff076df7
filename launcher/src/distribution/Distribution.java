// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleExportInfo;
import java.lang.classfile.attribute.ModuleHashesAttribute;
import java.lang.classfile.attribute.ModuleResolutionAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the self-contained distribution: a Java runtime with Trifola and the Graal compiler linked into it, and an AOT
 * cache from a training run. Nothing is done when the distribution is newer than all it is made of.
 *
 * <p>Linking is done twice. A JDK brings a {@code jdk.graal.compiler} module that is empty, and jlink prefers it to
 * ours. So a first image is made of the JDK's modules without it, these modules are packed again, and the second image
 * is made of the packed modules and our own. RATIONALE.md says why the modules are linked and not just put on the
 * module path.
 */
public final class Distribution {
    /** What Truffle, Graal and the launcher need of the JDK, and what is of use to people: flight recorder, vectors. */
    private static final String JDK_MODULES = "java.base,java.logging,java.management,java.sql,jdk.incubator.vector,"
            + "jdk.internal.vm.ci,jdk.jfr,jdk.management,jdk.unsupported";

    private static final String MAIN = "org.trifola.wasm.launcher/org.trifola.wasm.launcher.Launcher";

    /**
     * Also that HotSpot compiles methods of any size, since a function of WebAssembly becomes a single one, and inlines into them
     * whatever their size, since each access to memory is a call; and that with the parallel collector, too, all loops stop soon
     * when their code is discarded, on which loops that do not poll rely.
     *
     * <p>Integers that find no register are kept in memory, not in vector registers, from where they come back too late for code that
     * does nothing but compute.
     *
     * <p>Threads of the compilers give way to the program: at the start of a process all of them want to run, and with two
     * processors it would wait for them a third of the time. Truffle's asks for Java's highest priority, as does the thread that
     * hands over references to what was collected.
     */
    private static final String JVM_OPTIONS = "-XX:+UnlockExperimentalVMOptions -XX:+EnableJVMCI"
            + " -XX:-DontCompileHugeMethods -XX:-ClipInlining -XX:-UseFPUForSpilling"
            + " -XX:+UseCountedLoopSafepoints -XX:LoopStripMiningIter=1000"
            + " -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5 -XX:JavaPriority10_To_OSPriority=10"
            + " --add-modules=org.graalvm.truffle.runtime,jdk.graal.compiler,jdk.incubator.vector"
            + " --enable-native-access=org.graalvm.truffle,org.graalvm.truffle.runtime,org.trifola.wasm"
            + " --sun-misc-unsafe-memory-access=allow";

    private final Path module;
    private final List<Path> sources;
    private final Path work;
    private final Path jars;
    private final Path dist;

    private Distribution(Path module, List<Path> sources) {
        this.module = module;
        this.sources = sources;
        this.work = module.resolve("target/distribution");
        this.jars = work.resolve("jars");
        this.dist = module.resolve("target/dist");
    }

    /** Arguments: the folder of the launcher module, then modular jars and folders of them. */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<Path> sources = Stream.of(args).skip(1).map(Path::of).toList();
        new Distribution(Path.of(args[0]), sources).make();
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(jars);
        for (Path source : sources) {
            for (Path jar : Files.isDirectory(source) ? list(source) : List.of(source)) {
                copyIfChanged(jar, jars.resolve(jar.getFileName()));
            }
        }
        Path packed = work.resolve("jmods");
        if (!Files.exists(packed)
                || modified(packed).compareTo(modified(module.resolve("src/distribution/Distribution.java"))) < 0) {
            packJdkModules(packed);
        }
        Path cache = dist.resolve("lib/trifola.aot");
        if (!Files.exists(cache) || modified(cache).compareTo(newest(jars, module.resolve("src"))) < 0) {
            delete(dist);
            link(packed);
            copyFiles();
            unpackResources();
            train(cache);
        }
    }

    /** A jar that was only packed again keeps its time, so that nothing is made anew because of it. */
    private static void copyIfChanged(Path from, Path to) throws IOException {
        if (!Files.exists(to) || Files.mismatch(from, to) >= 0) {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void packJdkModules(Path packed) throws IOException, InterruptedException {
        Path image = work.resolve("image");
        delete(image);
        tool("jlink", "--add-modules", JDK_MODULES, "--strip-debug", "--output", image);
        Path classes = work.resolve("classes");
        delete(classes);
        tool("jimage", "extract", "--dir", classes, image.resolve("lib/modules"));
        // The base module names the hash of each other JDK module as it was packed first.
        drop(ModuleHashesAttribute.class, classes.resolve("java.base/module-info.class"));
        // Without its mark as incubating, the JVM does not warn at each start, and can keep the module graph in the
        // cache.
        drop(ModuleResolutionAttribute.class, classes.resolve("jdk.incubator.vector/module-info.class"));
        // The baseline tier keeps vectors in registers by this package. To say so on the command line costs the cache.
        export("jdk.internal.vm.vector", classes.resolve("java.base/module-info.class"));
        Files.delete(image.resolve("lib/modules"));
        Files.delete(image.resolve("lib/jrt-fs.jar"));

        Path unfinished = work.resolve("unfinished");
        delete(unfinished);
        Files.createDirectories(unfinished);
        for (Path folder : list(classes)) {
            List<Object> command = new ArrayList<>(List.of("jmod", "create", "--class-path", folder));
            if (folder.endsWith("java.base")) {
                command.addAll(List.of("--libs", image.resolve("lib"), "--cmds", image.resolve("bin")));
                command.addAll(List.of("--config", image.resolve("conf"), "--legal-notices", image.resolve("legal")));
            }
            command.add(unfinished.resolve(folder.getFileName() + ".jmod"));
            tool(command.toArray());
        }
        // Moved away first: a folder that is only half deleted would look like a new one.
        Path old = work.resolve("old");
        delete(old);
        if (Files.exists(packed)) {
            Files.move(packed, old);
        }
        Files.move(unfinished, packed);
        delete(old);
        delete(image);
        delete(classes);
    }

    private static void drop(Class<?> attribute, Path descriptor) throws IOException {
        transform(descriptor, ClassTransform.dropping(attribute::isInstance));
    }

    /** Makes a package that some modules may use one for all. */
    private static void export(String name, Path descriptor) throws IOException {
        transform(
                descriptor,
                (builder, element) ->
                        builder.with(element instanceof ModuleAttribute module ? exporting(name, module) : element));
    }

    private static void transform(Path descriptor, ClassTransform transform) throws IOException {
        ClassFile format = ClassFile.of();
        Files.write(descriptor, format.transformClass(format.parse(descriptor), transform));
    }

    private static ModuleAttribute exporting(String name, ModuleAttribute module) {
        return ModuleAttribute.of(
                module.moduleName(),
                module.moduleFlagsMask(),
                module.moduleVersion().orElse(null),
                module.requires(),
                module.exports().stream()
                        .map(export ->
                                export.exportedPackage().asSymbol().name().equals(name)
                                        ? ModuleExportInfo.of(export.exportedPackage(), 0)
                                        : export)
                        .toList(),
                module.opens(),
                module.uses(),
                module.provides());
    }

    /** The classes that jlink generates for method handles are there already, since the first image. */
    private void link(Path packed) throws IOException, InterruptedException {
        tool(
                "jlink",
                "--module-path",
                packed + java.io.File.pathSeparator + jars,
                "--add-modules",
                JDK_MODULES + ",org.graalvm.truffle.runtime,jdk.graal.compiler,org.trifola.wasm,"
                        + "org.trifola.wasm.launcher",
                "--disable-plugin",
                "generate-jli-classes",
                "--add-options",
                " " + JVM_OPTIONS, // jlink takes a value that starts with a dash for an option
                "--output",
                dist);
    }

    private void copyFiles() throws IOException {
        Path start = dist.resolve("bin/trifola");
        Files.copy(module.resolve("src/distribution/bin/trifola"), start, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(module.resolveSibling("LICENSE"), dist.resolve("LICENSE"));
    }

    private void unpackResources() throws IOException, InterruptedException {
        tool(
                "java",
                "--module-path",
                jars,
                "--add-modules",
                "org.graalvm.truffle.runtime,org.trifola.wasm",
                module.resolve("src/distribution/Resources.java"),
                resources());
    }

    private Path resources() {
        return dist.resolve("lib/resources");
    }

    /**
     * The training run waits for the Graal compiler, so that the cache knows all of it. It keeps no
     * profiles: with them HotSpot compiles at once what was hot in training, and has no time for what is hot now. The
     * collector is that of {@code bin/trifola}, so that the cache's objects fit as they are.
     */
    private void train(Path cache) throws IOException, InterruptedException {
        Path training = module.resolve("src/distribution/training.wasm");
        tool(
                dist.resolve("bin/java"),
                "-XX:AOTCacheOutput=" + cache,
                "-XX:+UseParallelGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-AOTRecordTraining",
                "-Dpolyglot.engine.resourcePath=" + resources(),
                "-m",
                MAIN,
                "run",
                "--engine.BackgroundCompilation=false",
                training);
        if (!Files.exists(cache)) {
            throw new IOException("the training run made no AOT cache");
        }
    }

    /** Runs a tool of this JDK, or another program, and shows what it says only when it fails. */
    private void tool(Object... command) throws IOException, InterruptedException {
        List<String> words =
                new ArrayList<>(Stream.of(command).map(Object::toString).toList());
        if (command[0] instanceof String tool) {
            words.set(0, Path.of(System.getProperty("java.home"), "bin", tool).toString());
        }
        Path log = work.resolve("log");
        int exitCode = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException(String.join(" ", words) + " failed:\n" + Files.readString(log));
        }
    }

    private static FileTime newest(Path... folders) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    newest = Stream.of(newest, modified(file))
                            .max(Comparator.naturalOrder())
                            .get();
                }
            }
        }
        return newest;
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(Distribution::deleteOne);
            }
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
