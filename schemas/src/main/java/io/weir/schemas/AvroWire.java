package io.weir.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.weir.schemas.WireException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's wire format: 0x00, the schema's id as a big-endian int32, Avro binary.
 *
 * <p>A value is read with the schema that it was written with, found by its id, and resolved to the generated class; older
 * and newer writers are both understood. Bytes are not trusted: whatever they are, {@link #decode} returns a record or
 * throws a {@link WireException}, and takes memory in proportion to their length only.
 *
 * <p>Thread-safe. One instance a process is enough: it keeps each id that it has met.
 */
public final class AvroWire {
    private static final int HEADER_BYTES = 5;
    private static final int CACHED_SCHEMAS = 1_000;
    /** The registry is near; a thread that decodes must not wait longer than this for it. */
    private static final int CONNECT_MILLIS = 2_000;

    private static final int READ_MILLIS = 5_000;

    private final SchemaLookup lookup;
    private final IntFunction<Schema> writers;
    private final ThreadLocal<AvroCodec> codecs = ThreadLocal.withInitial(AvroCodec::new);

    /** Wire format that registers the schema of a subject on first use. */
    public AvroWire(SchemaRegistryClient client) {
        this(client, true);
    }

    /**
     * Wire format on a registry.
     *
     * @param autoRegister whether to register the schema of a subject on first use; if not it must be there already
     */
    public AvroWire(SchemaRegistryClient client, boolean autoRegister) {
        this(client, autoRegister, System::nanoTime);
    }

    AvroWire(SchemaRegistryClient client, boolean autoRegister, LongSupplier nanoTime) {
        this.lookup = new SchemaLookup(client, autoRegister, nanoTime);
        this.writers = lookup::byId;
    }

    private AvroWire(SchemaLookup lookup, IntFunction<Schema> writers) {
        this.lookup = lookup;
        this.writers = writers;
    }

    /**
     * Wire format that registers, on the registry at a URL.
     *
     * @param registryUrl base URL, or several with commas between
     */
    public static AvroWire connect(String registryUrl) {
        return new AvroWire(client(registryUrl));
    }

    /**
     * The same wire for a thread that must not wait for the registry: it decodes with the schemas that this one has met or
     * {@linkplain #learn learnt}, and throws unknown_schema at once for any other.
     */
    public AvroWire withoutAsking() {
        return new AvroWire(lookup, lookup::known);
    }

    /**
     * Asks the registry for every schema that is registered for a topic's values and not known yet.
     *
     * @return how many versions were new
     * @throws WireException registry_unavailable
     */
    public int learn(Topic<?> topic) {
        return lookup.learn(topic.subject());
    }

    /** Client for Avro alone, with timeouts that fit a thread with other work. */
    static SchemaRegistryClient client(String registryUrl) {
        RestService rest = new RestService(List.of(registryUrl.split(",")));
        rest.setHttpConnectTimeoutMs(CONNECT_MILLIS);
        rest.setHttpReadTimeoutMs(READ_MILLIS);
        return new CachedSchemaRegistryClient(
                rest, CACHED_SCHEMAS, List.of(new AvroSchemaProvider()), Map.of(), Map.of());
    }

    /**
     * Id of a topic's schema; where this wire registers, the subject is there afterwards, even if no record ever is.
     *
     * @throws WireException if the registry does not give one: unknown_schema, registry_unavailable or incompatible
     */
    public int schemaId(Topic<?> topic) {
        return lookup.idOf(topic);
    }

    /**
     * Bytes of a value.
     *
     * @throws WireException if the registry does not give an id: unknown_schema, registry_unavailable or incompatible
     * @throws IllegalArgumentException if the value breaks its own schema, such as by a missing field; names it
     */
    public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T value) {
        int id = lookup.idOf(topic);
        try {
            return codecs.get().encode(id, value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + topic.type().getSimpleName() + " for " + topic + ": " + e.getMessage(), e);
        }
    }

    /**
     * Value of bytes.
     *
     * @throws WireException if they are no value of the topic, or its schema cannot be had
     */
    public <T extends SpecificRecord> T decode(Topic<T> topic, byte[] bytes) {
        int id = schemaId(bytes);
        AvroCodec codec = codecs.get();
        Schema writer = codec.reads(topic.type(), id) ? null : writers.apply(id);
        try {
            if (writer != null) {
                requireReadable(topic, id, writer);
                codec.learn(topic.type(), id, writer);
            }
            return codec.decode(topic.type(), id, bytes, HEADER_BYTES);
        } catch (EOFException e) {
            throw failure(Kind.TRUNCATED, topic, id, e);
        } catch (IOException | StackOverflowError e) {
            throw failure(Kind.UNDECODABLE, topic, id, e);
        } catch (WireException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failure(Kind.UNDECODABLE, topic, id, e);
        }
    }

    private static int schemaId(byte[] bytes) {
        if (bytes.length == 0) {
            throw new WireException(Kind.EMPTY, null, "no bytes", null);
        }
        if (bytes[0] != 0) {
            throw new WireException(Kind.WRONG_MAGIC, null, "first byte must be 0, is " + bytes[0], null);
        }
        if (bytes.length < HEADER_BYTES) {
            throw new WireException(Kind.TRUNCATED, null, "header must be 5 bytes, is " + bytes.length, null);
        }
        return (bytes[1] & 0xFF) << 24 | (bytes[2] & 0xFF) << 16 | (bytes[3] & 0xFF) << 8 | (bytes[4] & 0xFF);
    }

    /** The same full name, and resolvable: Avro itself would match records by their short name. */
    private static void requireReadable(Topic<?> topic, int id, Schema writer) {
        Schema reader = AvroCodec.schemaOf(topic.type());
        if (writer.getType() != Schema.Type.RECORD || !writer.getFullName().equals(reader.getFullName())) {
            String found = writer.getType() == Schema.Type.RECORD
                    ? writer.getFullName()
                    : writer.getType().getName();
            throw new WireException(
                    Kind.WRONG_TYPE,
                    id,
                    topic + " holds " + reader.getFullName() + ", schema id " + id + " is " + found,
                    null);
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new WireException(
                    Kind.WRONG_TYPE,
                    id,
                    "schema id " + id + " cannot be read as " + reader.getFullName() + ": "
                            + compatibility.getResult().getIncompatibilities(),
                    null);
        }
    }

    private static WireException failure(Kind kind, Topic<?> topic, int id, Throwable cause) {
        String message =
                "value of " + topic + " with schema id " + id + " is " + kind.code() + ": " + cause.getMessage();
        return new WireException(kind, id, message, cause);
    }

    /** Serializer of a topic's values; null, a tombstone, stays null. */
    public <T extends SpecificRecord> Serializer<T> serializer(Topic<T> topic) {
        return (name, value) -> encodeOrNull(topic, value);
    }

    /** Deserializer of a topic's values; null, a tombstone, stays null. */
    public <T extends SpecificRecord> Deserializer<T> deserializer(Topic<T> topic) {
        return (name, bytes) -> decodeOrNull(topic, bytes);
    }

    /** Both. */
    public <T extends SpecificRecord> Serde<T> serde(Topic<T> topic) {
        return Serdes.serdeFrom(serializer(topic), deserializer(topic));
    }

    private <T extends SpecificRecord> byte @Nullable [] encodeOrNull(Topic<T> topic, @Nullable T value) {
        return value == null ? null : encode(topic, value);
    }

    private <T extends SpecificRecord> @Nullable T decodeOrNull(Topic<T> topic, byte @Nullable [] bytes) {
        return bytes == null ? null : decode(topic, bytes);
    }
}
