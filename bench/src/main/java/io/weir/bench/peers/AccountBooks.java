package io.weir.bench.peers;

import io.weir.bench.run.TopicLog;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;

/**
 * What the ledger's topic says of an account that is a tenant of its own, in nano-dollars, summed up from the amounts of its
 * entries.
 *
 * @param held open holds
 * @param posted what settled within its hold
 * @param excess what was billed above or after its hold
 * @param ceilingTokens most output tokens that its first attempt was allowed; 0: there was none
 */
record AccountBooks(long held, long posted, long excess, long ceilingTokens) {

    static AccountBooks read(String bootstrap, AvroWire wire, String tenant) {
        int partition = Topics.partitionOf(tenant, Topics.DEFAULT_PARTITIONS);
        long held = 0;
        long posted = 0;
        long excess = 0;
        try (TopicLog<LedgerEntry> ledger = new TopicLog<>(bootstrap, wire, Topics.LEDGER, partition)) {
            while (ledger.peek() != null) {
                LedgerEntry entry = ledger.take();
                if (!entry.getLedgerKey().equals(tenant)) {
                    continue;
                }
                long amount = entry.getAmounts().getMoneyNanodollars();
                long released =
                        entry.getReleased() == null ? 0 : entry.getReleased().getMoneyNanodollars();
                switch (entry.getKind()) {
                    case "held" -> held = Math.addExact(held, amount);
                    case "excess" -> excess = Math.addExact(excess, amount);
                    default -> {
                        held = Math.subtractExact(held, released);
                        posted = Math.addExact(posted, amount);
                    }
                }
            }
        }
        return new AccountBooks(held, posted, excess, ceiling(bootstrap, wire, tenant, partition));
    }

    private static long ceiling(String bootstrap, AvroWire wire, String tenant, int partition) {
        try (TopicLog<Decision> decisions = new TopicLog<>(bootstrap, wire, Topics.DECISIONS, partition)) {
            while (decisions.peek() != null) {
                Decision decision = decisions.take();
                if (decision.getTenant().equals(tenant) && decision.getMaxOutputTokens() > 0) {
                    return decision.getMaxOutputTokens();
                }
            }
        }
        return 0;
    }

    long booked() {
        return Math.addExact(posted, excess);
    }
}
