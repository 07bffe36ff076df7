// SPDX-License-Identifier: Apache-2.0

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Formats all Java sources of the build, or checks that they are formatted.
 *
 * <p>A program of its own rather than a Maven plugin, because the formatter uses the parser of the JDK it runs on:
 * Maven may run on a JDK that cannot parse our sources, so the build starts this on the JDK 25 toolchain.
 *
 * <p>Text between the lines {@code // format:off} and {@code // format:on} stays as it is.
 */
public final class Format {
    private static final Pattern REGION = Pattern.compile("// format:off\\R.*?// format:on(?=\\R)", Pattern.DOTALL);
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    private Format() {}

    /** Arguments: {@code check} or {@code apply}, and the folder of the build. */
    public static void main(String[] args) throws IOException {
        boolean apply = args[0].equals("apply");
        Path root = Path.of(args[1]);
        AtomicBoolean failed = new AtomicBoolean();
        List<Path> changed = sources(root).parallelStream()
                .filter(file -> differs(file, apply, failed))
                .sorted()
                .toList();
        if (apply) {
            changed.forEach(file -> System.out.println("formatted " + root.relativize(file)));
        } else if (!changed.isEmpty()) {
            System.err.println("These files are not formatted:");
            changed.forEach(file -> System.err.println("    " + root.relativize(file)));
            System.err.println("Repair them with: mvn -B -N verify -Dformat=apply");
        }
        if (failed.get() || (!apply && !changed.isEmpty())) {
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return Stream.concat(modules.map(module -> module.resolve("src")), Stream.of(root.resolve(".mvn")))
                    .filter(Files::isDirectory)
                    .flatMap(Format::javaFiles)
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean differs(Path file, boolean apply, AtomicBoolean failed) {
        try {
            String text = Files.readString(file);
            String formatted = format(text);
            if (apply && !formatted.equals(text)) {
                Files.writeString(file, formatted);
            }
            return !formatted.equals(text);
        } catch (FormatterException | IOException e) {
            System.err.println(file + ": " + e.getMessage());
            failed.set(true);
            return false;
        }
    }

    private static String format(String text) throws FormatterException {
        String imports = ImportOrderer.reorderImports(RemoveUnusedImports.removeUnusedImports(text), Style.PALANTIR);
        return keepRegions(text, FORMATTER.formatSource(imports));
    }

    private static String keepRegions(String original, String formatted) {
        Matcher regions = REGION.matcher(original);
        return REGION.matcher(formatted).replaceAll(ignored -> {
            regions.find();
            return Matcher.quoteReplacement(regions.group());
        });
    }
}
