// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trifola.wasm.binary.MalformedException;
import org.trifola.wasm.binary.ModuleDecoder;
import org.trifola.wasm.script.ScriptModule;
import org.trifola.wasm.syntax.Feature;
import org.trifola.wasm.text.WatPrinter;
import org.trifola.wasm.validation.InvalidException;
import org.trifola.wasm.validation.ModuleValidator;

/** The WebAssembly Binary Toolkit agrees with what we encode, for modules of the proposals that its release knows. */
class WabtTest {
    /** What release 1.0.32 does not know, or knows an earlier version of. */
    private static final Set<Feature> NEWER = EnumSet.of(
            Feature.TYPED_FUNCTION_REFERENCES,
            Feature.GC,
            Feature.EXCEPTIONS,
            Feature.WIDE_ARITHMETIC,
            Feature.CUSTOM_PAGE_SIZES,
            Feature.CUSTOM_DESCRIPTORS,
            Feature.STACK_SWITCHING);

    private static final String VALIDATE = "wasm-validate --enable-threads --enable-exceptions --enable-tail-call"
            + " --enable-memory64 --enable-multi-memory --enable-extended-const --enable-relaxed-simd";

    /** What it says of the parts of other proposals that it does not know: 64-bit tables, {@code return_call_ref}, globals as elements. */
    private static final Pattern UNKNOWN = Pattern.compile(".*error: (tables may not be 64-bit|unexpected opcode: 0x15"
            + "|expected ref.null or ref.func in passive element segment)");

    /** Their modules need annotations or quoted identifiers, which wabt can not read. */
    private static final Set<String> NEWER_TEXT =
            Set.of("custom/branch_hint.wast", "custom/custom_annot.wast", "custom/name_annot.wast", "id.wast");

    @TempDir
    private Path folder;

    @BeforeAll
    static void findTheToolkit() throws InterruptedException {
        String missing = "wasm-validate is missing: install wabt, for example the Debian package of that name";
        if (!isInstalled()) {
            System.out.println("WabtTest is skipped, " + missing);
        }
        assumeTrue(isInstalled(), missing);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder("wasm-validate", "--version").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** The modules in text format that are valid with certain features, by script and number. */
    private static Map<String, byte[]> modules(Set<Feature> features) {
        Map<String, byte[]> modules = new TreeMap<>();
        for (Path file : Suite.files()) {
            int number = 0;
            for (ScriptModule module : ScriptModules.of(file).toList()) {
                if (module instanceof ScriptModule.Text && isValid(module.encode(), features)) {
                    String name = Suite.name(file).replace('/', '_');
                    modules.put(name + "." + number++ + ".wasm", module.encode());
                }
            }
        }
        return modules;
    }

    private static boolean hasNewerText(String module) {
        return NEWER_TEXT.stream().anyMatch(file -> module.startsWith(file.replace('/', '_')));
    }

    private static boolean isValid(byte[] module, Set<Feature> features) {
        try {
            ModuleValidator.validate(ModuleDecoder.decode(module), features);
            return true;
        } catch (MalformedException | InvalidException _) {
            return false;
        }
    }

    /** Runs a shell script in the folder; returns the lines it prints. */
    private List<String> shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", script)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.lines().toList();
    }

    @Test
    void toolkit_accepts_our_modules() throws Exception {
        Map<String, byte[]> modules = modules(EnumSet.complementOf(EnumSet.copyOf(NEWER)));
        for (var module : modules.entrySet()) {
            Files.write(folder.resolve(module.getKey()), module.getValue());
        }
        List<String> rejected = shell("for f in *.wasm; do " + VALIDATE
                + " \"$f\" >/dev/null 2>error || echo \"$f $(head -n 1 error)\"; done");
        assertEquals(
                List.of(),
                rejected.stream()
                        .filter(line -> !UNKNOWN.matcher(line).matches())
                        .toList());
        int accepted = modules.size() - rejected.size();
        assertTrue(accepted > 2200, () -> "only " + accepted + " modules");
    }

    /** Both read the same text, which is what our printer makes of the module, for wabt cannot read newer scripts. */
    @Test
    void toolkit_encodes_the_first_version_as_we_do() throws Exception {
        Map<String, byte[]> modules = modules(EnumSet.of(Feature.CORE));
        modules.keySet().removeIf(WabtTest::hasNewerText);
        assertTrue(modules.size() > 300, () -> "only " + modules.size() + " modules");
        for (var module : modules.entrySet()) {
            String text = WatPrinter.print(ModuleDecoder.decode(module.getValue()));
            Files.writeString(folder.resolve(module.getKey() + ".wat"), text);
        }
        List<String> rejected =
                shell("for f in *.wat; do wat2wasm -o \"${f%.wat}\" \"$f\" >/dev/null || echo \"$f\"; done");
        assertEquals(List.of(), rejected);
        List<String> different = new ArrayList<>();
        for (var module : modules.entrySet()) {
            byte[] theirs = Files.readAllBytes(folder.resolve(module.getKey()));
            if (!isSameWithoutNames(module.getValue(), theirs)) {
                different.add(module.getKey());
            }
        }
        assertEquals(List.of(), different);
    }

    /** Our encoding may go on with a custom section, that of the names, which wabt only writes on request. */
    private static boolean isSameWithoutNames(byte[] ours, byte[] theirs) {
        int length = theirs.length;
        return ours.length >= length
                && Arrays.equals(ours, 0, length, theirs, 0, length)
                && (ours.length == length || ours[length] == 0);
    }
}
