package io.weir.router.ingress;

import io.weir.core.admission.Ids;
import io.weir.core.admission.QueryBounds;
import io.weir.core.admission.Violation;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.AccountCodec;
import io.weir.schemas.codec.CatalogueCodec;
import io.weir.schemas.codec.DeadLetters;
import io.weir.schemas.codec.GrantCodec;
import io.weir.schemas.codec.InvalidRecord;
import io.weir.schemas.codec.Micros;
import io.weir.schemas.codec.PriceCodec;
import io.weir.schemas.codec.QueryCodec;
import io.weir.v1.Account;
import io.weir.v1.Calibration;
import io.weir.v1.Cancel;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Grant;
import io.weir.v1.Inbox;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Tier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * What a public record becomes: copies for the inbox, or a dead letter. A function of the record and the clock; it sends
 * nothing.
 */
final class Homing {

    /** Home of what concerns no tenant. */
    static final int EVERY_PARTITION = -1;

    /** Code of a letter that waits until its tier's topics can be had: whatever is wrong, somebody has to repair it. */
    static final String TIER_TOPICS = "tier_topics";

    /** Where an inbox record goes. */
    record Homed(Inbox inbox, int partition, String key) {}

    private final AvroWire wire;
    private final int partitions;
    private final QueryBounds bounds;
    private final InstantSource clock;
    private final Consumer<String> ensureTier;

    /** @param ensureTier confirms the topics of a tier before it is homed */
    Homing(AvroWire wire, int partitions, QueryBounds bounds, InstantSource clock, Consumer<String> ensureTier) {
        this.wire = wire;
        this.partitions = partitions;
        this.bounds = bounds;
        this.clock = clock;
        this.ensureTier = ensureTier;
    }

