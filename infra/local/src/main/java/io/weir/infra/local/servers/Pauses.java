package io.weir.infra.local.servers;

import java.time.Duration;

/**
 * How long a server that died is left down: a first pause, twice as long after each death that follows soon, up to a greatest.
 *
 * @param first long enough that the death is seen: its tier goes down and is probed meanwhile
 * @param greatest bound of the pause
 * @param steady a server that ran at least this long is given the first pause again
 */
public record Pauses(Duration first, Duration greatest, Duration steady) {

    private static final Duration GREATEST = Duration.ofMinutes(5);
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** With this first pause, at most 5 minutes or twice the first, steady after a minute. */
    public static Pauses first(Duration first) {
        Duration doubled = first.multipliedBy(2);
        return new Pauses(first, doubled.compareTo(GREATEST) > 0 ? doubled : GREATEST, STEADY);
    }

    public Pauses {
        if (first.isNegative() || greatest.compareTo(first) < 0 || steady.isNegative()) {
            throw new IllegalArgumentException(
                    "pauses: first " + first + ", greatest " + greatest + ", steady " + steady);
        }
    }

    /**
     * @param before the pause before the last start; zero where there was none
     * @param ran how long the server ran since
     */
    Duration next(Duration before, Duration ran) {
        if (before.isZero() || ran.compareTo(steady) >= 0) {
            return first;
        }
        Duration doubled = before.multipliedBy(2);
        return doubled.compareTo(greatest) < 0 ? doubled : greatest;
    }
}
