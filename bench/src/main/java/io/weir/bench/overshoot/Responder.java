package io.weir.bench.overshoot;

import io.weir.bench.run.Reading;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Message;
import io.weir.v1.Outcome;
import io.weir.v1.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What workers and engines are in production: takes each attempt as it is committed, claims it and says what became of it, by
 * the seed. It keeps what it bills, by tenant, with arithmetic of its own.
 */
final class Responder implements AutoCloseable {

    /** Long for one who answers in time. */
    private static final long LEASE_MILLIS = 600_000;
    /** Short for one who is silent: the next tick after it gives the attempt up. */
    private static final long SHORT_LEASE_MILLIS = 200;

    /** Beyond the short lease and the ticks after it. */
    private static final long LATE_MILLIS = 2_500;
    /** An answer takes up to so long, so that holds of many queries are open at a time. */
    private static final long SLOWEST_MILLIS = 120;

    private final AvroWire wire;
    private final Inputs inputs;
    private final long seed;
    private final Sender sender;
    private final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1);
    private final Map<String, Long> billed = new TreeMap<>();
    private final Reading reading;

    Responder(String bootstrap, AvroWire wire, Inputs inputs, long seed) {
        this.wire = wire;
        this.inputs = inputs;
        this.seed = seed;
        sender = new Sender(bootstrap, 2);
        List<String> topics = new ArrayList<>();
        for (String tier : Catalogue.tiers()) {
            topics.add(Topics.attempts(tier, Topics.LANES.get(0)).name());
        }
        reading = Reading.fromTheStart("responder", bootstrap, topics, this::take);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Topic<Attempt> any = Topics.attempts(Catalogue.EXACT, Topics.LANES.get(0));
        Attempt attempt = wire.decode(any, record.value());
        if (attempt.getTier().equals(Catalogue.EXACT)) {
            claim(attempt, LEASE_MILLIS);
            all(attempt);
            return;
        }
        switch (Behaviour.drawn(draw(attempt, 1))) {
            case PASSES -> answer(attempt, "pass", 1, 1);
            case FAILS -> answer(attempt, "fail", 1, 1);
            case OVERBILLS -> answer(attempt, "pass", 1 + 9 * draw(attempt, 2), 1);
            case REPEATS -> answer(attempt, "pass", 1, 3);
            case ERRS -> {
                claim(attempt, LEASE_MILLIS);
                sender.send(inputs.outcome(attempt, Instant.now(), outcome -> outcome.setStatus("error")
                        .setErrorClass("provider")
                        .setErrorCode("connect")));
            }
            case VANISHES -> claim(attempt, SHORT_LEASE_MILLIS);
            case BILLS_LATE -> {
                claim(attempt, SHORT_LEASE_MILLIS);
                after(LATE_MILLIS, () -> report(attempt, input(attempt), output(attempt, 1), "pass", 1));
            }
        }
    }

    /** Spends all that was held, of every unit. */
    private void all(Attempt attempt) {
        long input = attempt.getHeldInputTokens();
        long output = attempt.getMaxOutputTokens();
        bill(attempt, input, output);
        long millijoules = (long) Math.ceil(Catalogue.WATTS * Math.ceil(seconds(input, output) * 1e6) / 1_000);
        sender.send(inputs.outcome(
                attempt, Instant.now(), outcome -> answered(outcome, input, output, "pass", millijoules)));
    }

    private static double seconds(long input, long output) {
        return input / Catalogue.PREFILL_PER_SECOND + output / Catalogue.DECODE_PER_SECOND;
    }

    /** @param above 1: within the hold; otherwise the output is so many times what was held */
    private void answer(Attempt attempt, String verdict, double above, int times) {
        for (int i = 0; i < times; i++) {
            claim(attempt, LEASE_MILLIS);
        }
        long millis = (long) (draw(attempt, 3) * SLOWEST_MILLIS);
        after(millis, () -> report(attempt, input(attempt), output(attempt, above), verdict, times));
    }

    private void claim(Attempt attempt, long leaseMillis) {
        sender.send(inputs.claim(attempt, leaseMillis, Instant.now()));
    }

    private long input(Attempt attempt) {
        return 1 + (long) (draw(attempt, 4) * (attempt.getHeldInputTokens() - 1));
    }

    private long output(Attempt attempt, double above) {
        return above > 1
                ? (long) Math.ceil(above * attempt.getMaxOutputTokens())
                : 1 + (long) (draw(attempt, 5) * attempt.getMaxOutputTokens());
    }

    private void report(Attempt attempt, long input, long output, String verdict, int times) {
        double share = 0.3 + 0.6 * draw(attempt, 6);
        long millijoules = (long) (seconds(input, output) * Catalogue.WATTS * 1_000 * share);
        bill(attempt, input, output);
        for (int i = 0; i < times; i++) {
            sender.send(inputs.outcome(
                    attempt, Instant.now(), outcome -> answered(outcome, input, output, verdict, millijoules)));
        }
    }

    private static void answered(Outcome.Builder outcome, long input, long output, String verdict, long millijoules) {
        outcome.setStatus("answered")
                .setUsage(new Usage(input, 0L, 0L, output, 0L))
                .setVerdict(verdict)
                .setEnergyMillijoules(millijoules)
                .setVerifier("exact")
                .setMessage(new Message("assistant", "42", List.of(), null))
                .setFinishReason("stop");
    }

    private synchronized void bill(Attempt attempt, long input, long output) {
        long nanodollars = Math.addExact(
                price(input, Catalogue.inputPrice(attempt.getTier())),
                price(output, Catalogue.outputPrice(attempt.getTier())));
        billed.merge(attempt.getTenant(), nanodollars, Math::addExact);
    }

    /** Nano-dollars of tokens at a price a million, rounded up. */
    private static long price(long tokens, long perMillion) {
        return (Math.multiplyExact(tokens, perMillion) + 999_999) / 1_000_000;
    }

    private double draw(Attempt attempt, int what) {
        long id = attempt.getQueryId().hashCode();
        return Hashes.unit(seed, id, 10L * attempt.getAttempt() + what);
    }

    private void after(long millis, Runnable then) {
        var unused = later.schedule(then, millis, TimeUnit.MILLISECONDS);
    }

    /** Whether everything that it has still to say has been said. */
    boolean isDone() {
        reading.requireAlive();
        return later.getQueue().isEmpty() && later.getActiveCount() == 0;
    }

    /** Nano-dollars billed by tenant. */
    synchronized Map<String, Long> billed() {
        return new TreeMap<>(billed);
    }

    @Override
    public void close() {
        reading.close();
        later.shutdownNow();
        sender.close();
    }
}
