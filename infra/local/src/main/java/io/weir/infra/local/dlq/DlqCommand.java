package io.weir.infra.local.dlq;

import picocli.CommandLine.Command;

/** {@code weir dlq}. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "Records that could not be taken: lists and shows them, sends them again.",
        subcommands = {ListCommand.class, ShowCommand.class, RedriveCommand.class})
public final class DlqCommand {}
