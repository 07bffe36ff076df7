// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.launcher;

import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Prints what the command and its subcommands can do. */
final class Help {
    private Help() {}

    static void overview(List<Subcommand> subcommands, PrintStream out) {
        out.println("Usage: trifola COMMAND [OPTION]... [ARG]...");
        out.println("WebAssembly on the Java virtual machine.");
        out.println();
        for (Subcommand subcommand : subcommands) {
            row(subcommand.name(), subcommand.summary(), out);
        }
        out.println();
        row("COMMAND --help", "Show the options of a command.", out);
        row("-h, --help", "Show this help.", out);
        row("-V, --version", "Show the version.", out);
    }

    static void of(Subcommand subcommand, Options options, PrintStream out) {
        out.println("Usage: trifola " + subcommand.name() + " [OPTION]... " + subcommand.operands());
        out.println(subcommand.summary());
        out.println();
        for (Option option : options.getOptions()) {
            row(signature(option), option.getDescription(), out);
        }
        out.println();
        out.print(subcommand.details());
    }

    private static String signature(Option option) {
        String shortName = option.getOpt() == null ? "" : "-" + option.getOpt() + ", ";
        String value = option.hasArg() ? " " + option.getArgName() : "";
        return shortName + "--" + option.getLongOpt() + value;
    }

    private static void row(String left, String right, PrintStream out) {
        out.printf("  %-26s %s%n", left, right);
    }
}
