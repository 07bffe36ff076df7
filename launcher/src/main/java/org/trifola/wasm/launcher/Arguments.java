// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;

/**
 * The arguments of a subcommand. Its options come first; from the first operand on, everything belongs to the program
 * that runs; {@code --} ends the options, too. Options with a dot in their name, such as {@code --engine.TraceCompilation}, are the engine's.
 *
 * @param line the subcommand's own options, and its operands
 * @param engineOptions the engine's options by name
 */
record Arguments(CommandLine line, Map<String, String> engineOptions) {
    private static final Pattern ENGINE_OPTION = Pattern.compile("--([a-z][\\w-]*(?:\\.[\\w-]+)+)(?:=(.*))?");

    static Arguments parse(Options options, List<String> words) {
        Map<String, String> engineOptions = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        int next = 0;
        while (next < words.size() && words.get(next).startsWith("-")) {
            String word = words.get(next++);
            if (word.equals("--")) {
                break;
            }
            Matcher engineOption = ENGINE_OPTION.matcher(word);
            if (engineOption.matches()) {
                String value = engineOption.group(2);
                engineOptions.put(engineOption.group(1), value == null ? "true" : value);
            } else {
                rest.add(word);
                if (takesNextWord(options, word) && next < words.size()) {
                    rest.add(words.get(next++));
                }
            }
        }
        rest.add("--");
        rest.addAll(words.subList(next, words.size()));
        return new Arguments(parseOwn(options, rest), engineOptions);
    }

    private static boolean takesNextWord(Options options, String word) {
        Option option = options.getOption(word);
        return option != null && option.hasArg();
    }

    private static CommandLine parseOwn(Options options, List<String> words) {
        DefaultParser parser =
                DefaultParser.builder().setAllowPartialMatching(false).get();
        try {
            return parser.parse(options, words.toArray(String[]::new));
        } catch (ParseException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }

    void expectNoEngineOptions() {
        if (!engineOptions.isEmpty()) {
            String name = engineOptions.keySet().iterator().next();
            throw CommandException.usage("Unrecognized option: --" + name);
        }
    }

    boolean has(String option) {
        return line.hasOption(option);
    }

    List<String> values(String option) {
        String[] values = line.getOptionValues(option);
        return values == null ? List.of() : List.of(values);
    }

    /** The values of an option whose values are {@code NAME=VALUE}. */
    Map<String, String> pairs(String option) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String value : values(option)) {
            int equals = value.indexOf('=');
            if (equals < 1) {
                throw CommandException.usage("--" + option + " " + value + ": expected NAME=VALUE");
            }
            pairs.put(value.substring(0, equals), value.substring(equals + 1));
        }
        return pairs;
    }

    List<String> operands() {
        return line.getArgList();
    }
}
