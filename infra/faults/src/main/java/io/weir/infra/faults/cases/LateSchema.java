package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.schemas.Topics;
import io.weir.v1.DeadLetter;
import io.weir.v1.Query;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Queries whose schema is registered only after they were sent: a version of the query's schema with another doc, which the
 * registry takes as a new one. Their id is the one that it will get: ids are given one after the other.
 */
final class LateSchema {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");

    private final Trial trial;
    private final List<Query> queries;
    private final String schema;
    private final int id;

    private LateSchema(Trial trial, List<Query> queries) {
        this.trial = trial;
        this.queries = queries;
        // An alias makes it another schema of the same fields, whichever registry normalises docs away.
        schema = aliased("query_of_" + trial.name().replace('-', '_'));
        id = nextId(aliased("probe_of_" + trial.name().replace('-', '_')));
    }

    static LateSchema drawn(Trial trial, int count) {
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            queries.add(trial.traffic().next());
        }
        return new LateSchema(trial, queries);
    }

    private static String aliased(String alias) {
        Schema copy = new Schema.Parser().parse(Query.getClassSchema().toString());
        copy.addAlias(alias, "io.weir.v1");
        return copy.toString();
    }

    /** Registers a version of its own to learn where the registry's ids stand. */
    private int nextId(String probe) {
        return post(probe) + 1;
    }

    /** Sends them with the id that is not known yet. */
    void send() {
        for (Query query : queries) {
            byte[] value = trial.site().wire().encode(Topics.QUERIES, query);
            ByteBuffer.wrap(value).putInt(1, id);
            trial.traffic()
                    .sendAs(
                            query,
                            new ProducerRecord<>(
                                    Topics.QUERIES.name(), query.getTenant().getBytes(UTF_8), value));
        }
    }

    /** They wait among the dead letters, with a time at which they are tried again. */
    void requireWaiting() {
        Await.until("the queries of an unknown schema wait among the dead letters", () -> waiting() >= queries.size());
    }

    private long waiting() {
        Set<String> ids = new HashSet<>();
        for (DeadLetter letter : trial.logs().values(Topics.DLQ)) {
            boolean named = letter.getRecordValue() != null
                    && letter.getRecordValue().remaining() > 5
                    && letter.getRecordValue().getInt(letter.getRecordValue().position() + 1) == id;
            if (named && letter.getRetryAt() != null) {
                ids.add(letter.getId());
            }
        }
        return ids.size();
    }

    void register() {
        int given = post(schema);
        if (given != id) {
            throw new IllegalStateException("the registry gave id " + given + ", foreseen was " + id);
        }
    }

    /** Beside their results, which the trial awaits: they did come by the dead letters. */
    void requireServed() {
        trial.require(waiting() == queries.size(), waiting() + " of " + queries.size() + " came by the dead letters");
    }

    private int post(String text) {
        String body = "{\"schema\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        trial.site().addresses().registry() + "/subjects/" + Topics.QUERIES.subject() + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            Matcher found = ID.matcher(response.body());
            if (response.statusCode() != 200 || !found.find()) {
                throw new IllegalStateException("the registry said " + response.statusCode() + " " + response.body());
            }
            return Integer.parseInt(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
