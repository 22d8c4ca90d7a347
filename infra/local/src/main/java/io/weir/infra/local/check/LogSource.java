package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.v1.Aggregate;
import io.weir.v1.Attempt;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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

    /** Code of the last dead letter of a record, whether the router, ingress or Flink wrote it; empty where there is none. */
    Optional<String> deadLetter(Where where);

    /**
     * Every record of the public topics that ingress has committed to have read.
     *
     * @return whether ingress has committed anything at all
     */
    boolean taken(Consumer<Where> to);

    /**
     * Reads a partition in order of offset.
     *
     * @param undecodable takes the records that are none of the topic's, with the reason
     */
    <T extends SpecificRecord> void read(
            Topic<T> topic, int partition, BiConsumer<Where, T> to, BiConsumer<Where, String> undecodable);
}
