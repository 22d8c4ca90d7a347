package io.weir.core.energy;

import java.util.Locale;

/** How a figure of energy came about. */
public enum EnergyMethod {
    /** A counter of the device, for one attempt alone. */
    MEASURED,
    /** A counter of the device, split over the attempts that ran at the time. */
    ATTRIBUTED,
    /** Time and a power profile. */
    ESTIMATED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }
}
