package io.weir.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./weir bench}: measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures policies over recorded answers.",
        subcommands = PoliciesCommand.class)
public final class Bench {

    /** Runs a subcommand; the exit status is 0, or 2 for a wrong option, file or value. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
