package io.weir.workers.verify;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/**
 * Passes where a number of the text equals the expected one.
 *
 * <p>{@code expected}; {@code tolerance}: greatest absolute difference that still passes, 0 by default; {@code select} =
 * {@code last} (default) or {@code first} number of the text. Decimals are compared exactly: 1.50 equals 1.5, and 0.1 is a
 * tenth. What a number is: {@link Numbers}.
 */
record NumericVerifier(BigDecimal expected, BigDecimal tolerance, boolean first) implements AnswerVerifier {

    static NumericVerifier of(Parameters given) {
        given.allow(Set.of("expected", "tolerance", "select"));
        BigDecimal expected = number("expected", given.required("expected"));
        BigDecimal tolerance = number("tolerance", given.values().getOrDefault("tolerance", "0"));
        if (tolerance.signum() < 0) {
            throw new BadVerifierException("tolerance", tolerance.toString(), "is negative");
        }
        boolean first = given.oneOf("select", "last", Set.of("first", "last")).equals("first");
        return new NumericVerifier(expected, tolerance, first);
    }

    @Override
    public Judgement verify(String answer) {
        Optional<BigDecimal> number = first ? Numbers.first(answer) : Numbers.last(answer);
        return Judgement.of(number.isPresent() && near(number.get()));
    }

    private boolean near(BigDecimal number) {
        return number.subtract(expected).abs().compareTo(tolerance) <= 0;
    }

    private static BigDecimal number(String name, String value) {
        return Numbers.only(value).orElseThrow(() -> new BadVerifierException(name, value, "is not a number"));
    }
}
