package io.weir.infra.local.submit;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The way of a public record through ingress and the router, by the offsets that they commit. */
final class Passage {

    private static final String INGRESS = "weir-ingress";
    private static final String ROUTER = "weir-router";

    private final TopicReader reader;
    private final Coordinates sent;
    private final TopicPartition home;
    /** End of the inbox once ingress was through: the record, if it was homed, lies before it; -1 until then. */
    private long homedBefore = -1;

    /** @param home partition of the inbox that its tenant is homed in */
    Passage(TopicReader reader, Coordinates sent, int home) {
        this.reader = reader;
        this.sent = sent;
        this.home = new TopicPartition(Topics.INBOX.name(), home);
    }

    /** Whether the router has done all that it ever does at once about the record: what it refuses is a dead letter by now. */
    boolean isThrough() {
        if (homedBefore < 0
                && committed(INGRESS, new TopicPartition(sent.getTopic(), sent.getPartition())) > sent.getOffset()) {
            homedBefore = reader.committed(List.of(home))
                    .getOrDefault(home, new Span(0, 0))
                    .end();
        }
        return homedBefore >= 0 && committed(ROUTER, home) >= homedBefore;
    }

    private long committed(String group, TopicPartition partition) {
        return reader.positions().committedBy(group).getOrDefault(partition, 0L);
    }
}
