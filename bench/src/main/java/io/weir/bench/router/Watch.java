package io.weir.bench.router;

import io.weir.bench.router.Shapes.Kind;
import io.weir.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a topology's answers are read: that to a query, which a worker then answers, and that to the worker's outcome.
 *
 * @param work topics of the first
 * @param results topics of the second
 * @param ofWork number of the query that a record of {@code work} answers; empty for other records
 * @param ofResult the same for {@code results}
 */
record Watch(
        List<String> work,
        List<String> results,
        Function<ConsumerRecord<byte[], byte[]>, OptionalLong> ofWork,
        Function<ConsumerRecord<byte[], byte[]>, OptionalLong> ofResult) {

    static Watch of(Subject subject) {
        return subject == Subject.IDENTITY
                ? new Watch(
                        List.of(Floors.IDENTITY_OUT),
                        List.of(Floors.IDENTITY_OUT),
                        record -> ofKind(record, Kind.QUERY),
                        record -> ofKind(record, Kind.OUTCOME))
                : new Watch(
                        BenchCatalogue.TIERS.stream()
                                .map(tier ->
                                        Topics.attempts(tier, "interactive").name())
                                .toList(),
                        List.of(Topics.RESULTS.name()),
                        record -> OptionalLong.of(Load.number(record.key())),
                        Watch::ofId);
    }

    private static OptionalLong ofKind(ConsumerRecord<byte[], byte[]> record, Kind kind) {
        return Kind.of(record.value()).equals(Optional.of(kind)) ? ofId(record) : OptionalLong.empty();
    }

    /** The number is at the end of the id in the headers. */
    private static OptionalLong ofId(ConsumerRecord<byte[], byte[]> record) {
        var id = record.headers().lastHeader("ce_id");
        return id == null ? OptionalLong.empty() : OptionalLong.of(Load.number(id.value()));
    }
}
