package io.weir.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.weir.schemas.WireException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Ids of our schemas and schemas of any id, asked of the registry once and kept.
 *
 * <p>Ids come from records, so anybody may invent them. One that the registry does not know, or that is not Avro, is not asked for again during
 * {@link #MISSED_FOR}; {@link #MISSES_PER_SECOND} bounds what a flood of different ones can ask. After the registry has
 * failed, nobody waits for it again for {@link #DOWN_FOR}. What is known stays usable throughout.
 */
final class SchemaLookup {
    static final Duration MISSED_FOR = Duration.ofSeconds(5);
    static final Duration DOWN_FOR = Duration.ofSeconds(1);
    static final int MISSES_PER_SECOND = 100;
    /** Missed ids remembered, the latest: what the misses of {@link #MISSED_FOR} can fill. */
    private static final int MISSED_KEPT = MISSES_PER_SECOND * (int) MISSED_FOR.toSeconds();
    /** Schemas remembered; far more than one installation registers. Beyond it all are asked for anew. */
    private static final int KNOWN_KEPT = 10_000;

    /** The client's words, in a plain IOException, for a schema that it cannot parse, such as one of another language. */
    private static final String UNPARSED = "Invalid schema";

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Why an id could not be had, and the nanosecond until which it is not asked for again. */
    private record Miss(Kind kind, long until) {}

    private final SchemaRegistryClient client;
    private final boolean autoRegister;
    private final LongSupplier nanoTime;
    private final Map<Integer, Schema> known = new ConcurrentHashMap<>();
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    /** Versions of each subject whose schemas are known. */
    private final Map<String, Set<Integer>> learnt = new ConcurrentHashMap<>();
    /** Guarded by itself. */
    private final Map<Integer, Miss> missed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Miss> eldest) {
            return size() > MISSED_KEPT;
        }
    };
    /** Guarded by {@link #missed}. */
    private long secondStarted;
    /** Guarded by {@link #missed}. */
    private int missesInSecond;

    private volatile long downUntil;

    SchemaLookup(SchemaRegistryClient client, boolean autoRegister, LongSupplier nanoTime) {
        this.client = client;
        this.autoRegister = autoRegister;
        this.nanoTime = nanoTime;
        this.secondStarted = nanoTime.getAsLong();
        this.downUntil = secondStarted;
    }

    /** Id of the topic's schema under its subject; registers it on first use where that is wanted. */
    int idOf(Topic<?> topic) {
        Integer id = ids.get(topic.subject());
        return id != null ? id : askId(topic);
    }

    private synchronized int askId(Topic<?> topic) {
        Integer meanwhile = ids.get(topic.subject());
        if (meanwhile != null) {
            return meanwhile;
        }
        AvroSchema schema = new AvroSchema(topic.schema());
        int id = ask(
                topic.subject(),
                null,
                () -> autoRegister ? client.register(topic.subject(), schema) : client.getId(topic.subject(), schema));
        ids.put(topic.subject(), id);
        return id;
    }

    /** Schema of an id. */
    Schema byId(int id) {
        Schema schema = known.get(id);
        return schema != null ? schema : askSchema(id);
    }

    /** Schema of an id that was met or learnt before; the registry is not asked. */
    Schema known(int id) {
        Schema schema = known.get(id);
        if (schema == null) {
            throw new WireException(
                    Kind.UNKNOWN_SCHEMA, id, "schema id " + id + " is not among those known here", null);
        }
        return schema;
    }

    /**
     * Asks the registry for the schemas of a subject's versions, those that were not asked for before.
     *
     * @return how many were new; 0 where there is no such subject
     */
    int learn(String subject) {
        Set<Integer> versions = learnt.computeIfAbsent(subject, name -> ConcurrentHashMap.newKeySet());
        int found = 0;
        try {
            for (int version : ask("versions of " + subject, null, () -> client.getAllVersions(subject))) {
                if (versions.contains(version)) {
                    continue;
                }
                SchemaMetadata metadata =
                        ask(subject + " version " + version, null, () -> client.getSchemaMetadata(subject, version));
                keep(metadata.getId(), avroOrNull(metadata));
                versions.add(version);
                found++;
            }
        } catch (WireException e) {
            if (e.kind() != Kind.UNKNOWN_SCHEMA) {
                throw e;
            }
        }
        return found;
    }

    private @Nullable Schema avroOrNull(SchemaMetadata metadata) {
        try {
            int id = metadata.getId();
            return avro(id, ask("schema id " + id, id, () -> client.getSchemaById(id)));
        } catch (WireException e) {
            if (e.kind() == Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            return null; // a version in another language: no record of ours is written with it
        }
    }

    private void keep(int id, @Nullable Schema schema) {
        if (known.size() >= KNOWN_KEPT) {
            known.clear();
            learnt.values().forEach(Set::clear);
        }
        if (schema != null) {
            known.put(id, schema);
        }
    }

    private Schema askSchema(int id) {
        refuseIfMissed(id);
        try {
            Schema schema = avro(id, ask("schema id " + id, id, () -> client.getSchemaById(id)));
            keep(id, schema);
            return schema;
        } catch (WireException e) {
            if (e.kind() != Kind.REGISTRY_UNAVAILABLE) {
                remember(id, e.kind());
            }
            throw e;
        }
    }

    private static Schema avro(int id, ParsedSchema parsed) {
        if (parsed instanceof AvroSchema avro) {
            return avro.rawSchema();
        }
        throw new WireException(
                Kind.WRONG_TYPE, id, "schema id " + id + " is not Avro but " + parsed.schemaType(), null);
    }

    private void refuseIfMissed(int id) {
        synchronized (missed) {
            long now = nanoTime.getAsLong();
            Miss miss = missed.get(id);
            if (miss != null && miss.until() - now > 0) {
                throw new WireException(miss.kind(), id, "schema id " + id + " could not be had a moment ago", null);
            }
            if (now - secondStarted >= SECOND) {
                secondStarted = now;
                missesInSecond = 0;
            }
            if (missesInSecond >= MISSES_PER_SECOND) {
                String reason = " was not asked for, after " + MISSES_PER_SECOND + " misses in a second";
                throw new WireException(Kind.UNKNOWN_SCHEMA, id, "schema id " + id + reason, null);
            }
        }
    }

    private void remember(int id, Kind kind) {
        synchronized (missed) {
            missed.remove(id);
            missed.put(id, new Miss(kind, nanoTime.getAsLong() + MISSED_FOR.toNanos()));
            missesInSecond++;
        }
    }

    private interface Call<V> {
        V answer() throws IOException, RestClientException;
    }

    /** Asks the registry and sorts its failures; fails at once while it is taken to be down. */
    private <V> V ask(String what, @Nullable Integer id, Call<V> call) {
        if (downUntil - nanoTime.getAsLong() > 0) {
            throw new WireException(Kind.REGISTRY_UNAVAILABLE, id, what + ": the registry failed a moment ago", null);
        }
        try {
            return call.answer();
        } catch (RestClientException e) {
            Kind kind = kindOf(e);
            if (kind == Kind.REGISTRY_UNAVAILABLE) {
                downUntil = nanoTime.getAsLong() + DOWN_FOR.toNanos();
            }
            throw new WireException(kind, id, what + ": the registry says " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().startsWith(UNPARSED)) {
                throw noAvro(what, id, e);
            }
            downUntil = nanoTime.getAsLong() + DOWN_FOR.toNanos();
            throw new WireException(
                    Kind.REGISTRY_UNAVAILABLE, id, what + ": no answer from the registry: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw noAvro(what, id, e);
        }
    }

    private static WireException noAvro(String what, @Nullable Integer id, Exception cause) {
        return new WireException(Kind.WRONG_TYPE, id, what + ": no Avro schema: " + cause.getMessage(), cause);
    }

    /** Confluent's error codes: 40401 no such subject, 40402 version, 40403 schema; 409 incompatible; 422.. invalid. */
    private static Kind kindOf(RestClientException e) {
        if (e.getErrorCode() >= 40401 && e.getErrorCode() <= 40403) {
            return Kind.UNKNOWN_SCHEMA;
        }
        return e.getStatus() == 409 || e.getStatus() == 422 ? Kind.INCOMPATIBLE : Kind.REGISTRY_UNAVAILABLE;
    }
}
