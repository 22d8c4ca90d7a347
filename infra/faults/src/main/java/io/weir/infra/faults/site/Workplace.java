package io.weir.infra.faults.site;

import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.AccountEntry;
import io.weir.infra.local.config.StackFile.PowerEntry;
import io.weir.infra.local.config.StackFile.TierEntry;
import io.weir.infra.local.config.StackFile.WorkloadEntry;
import io.weir.infra.local.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The shipped workload: tiers, prices, recorded answers and queries, without its accounts. */
public final class Workplace {

    /** Share of the recorded time that an answer takes. */
    public static final double PACE = 0.1;

    private final Path directory;
    private final StackFile file;

    private Workplace(Path directory, StackFile file) {
        this.directory = directory;
        this.file = file;
    }

    /** @param home root of the repository */
    public static Workplace at(Path home) {
        Path directory = home.resolve("infra/workloads/small-tiers");
        return new Workplace(directory, StackFile.read(directory.resolve("weir.yaml")));
    }

    StackFile tiers() {
        return new StackFile(file.tiers(), file.prices(), file.conversions(), List.of(), null, null);
    }

    /** Names of its tiers. */
    public List<String> tierNames() {
        return file.tiers().stream().map(TierEntry::tier).toList();
    }

    /** The accounts of a case alone. */
    public StackFile accounts(List<AccountEntry> accounts) {
        return new StackFile(List.of(), List.of(), List.of(), accounts, null, null);
    }

    /** Its queries, shared out over accounts in turn. */
    public Workload queries(List<String> accounts) {
        WorkloadEntry entry = Objects.requireNonNull(file.workload(), "the shipped file has a workload");
        try {
            return Workload.read(directory.resolve(entry.queries()), new WorkloadEntry("", accounts, 1, 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> workerOptions() {
        Path outcomes = directory.resolve(Objects.requireNonNull(file.recorded(), "the shipped file has recordings")
                .outcomes());
        List<String> options = new ArrayList<>();
        for (TierEntry tier : file.tiers()) {
            PowerEntry power = Objects.requireNonNull(tier.power(), "the shipped tiers have a power profile");
            options.add("--tier=" + tier.tier() + "=recorded:" + outcomes);
            options.add("--concurrency=" + tier.tier() + "=" + tier.concurrency());
            options.add("--rate=" + tier.model() + "=" + power.prefillTokensPerSecond() + "/"
                    + power.decodeTokensPerSecond());
            options.add("--power=" + tier.tier() + "=" + power.processors() + "," + power.wattsPerProcessor() + ",1,"
                    + power.memoryGigabytes() + ",1");
        }
        return options;
    }
}
