// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * What to compare, from the command line.
 *
 * @param programs names from the corpus, or files; when empty, the programs of the sets
 * @param sets programs by what they need
 * @param engines the engines, the reference first
 * @param seconds how long a process repeats its program
 * @param rounds the number of processes for each program and engine
 * @param timeout the seconds after which a process is stopped
 * @param interpreter whether engines must not compile
 * @param out where to write the results as JSON
 * @param corpus the folder of the programs
 * @param engineArguments arguments for the Java of the first engine
 */
record Settings(
        List<String> programs,
        List<Program.Needs> sets,
        List<Contender> engines,
        double seconds,
        int rounds,
        long timeout,
        boolean interpreter,
        Optional<Path> out,
        Path corpus,
        List<String> engineArguments) {
    private static final Options OPTIONS = new Options()
            .addOption(
                    option("programs", "NAME,...", "Names from the corpus, or .wasm files (default: those of --set)."))
            .addOption(option("set", "SET,...", "What programs may need: scalar, simd, gc (default: scalar)."))
            .addOption(
                    option("engines", "ENGINE,...", "The reference first (default: trifola,graalwasm,chicory,node)."))
            .addOption(
                    option("seconds", "N", "How long a process repeats its program, warm-up included (default: 10)."))
            .addOption(option("rounds", "N", "Processes for each program and engine (default: 1)."))
            .addOption(option("timeout", "N", "Seconds after which a process is stopped (default: 900)."))
            .addOption(null, "interpreter", false, "Engines must not compile; those that cannot are left out.")
            .addOption(option("out", "FILE", "Where to write the results as JSON."))
            .addOption(option("corpus", "DIR", "The programs (default: ../shared/wasm-corpus)."))
            .addOption(option("engine-arg", "ARG", "An argument for the first engine's java; its output is shown."))
            .addOption(null, "help", false, "Show this help.");

    private static Option option(String name, String value, String description) {
        return Option.builder()
                .longOpt(name)
                .hasArg()
                .argName(value)
                .desc(description)
                .get();
    }

    /** What the options are, a line each. */
    static String help() {
        StringBuilder help = new StringBuilder("Usage: compare [OPTION]...\n");
        for (Option option : OPTIONS.getOptions()) {
            String value = option.hasArg() ? " " + option.getArgName() : "";
            help.append(String.format("  %-22s %s%n", "--" + option.getLongOpt() + value, option.getDescription()));
        }
        return help.toString();
    }

    /** Reads the arguments; nothing when they ask for help. */
    static Optional<Settings> parse(String... arguments) throws ParseException {
        CommandLine line = new DefaultParser().parse(OPTIONS, arguments);
        if (line.hasOption("help") || !line.getArgList().isEmpty()) {
            return Optional.empty();
        }
        boolean interpreter = line.hasOption("interpreter");
        return Optional.of(new Settings(
                list(line, "programs", ""),
                list(line, "set", "scalar").stream()
                        .map(name -> Program.Needs.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList(),
                list(line, "engines", "trifola,graalwasm,chicory,node").stream()
                        .map(name -> Contender.valueOf(name.toUpperCase(Locale.ROOT)))
                        .filter(engine -> !interpreter || engine.hasInterpreter())
                        .toList(),
                Double.parseDouble(line.getOptionValue("seconds", "10")),
                Integer.parseInt(line.getOptionValue("rounds", "1")),
                Long.parseLong(line.getOptionValue("timeout", "900")),
                interpreter,
                Optional.ofNullable(line.getOptionValue("out")).map(Path::of),
                Path.of(line.getOptionValue("corpus", System.getProperty("wasm.corpus", "../shared/wasm-corpus"))),
                line.hasOption("engine-arg") ? List.of(line.getOptionValues("engine-arg")) : List.of()));
    }

    private static List<String> list(CommandLine line, String option, String otherwise) {
        return Arrays.stream(line.getOptionValue(option, otherwise).split(","))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
