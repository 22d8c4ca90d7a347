package io.weir.infra.local;

import io.weir.infra.local.archive.LedgerCommand;
import io.weir.infra.local.check.CheckCommand;
import io.weir.infra.local.dlq.DlqCommand;
import io.weir.infra.local.provision.ProvisionCommand;
import io.weir.infra.local.submit.SubmitCommand;
import io.weir.infra.local.up.UpCommand;
import io.weir.infra.local.why.WhyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code weir} command. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        description = "Routes LLM queries and accounts for what a pass costs.",
        subcommands = {
            UpCommand.class,
            SubmitCommand.class,
            WhyCommand.class,
            CheckCommand.class,
            DlqCommand.class,
            LedgerCommand.class,
            ProvisionCommand.class
        })
public final class Weir {

    private Weir() {}

    public static void main(String[] args) {
        CommandLine command = new CommandLine(new Weir()).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("weir: " + error.getMessage());
            org.slf4j.LoggerFactory.getLogger(Weir.class).error("weir {} failed", String.join(" ", args), error);
            return 2;
        });
        System.exit(command.execute(args));
    }
}
