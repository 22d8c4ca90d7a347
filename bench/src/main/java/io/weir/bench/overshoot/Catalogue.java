package io.weir.bench.overshoot;

import io.weir.schemas.Topics;
import io.weir.v1.Calibration;
import io.weir.v1.Inbox;
import io.weir.v1.Model;
import io.weir.v1.PassPosterior;
import io.weir.v1.PowerProfile;
import io.weir.v1.Price;
import io.weir.v1.Tier;
import io.weir.v1.TokenQuantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Three tiers at 1 : 4 : 12 with what is known of them, and one more that queries ask for by its tag. */
final class Catalogue {

    static final String TASK = "bench";

    /** Tag of the tiers that queries of {@link Load} are for. */
    static final String LOAD = "load";

    /** Tag and name of the tier that queries of {@link ExactBudgets} are for. */
    static final String EXACT = "exact";

    static final double WATTS = 12;
    static final double PREFILL_PER_SECOND = 70;
    static final double DECODE_PER_SECOND = 73;

    private static final List<String> TIERS = List.of("small", "medium", "large", EXACT);
    /** Nano-dollars a million input tokens; output is four times as dear. */
    private static final List<Long> PRICES = List.of(10_000_000L, 40_000_000L, 120_000_000L, 10_000_000L);

    private static final List<Double> PASSES = List.of(55.0, 75.0, 92.0, 92.0);

    private Catalogue() {}

    static List<String> tiers() {
        return TIERS;
    }

    static long inputPrice(String tier) {
        return PRICES.get(TIERS.indexOf(tier));
    }

    static long outputPrice(String tier) {
        return 4 * inputPrice(tier);
    }

    static List<ProducerRecord<byte[], byte[]>> records(Inputs inputs) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String tier : TIERS) {
            everywhere(inputs, records, tier(inputs, tier));
            everywhere(inputs, records, price(inputs, tier));
        }
        everywhere(inputs, records, calibration(inputs));
        return records;
    }

    private static Inbox tier(Inputs inputs, String name) {
        Inbox record = inputs.declared("tier", name);
        record.setTier(Tier.newBuilder()
                .setTier(name)
                .setModels(List.of(Model.newBuilder()
                        .setModel("model-" + name)
                        .setContextWindow(32_768)
                        .setTemplateTokens(10)
                        .build()))
                .setTags(List.of(name.equals(EXACT) ? EXACT : LOAD))
                .setPower(PowerProfile.newBuilder()
                        .setWattsPerProcessor(WATTS)
                        .setPrefillTokensPerSecond(PREFILL_PER_SECOND)
                        .setDecodeTokensPerSecond(DECODE_PER_SECOND)
                        .build())
                .build());
        return record;
    }

    private static Inbox price(Inputs inputs, String tier) {
        Inbox record = inputs.declared("price", "model-" + tier);
        record.setPrice(Price.newBuilder()
                .setModel("model-" + tier)
                .setVersion("bench")
                .setInput(inputPrice(tier))
                .setOutput(outputPrice(tier))
                .build());
        return record;
    }

    private static Inbox calibration(Inputs inputs) {
        List<PassPosterior> posteriors = new ArrayList<>();
        List<TokenQuantiles> tokens = new ArrayList<>();
        for (int i = 0; i < TIERS.size(); i++) {
            posteriors.add(new PassPosterior(TASK, TIERS.get(i), PASSES.get(i), 100 - PASSES.get(i), 98L));
            tokens.add(TokenQuantiles.newBuilder()
                    .setTask(TASK)
                    .setTier(TIERS.get(i))
                    .setCount(100)
                    .setSumInputTokens(5_000)
                    .setSumOutputTokens(8_000)
                    .build());
        }
        Inbox record = inputs.declared("calibration", "bench");
        record.setCalibration(Calibration.newBuilder()
                .setVersion("bench")
                .setPassPosteriors(posteriors)
                .setTokenQuantiles(tokens)
                .setAt(Instant.now())
                .build());
        return record;
    }

    private static void everywhere(Inputs inputs, List<ProducerRecord<byte[], byte[]>> records, Inbox record) {
        for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
            records.add(inputs.to(partition, record));
        }
    }
}
