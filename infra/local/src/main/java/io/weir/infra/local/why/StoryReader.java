package io.weir.infra.local.why;

import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Gathers the records of a query id, of one tenant or of all that have it. */
final class StoryReader {

    private final TopicReader reader;
    private final String queryId;
    private final @Nullable String tenant;
    private final SortedMap<String, Story> stories = new TreeMap<>();

    private StoryReader(TopicReader reader, String queryId, @Nullable String tenant) {
        this.reader = reader;
        this.queryId = queryId;
        this.tenant = tenant;
    }

    /**
     * Reads.
     *
     * @param tenant tenant; null: all
     * @return stories by tenant; none where nobody has such a query
     */
    static Map<String, Story> read(TopicReader reader, String queryId, @Nullable String tenant) {
        StoryReader all = new StoryReader(reader, queryId, tenant);
        all.each(
                Topics.DECISIONS,
                decision -> all.story(decision.getTenant(), decision.getQueryId()),
                (story, decision) -> story.decisions.add(decision));
        all.each(
                Topics.LEDGER,
                entry -> all.story(entry.getLedgerKey(), entry.getQueryId()),
                (story, entry) -> story.entries.add(entry));
        all.each(
                Topics.OUTCOMES,
                outcome -> all.story(outcome.getTenant(), outcome.getQueryId()),
                (story, outcome) -> story.outcomes.add(outcome));
        all.each(
                Topics.RESULTS,
                result -> all.story(result.getTenant(), result.getQueryId()),
                (story, result) -> story.result = result);
        return all.stories;
    }

    private @Nullable Story story(String ofTenant, @Nullable String id) {
        if (!queryId.equals(id) || (tenant != null && !tenant.equals(ofTenant))) {
            return null;
        }
        return stories.computeIfAbsent(ofTenant, name -> new Story(name, queryId));
    }

    private <T extends SpecificRecord> void each(Topic<T> topic, Function<T, @Nullable Story> of, Add<T> add) {
        List<TopicPartition> partitions = reader.partitions(topic);
        Consumer<org.apache.kafka.clients.consumer.ConsumerRecord<byte[], byte[]>> take = record -> {
            T value = reader.decode(topic, record);
            Story story = of.apply(value);
            if (story != null) {
                add.to(story, value);
            }
        };
        List<TopicPartition> homes = tenant == null || partitions.isEmpty()
                ? partitions
                : List.of(partitions.get(Topics.partitionOf(tenant, partitions.size())));
        reader.committed(homes).forEach((partition, span) -> reader.read(partition, span, take));
    }

    private interface Add<T> {
        void to(Story story, T value);
    }
}
