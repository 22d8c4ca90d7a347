package io.weir.workers.energy;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What serving one request draws.
 *
 * @param processors processors or GPUs that serve one request, 0 or more
 * @param wattsPerProcessor power of one at full load, watts
 * @param usage share of that power drawn while serving, 0 to 1
 * @param memoryGigabytes memory in use, gigabytes
 * @param pue power usage effectiveness of the site, 1 or more
 */
public record PowerDraw(double processors, double wattsPerProcessor, double usage, double memoryGigabytes, double pue) {

    /** Watts a gigabyte of memory draws, used or not (Lannelongue et al. 2021). */
    static final BigDecimal MEMORY_WATTS_PER_GIGABYTE = new BigDecimal("0.3725");

    public PowerDraw {
        atLeast("processors", processors, 0);
        atLeast("wattsPerProcessor", wattsPerProcessor, 0);
        atLeast("usage", usage, 0);
        if (usage > 1) {
            throw new IllegalArgumentException("usage: " + usage + " is more than 1");
        }
        atLeast("memoryGigabytes", memoryGigabytes, 0);
        atLeast("pue", pue, 1);
    }

    /** Energy of a time in microseconds, millijoules, rounded half up once at the end. */
    public long millijoules(long micros) {
        if (micros < 0) {
            throw new IllegalArgumentException("micros: " + micros + " is negative");
        }
        BigDecimal compute =
                decimal(processors).multiply(decimal(wattsPerProcessor)).multiply(decimal(usage));
        BigDecimal memory = decimal(memoryGigabytes).multiply(MEMORY_WATTS_PER_GIGABYTE);
        return compute.add(memory)
                .multiply(decimal(pue))
                .multiply(BigDecimal.valueOf(micros))
                .movePointLeft(3) // watt-microseconds to millijoules
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value);
    }

    private static void atLeast(String field, double value, double least) {
        if (!(value >= least) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(field + ": " + value + " is not a number of at least " + least);
        }
    }
}
