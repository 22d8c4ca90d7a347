package io.weir.bench;

import io.weir.bench.overshoot.OvershootCommand;
import io.weir.bench.peers.PeerCommand;
import io.weir.bench.poison.PoisonCommand;
import io.weir.bench.router.RouterCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./weir bench}: measures. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures policies, ceilings, speed, budgets, and what bad records do to others.",
        subcommands = {
            PoliciesCommand.class,
            CeilingsCommand.class,
            RouterCommand.class,
            PoisonCommand.class,
            OvershootCommand.class,
            PeerCommand.class
        })
public final class Bench {

    /** Runs a subcommand; the exit status is 0, 1 for a bench that failed, or 2 for a wrong option, file or value. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }
}
