package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.v1.Aggregate;
import io.weir.v1.Attempt;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;

/** The committed records of the topics, up to an end that does not move. */
interface LogSource {

    /** What is there of each partition, by its number. */
    List<Extent> extents();

    /** The attempts topics that there are. */
    List<Topic<Attempt>> attempts();

    /** The topics of aggregates that there are. */
    List<Topic<Aggregate>> aggregates();

    /** Partitions of a topic; 0 where it is not there. */
    int partitions(Topic<?> topic);

    /** Whether the router, ingress or Flink has put the record to the dead letters. */
    boolean isDeadLettered(Where where);

    /**
     * Reads a partition in order of offset.
     *
     * @param undecodable takes the records that are none of the topic's, with the reason
     */
    <T extends SpecificRecord> void read(
            Topic<T> topic, int partition, BiConsumer<Where, T> to, BiConsumer<Where, String> undecodable);
}
