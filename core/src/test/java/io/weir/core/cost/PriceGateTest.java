package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.PriceGate.Jump;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PriceGateTest {

    private static final PriceGate GATE = new PriceGate(100);
    private static final Rates RATES = new Rates(1_000, 1_001, 1_002, 1_003, 1_004);

    private static Price price(Tariff standard, Tariff batch) {
        return Price.listed("m", 0, 1, 0, standard, batch);
    }

    private static Price flat(long input) {
        Tariff tariff = Tariff.flat("v", Rates.of(input, 5));
        return price(tariff, tariff);
    }

    private static Optional<Jump> check(long before, long after) {
        return GATE.check(flat(before), flat(after));
    }

    @Test
    void aHundredfoldMove_isHeldBack_oneStepLessIsNot() {
        assertEquals(Optional.of(new Jump("input", 1_000, 100_000)), check(1_000, 100_000));
        assertEquals(Optional.empty(), check(1_000, 99_999));
        assertEquals(Optional.of(new Jump("input", 100_000, 1_000)), check(100_000, 1_000));
        assertEquals(Optional.empty(), check(100_000, 1_001));
        assertEquals(Optional.of(new Jump("input", 1, Long.MAX_VALUE)), check(1, Long.MAX_VALUE));
        assertEquals(Optional.empty(), check(1_000, 1_000));
    }

    @Test
    void toZero_isHeldBack_fromZeroIsNot() {
        assertEquals(Optional.of(new Jump("input", 1, 0)), check(1, 0));
        assertEquals(Optional.empty(), check(0, 1_000_000));
        assertEquals(Optional.empty(), check(0, 0));
    }

    @Test
    void theFactorIsASetting() {
        assertTrue(new PriceGate(2).check(flat(10), flat(20)).isPresent());
        assertTrue(new PriceGate(2).check(flat(10), flat(19)).isEmpty());
        assertEquals(
                "price_gate_factor must be at least 2: 1",
                assertThrows(IllegalArgumentException.class, () -> new PriceGate(1))
                        .getMessage());
    }

    @Test
    void eachComponent_isNamedAsInTheRecord() {
        String[] names = {"input", "cached_input", "cache_write", "output", "reasoning"};
        Tariff before = new Tariff("v", RATES, 10, RATES, 7);
        for (int i = 0; i < names.length; i++) {
            long[] r = {1_000, 1_001, 1_002, 1_003, 1_004};
            long was = r[i];
            r[i] = 0;
            Rates zero = new Rates(r[0], r[1], r[2], r[3], r[4]);
            Tariff base = new Tariff("v", zero, 10, RATES, 7);
            Tariff longer = new Tariff("v", RATES, 10, zero, 7);
            Price in = price(before, before);
            assertEquals(Optional.of(new Jump(names[i], was, 0)), GATE.check(in, price(base, before)));
            assertEquals(
                    Optional.of(new Jump("long_context_" + names[i], was, 0)), GATE.check(in, price(longer, before)));
            assertEquals(Optional.of(new Jump("batch_" + names[i], was, 0)), GATE.check(in, price(before, base)));
            assertEquals(
                    Optional.of(new Jump("batch_long_context_" + names[i], was, 0)),
                    GATE.check(in, price(before, longer)));
        }
        Tariff free = new Tariff("v", RATES, 10, RATES, 0);
        assertEquals(Optional.of(new Jump("request", 7, 0)), GATE.check(price(before, before), price(free, before)));
        assertEquals(
                Optional.of(new Jump("batch_request", 7, 0)), GATE.check(price(before, before), price(before, free)));
    }
}