    /**
     * @throws InvalidRecord where the record breaks a rule
     * @throws WireException where it cannot be decoded
     */
    Homed home(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Topics.QUERIES.name())) {
            return query(record, decode(Topics.QUERIES, record));
        } else if (topic.equals(Topics.CANCELS.name())) {
            return cancel(record, decode(Topics.CANCELS, record));
        } else if (topic.equals(Topics.GRANTS.name())) {
            return grant(record, decode(Topics.GRANTS, record));
        } else if (topic.equals(Topics.ACCOUNTS.name())) {
            return account(record, record.value() == null ? tombstone(record) : decode(Topics.ACCOUNTS, record));
        } else if (topic.equals(Topics.TIERS.name())) {
            return tier(record, decode(Topics.TIERS, record));
        } else if (topic.equals(Topics.PRICES.name())) {
            return price(record, decode(Topics.PRICES, record));
        } else if (topic.equals(Topics.CALIBRATION.name())) {
            return calibration(record, decode(Topics.CALIBRATION, record));
        }
        throw new InvalidRecord(Violation.of("not_served", "topic", topic, "is not served"));
    }

    private Homed query(ConsumerRecord<byte[], byte[]> record, Query query) {
        String traceparent = EventHeaders.traceparent(record.headers()).orElse("");
        Inbox inbox = inbox("query", query.getTenant() + "/" + query.getQueryId(), record);
        inbox.setAdmitted(QueryCodec.admit(query, traceparent, Micros.of(clock.instant()), bounds));
        inbox.setQuery(query);
        return homed(inbox, query.getTenant());
    }

    private Homed cancel(ConsumerRecord<byte[], byte[]> record, Cancel cancel) {
        Ids.tenant(cancel.getTenant())
                .or(() -> Ids.queryId(cancel.getQueryId()))
                .ifPresent(violation -> {
                    throw new InvalidRecord(violation);
                });
        Inbox inbox = inbox("cancel", cancel.getTenant() + "/" + cancel.getQueryId(), record);
        inbox.setCancel(cancel);
        return homed(inbox, cancel.getTenant());
    }

    private Homed grant(ConsumerRecord<byte[], byte[]> record, Grant grant) {
        GrantCodec.toCore(grant); // checks it
        GrantCodec.admit(grant, Micros.of(clock.instant()), bounds);
        Inbox inbox = inbox("grant", grant.getAccount() + "/" + grant.getGrantId(), record);
        inbox.setGrant(grant);
        return homed(inbox, grant.getTenant());
    }

    private Homed account(ConsumerRecord<byte[], byte[]> record, Account account) {
        AccountCodec.toCore(account, record.offset()); // checks it
        Inbox inbox = inbox("account", account.getAccount() + "@" + record.offset(), record);
        inbox.setAccount(account);
        return homed(inbox, AccountCodec.tenant(account.getAccount()));
    }

    /** A null value closes the account that its key names. */
    private static Account tombstone(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new InvalidRecord(Violation.invalid("key", "null", "must name the account that a null value closes"));
        }
        return Account.newBuilder()
                .setAccount(text(record.key()))
                .setDeleted(true)
                .build();
    }

    /** A key repaired with U+FFFD would be another account's. */
    private static String text(byte[] key) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidRecord(Violation.invalid("key", new String(key, StandardCharsets.UTF_8), "must be UTF-8"));
        }
    }

    private Homed tier(ConsumerRecord<byte[], byte[]> record, Tier tier) {
        CatalogueCodec.tier(tier, record.offset()); // checks it
        try {
            ensureTier.accept(tier.getTier());
        } catch (IllegalStateException e) {
            throw new InvalidRecord(
                    Violation.invalid("tier", tier.getTier(), "has topics that do not fit (" + e.getMessage() + ")"));
        } catch (InterruptException | WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            throw new InvalidRecord(Violation.of(
                    TIER_TOPICS, "tier", tier.getTier(), "cannot have its topics yet (" + e.getMessage() + ")"));
        }
        Inbox inbox = inbox("tier", tier.getTier() + "@" + record.offset(), record);
        inbox.setTier(tier);
        return new Homed(inbox, EVERY_PARTITION, "");
    }

    private Homed price(ConsumerRecord<byte[], byte[]> record, Price price) {
        PriceCodec.toCore(price, record.offset()); // checks it
        Inbox inbox = inbox("price", price.getModel() + "@" + record.offset(), record);
        inbox.setPrice(price);
        return new Homed(inbox, EVERY_PARTITION, "");
    }

    private Homed calibration(ConsumerRecord<byte[], byte[]> record, Calibration calibration) {
        CatalogueCodec.calibration(calibration, record.offset()); // checks it
        Inbox inbox = inbox("calibration", calibration.getVersion() + "@" + record.offset(), record);
        inbox.setCalibration(calibration);
        return new Homed(inbox, EVERY_PARTITION, "");
    }

    private Homed homed(Inbox inbox, String tenant) {
        return new Homed(inbox, Topics.partitionOf(tenant, partitions), tenant);
    }

    private static Inbox inbox(String kind, String id, ConsumerRecord<byte[], byte[]> record) {
        Inbox inbox = new Inbox();
        inbox.setKind(kind);
        inbox.setId(id);
        inbox.setOrigin(coordinates(record));
        inbox.setSource("ingress");
        return inbox;
    }

    private <T extends SpecificRecord> T decode(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new InvalidRecord(Violation.invalid("value", "null", "must be a record"));
        }
        return wire.decode(topic, record.value());
    }

    static Coordinates coordinates(ConsumerRecord<byte[], byte[]> record) {
        return new Coordinates(record.topic(), record.partition(), record.offset());
    }

    /**
     * The dead letter of a record that could not be homed; where its schema or its tier's topics may yet come it says when it is
     * tried again.
     */
    DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record, RuntimeException error) {
        DeadLetter letter = letter(record, error);
        letter.setAt(clock.instant());
        boolean whole = DeadLetters.isWhole(record.key(), record.value(), record.headers());
        if (whole && mayPass(error)) {
            letter.setRetryAt(letter.getAt());
        }
        return letter;
    }

    private static boolean mayPass(RuntimeException error) {
        return error instanceof WireException wireError
                ? wireError.kind().retriable()
                : error instanceof InvalidRecord invalid
                        && invalid.violation().code().equals(TIER_TOPICS);
    }

    private static DeadLetter letter(ConsumerRecord<byte[], byte[]> record, RuntimeException error) {
        if (error instanceof WireException wireError) {
            return DeadLetters.of(coordinates(record), record.key(), record.value(), record.headers(), wireError);
        }
        Optional<Violation> violation =
                error instanceof InvalidRecord invalid ? Optional.of(invalid.violation()) : Optional.empty();
        return DeadLetters.of(
                coordinates(record),
                record.key(),
                record.value(),
                record.headers(),
                violation.map(Violation::code).orElse("invalid"),
                orNull(violation.map(Violation::field)),
                orNull(violation.map(Violation::value)),
                String.valueOf(error.getMessage()));
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
