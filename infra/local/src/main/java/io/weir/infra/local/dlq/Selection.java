package io.weir.infra.local.dlq;

import io.weir.infra.local.dlq.DeadRecord.State;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose among dead records; a picocli mixin. What is not given chooses all. */
final class Selection implements Predicate<DeadRecord> {

    @Option(names = "--code", description = "Only those refused with this code.")
    private @Nullable String code;

    @Option(names = "--topic", description = "Only those that came to this topic.")
    private @Nullable String topic;

    @Option(names = "--tenant", description = "Only those of this tenant, where it is known.")
    private @Nullable String tenant;

    @Option(names = "--state", description = "Only those in this state: ${COMPLETION-CANDIDATES}.")
    private @Nullable State state;

    boolean isEmpty() {
        return code == null && topic == null && tenant == null && state == null;
    }

    @Override
    public boolean test(DeadRecord record) {
        return (code == null || code.equals(record.code()))
                && (topic == null
                        || (record.source() != null
                                && topic.equals(record.source().getTopic())))
                && (tenant == null || tenant.equals(record.tenant()))
                && (state == null || state == record.state());
    }
}
