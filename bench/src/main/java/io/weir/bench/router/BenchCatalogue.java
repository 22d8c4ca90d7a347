package io.weir.bench.router;

import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Calibration;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import io.weir.v1.Limit;
import io.weir.v1.Model;
import io.weir.v1.PassPosterior;
import io.weir.v1.PowerProfile;
import io.weir.v1.Price;
import io.weir.v1.Tier;
import io.weir.v1.TokenQuantiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What is declared before the first query: three tiers with prices at 1 : 4 : 12, a calibration for every task and tier, and
 * for each tenant an account, one below it with limits too, and the one that pays.
 */
final class BenchCatalogue {

    static final List<String> TIERS = List.of("small", "medium", "large");
    private static final long[] PRICES = {10_000_000L, 40_000_000L, 120_000_000L};
    private static final double[] PASSES = {55, 75, 92};
    /** Nano-dollars and tokens that no run reaches. */
    private static final long AMPLE = 1_000_000_000_000_000L;

    private final Load load;
    private final Consumer<ProducerRecord<byte[], byte[]>> to;
    private long offset;

    private BenchCatalogue(Load load, Consumer<ProducerRecord<byte[], byte[]>> to) {
        this.load = load;
        this.to = to;
    }

    /** Hands over the records one by one: of a million accounts they would not fit the heap. */
    static void declare(Load load, Instant now, Consumer<ProducerRecord<byte[], byte[]>> to) {
        BenchCatalogue catalogue = new BenchCatalogue(load, to);
        for (int i = 0; i < TIERS.size(); i++) {
            catalogue.tier(i);
        }
        catalogue.calibration(now);
        for (long i = 0; i < load.tenants(); i++) {
            catalogue.accounts(Load.tenant(i));
        }
    }

    private void tier(int i) {
        String model = "model-" + TIERS.get(i);
        Inbox tier = inbox("tier", TIERS.get(i));
        tier.setTier(Tier.newBuilder()
                .setTier(TIERS.get(i))
                .setModels(List.of(Model.newBuilder()
                        .setModel(model)
                        .setContextWindow(32_768)
                        .setTemplateTokens(40)
                        .build()))
                // Without it no energy is held, and every outcome would bill an excess.
                .setPower(PowerProfile.newBuilder()
                        .setWattsPerProcessor(12)
                        .setPrefillTokensPerSecond(70)
                        .setDecodeTokensPerSecond(73)
                        .build())
                .build());
        everywhere(tier);
        Inbox price = inbox("price", model);
        price.setPrice(Price.newBuilder()
                .setModel(model)
                .setVersion("2026-01")
                .setInput(PRICES[i])
                .setOutput(4 * PRICES[i])
                .build());
        everywhere(price);
    }

    private void calibration(Instant now) {
        List<PassPosterior> posteriors = new ArrayList<>();
        List<TokenQuantiles> tokens = new ArrayList<>();
        for (int i = 0; i < TIERS.size(); i++) {
            for (String task : Load.TASKS) {
                posteriors.add(new PassPosterior(task, TIERS.get(i), PASSES[i], 100 - PASSES[i], 98L));
                tokens.add(TokenQuantiles.newBuilder()
                        .setTask(task)
                        .setTier(TIERS.get(i))
                        .setCount(100)
                        .setSumInputTokens(12_000)
                        .setSumOutputTokens(2_400)
                        .build());
            }
        }
        Inbox calibration = inbox("calibration", "bench");
        calibration.setCalibration(Calibration.newBuilder()
                .setVersion("bench")
                .setPassPosteriors(posteriors)
                .setTokenQuantiles(tokens)
                .setAt(now)
                .build());
        everywhere(calibration);
    }

    private void accounts(String tenant) {
        account(tenant, List.of(limit("money", "money"), limit("tokens", "tokens")));
        account(tenant + "/search", List.of(limit("money", "money")));
        account(tenant + "/search/user", List.of());
    }

    private static Limit limit(String id, String unit) {
        return Limit.newBuilder().setId(id).setUnit(unit).setAmount(AMPLE).build();
    }

    private void account(String path, List<Limit> limits) {
        Inbox account = inbox("account", path);
        account.setAccount(
                Account.newBuilder().setAccount(path).setLimits(limits).build());
        String tenant = path.indexOf('/') < 0 ? path : path.substring(0, path.indexOf('/'));
        to.accept(load.declared(Topics.partitionOf(tenant, Topics.DEFAULT_PARTITIONS), account));
    }

    private Inbox inbox(String kind, String id) {
        Inbox record = Load.record(kind, id + "@" + offset, "ingress");
        record.setOrigin(new Coordinates("bench." + kind, 0, offset++));
        return record;
    }

    private void everywhere(Inbox record) {
        for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
            to.accept(load.declared(partition, record));
        }
    }
}
