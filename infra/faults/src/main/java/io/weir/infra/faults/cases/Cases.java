package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import java.util.List;

/** Every fault that is here, by number. */
public final class Cases {

    private static final List<Fault> ALL = List.of(
            BrokerKilled.FAULT,
            BrokerKilled.REPLICATED,
            RouterKilled.FAULT,
            RouterRestored.FAULT,
            RebalanceStorm.FAULT,
            RouterZombie.FAULT,
            WorkerKilled.FAULT,
            WorkerZombie.FAULT,
            Duplicates.FAULT,
            PoisonPills.FAULT,
            RegistryDown.FAULT,
            RegistryWrong.FAULT,
            PartitionsMoved.FAULT,
            PartitionsRaised.FAULT,
            AccountRecreated.FAULT,
            BudgetBoundary.FAULT,
            BudgetChanged.FAULT,
            UnicodeTenants.FAULT,
            RetryStorm.FAULT,
            FanOut.FAULT,
            UsageLies.FAULT,
            Combined.FAULT);

    private Cases() {}

    public static List<Fault> all() {
        return ALL;
    }
}
