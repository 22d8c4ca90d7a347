package io.weir.core.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds back a price that moves too far at once: most such prices are dollars per thousand tokens taken for dollars per million,
 * or a field left at zero. Whoever means it says so with the record ({@code force}).
 *
 * <p>A component that was free may come to cost anything: there is no ratio to go by.
 *
 * @param factor a component that becomes this many times dearer or cheaper, or more, is held back; at least 2
 */
public record PriceGate(long factor) {

    public PriceGate {
        if (factor < 2) {
            throw new IllegalArgumentException("price_gate_factor must be at least 2: " + factor);
        }
    }

    /**
     * A component that moves too far.
     *
     * @param component name of its field in a price record
     * @param before nano-dollars, per million tokens or per request, in force
     * @param after what would replace it
     */
    public record Jump(String component, long before, long after) {}

    /** The first component that moves too far. */
    public Optional<Jump> check(Price before, Price after) {
        Map<String, Long> old = components(before);
        for (Map.Entry<String, Long> component : components(after).entrySet()) {
            long was = old.getOrDefault(component.getKey(), 0L);
            if (isJump(was, component.getValue())) {
                return Optional.of(new Jump(component.getKey(), was, component.getValue()));
            }
        }
        return Optional.empty();
    }

    /** In integers, a / f >= b where and only where a >= b × f. To zero is too far from anywhere. */
    private boolean isJump(long before, long after) {
        return before > 0 && (after / factor >= before || before / factor >= after);
    }

    private static Map<String, Long> components(Price price) {
        Map<String, Long> components = new LinkedHashMap<>();
        tariff("", price.standard(), components);
        tariff("batch_", price.batch(), components);
        return components;
    }

    private static void tariff(String prefix, Tariff tariff, Map<String, Long> to) {
        rates(prefix, tariff.base(), to);
        rates(prefix + "long_context_", tariff.longContext(), to);
        to.put(prefix + "request", tariff.perRequestNanodollars());
    }

    private static void rates(String prefix, Rates rates, Map<String, Long> to) {
        to.put(prefix + "input", rates.input());
        to.put(prefix + "cached_input", rates.cachedInput());
        to.put(prefix + "cache_write", rates.cacheWrite());
        to.put(prefix + "output", rates.output());
        to.put(prefix + "reasoning", rates.reasoning());
    }
}
