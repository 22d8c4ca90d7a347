package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.cost.Price;
import io.weir.core.cost.Tariff;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.routing.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The audit's prices: every version applied, in the order of it. The one in force is the one known last of those valid; an
 * account pays by its own card, else by that of the nearest account above it, else by the public one.
 */
final class PriceList {

    /** A version that ended so long ago is forgotten as the next is applied: declared again, it is a new one. */
    private static final long KEPT_AFTER_END_MICROS = 8 * 86_400_000_000L;

    private record Applied(Price price, long knownMicros) {}

    private final Map<String, List<Applied>> applied = new HashMap<>();
    private final Map<String, String> cards = new HashMap<>();

    void applied(Price price, long atMicros) {
        List<Applied> versions =
                applied.computeIfAbsent(price.rateCard() + "|" + price.model(), absent -> new ArrayList<>());
        long known = Math.min(price.knownAtMicros(), atMicros);
        for (Applied before : versions) {
            if (before.price.version().equals(price.version())) {
                known = Math.min(known, before.knownMicros);
            }
        }
        versions.removeIf(before -> before.price.version().equals(price.version()));
        versions.add(new Applied(price, known));
        versions.removeIf(one -> one.price.validToMicros() <= atMicros - KEPT_AFTER_END_MICROS);
    }

    void card(String account, String card) {
        cards.put(account, card);
    }

    /** A work order is at the price in force. */
    void requirePriced(Effect.AttemptSent sent, long atMicros) {
        Query query = sent.query();
        String model = sent.attempt().model();
        Price own = inForce(card(query.account()), model, atMicros);
        Price price = own == null ? inForce("", model, atMicros) : own;
        require(price != null, "%s is sent without a price of %s", query.key(), model);
        Objects.requireNonNull(price);
        Tariff tariff = query.processingClass() == ProcessingClass.BATCH ? price.batch() : price.standard();
        require(
                sent.attempt().tariff().equals(tariff),
                "%s is sent at %s, not %s",
                query.key(),
                sent.attempt().tariff(),
                tariff);
    }

    private String card(String account) {
        for (String path : Lines.paths(account, null)) { // itself first, then up
            String card = cards.getOrDefault(path, "");
            if (!card.isEmpty()) {
                return card;
            }
        }
        return "";
    }

    private @Nullable Price inForce(String card, String model, long atMicros) {
        @Nullable Applied best = null;
        for (Applied one : applied.getOrDefault(card + "|" + model, List.of())) {
            boolean valid = one.price.validFromMicros() <= atMicros && atMicros < one.price.validToMicros();
            if (valid && (best == null || precedes(best, one))) {
                best = one;
            }
        }
        return best == null ? null : best.price;
    }

    private static boolean precedes(Applied before, Applied after) {
        if (before.knownMicros != after.knownMicros) {
            return before.knownMicros < after.knownMicros;
        }
        if (before.price.validFromMicros() != after.price.validFromMicros()) {
            return before.price.validFromMicros() < after.price.validFromMicros();
        }
        return before.price.revision() < after.price.revision();
    }
}
