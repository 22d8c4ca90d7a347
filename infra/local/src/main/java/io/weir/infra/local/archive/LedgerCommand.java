package io.weir.infra.local.archive;

import picocli.CommandLine.Command;

/** {@code weir ledger}. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "The ledger as a whole: archives it.",
        subcommands = {ArchiveCommand.class})
public final class LedgerCommand {}
