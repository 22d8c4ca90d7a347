package io.weir.bench.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Model;
import io.weir.v1.Price;
import io.weir.v1.Tier;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tiers of the recorded models, their prices, and an account for each tenant of the run. */
final class PoisonCatalogue {

    /** A tier and its model; tokens a second, as recorded. */
    record BenchTier(
            String name, String model, long nanodollarsPerMillion, int prefillPerSecond, int decodePerSecond) {}

    static final List<BenchTier> TIERS = List.of(
            new BenchTier("small", "smollm2-135m", 10_000_000L, 70, 73),
            new BenchTier("medium", "qwen2.5-coder-0.5b", 40_000_000L, 87, 29),
            new BenchTier("large", "qwen2.5-coder-1.5b", 120_000_000L, 39, 15));

    private PoisonCatalogue() {}

    static List<String> tenants() {
        List<String> tenants = new ArrayList<>(GoodTraffic.TENANTS);
        tenants.addAll(List.of(Pharmacy.TENANT, Pharmacy.COMPOSED, Pharmacy.DECOMPOSED));
        return tenants;
    }

    static List<ProducerRecord<byte[], byte[]>> of(AvroWire wire) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (BenchTier tier : TIERS) {
            Price price = Price.newBuilder()
                    .setModel(tier.model())
                    .setVersion("bench")
                    .setInput(tier.nanodollarsPerMillion())
                    .setOutput(4 * tier.nanodollarsPerMillion())
                    .build();
            records.add(record(wire, Topics.PRICES, tier.model(), price));
            records.add(record(wire, Topics.TIERS, tier.name(), declared(tier)));
        }
        for (String tenant : tenants()) {
            records.add(record(
                    wire,
                    Topics.ACCOUNTS,
                    tenant,
                    Account.newBuilder().setAccount(tenant).build()));
        }
        return records;
    }

    private static Tier declared(BenchTier tier) {
        return Tier.newBuilder()
                .setTier(tier.name())
                .setModels(List.of(Model.newBuilder()
                        .setModel(tier.model())
                        .setContextWindow(2_048)
                        .setTemplateTokens(40)
                        .build()))
                .build();
    }

    private static <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
            AvroWire wire, Topic<T> topic, String key, T value) {
        return new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), wire.encode(topic, value));
    }
}
