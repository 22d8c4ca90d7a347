package io.weir.bench.poison;

/**
 * A kind of poison.
 *
 * @param name what it is
 * @param share how many doses of it a round of all kinds has
 * @param maker makes a dose from its number, which no other dose has
 * @param expected what must become of it
 */
public record Poison(String name, int share, Maker maker, Expected expected) {

    /** Makes doses. */
    @FunctionalInterface
    interface Maker {
        Dose make(Pharmacy pharmacy, long number);
    }

    @Override
    public String toString() {
        return name;
    }
}
