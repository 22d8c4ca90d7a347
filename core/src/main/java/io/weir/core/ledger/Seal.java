package io.weir.core.ledger;

import java.time.LocalDate;

/**
 * What a {@code sealed} entry says of the entries before it: together with the balances that it states, all that somebody needs
 * who begins there. A ledger key with more balances than {@link #MOST_BALANCES} is sealed in parts, entries of their own
 * that follow one another; each states other balances, and all the same figures.
 *
 * @param day UTC day of the partition's clock of the entries that are sealed, in days since the epoch
 * @param part number of this part, from 1
 * @param parts how many parts the seal has
 * @param lastSeq number of the last entry before the seal's first part
 * @param entries how many entries are sealed: those since the seal before
 * @param outcomeSeq number of the last outcome
 * @param posted sum of the amounts of their posted entries
 * @param excess sum of the amounts of their excess entries
 * @param previousChain link of the entry before this one, so that this one can be checked alone
 */
public record Seal(
        long day,
        int part,
        int parts,
        long lastSeq,
        long entries,
        long outcomeSeq,
        Amounts posted,
        Amounts excess,
        Chain previousChain) {

    /** Most balances of a part: with the longest paths it stays below a quarter of the largest record. */
    public static final int MOST_BALANCES = 1_000;

    private static final long DAY_MICROS = 86_400_000_000L;

    public Seal {
        if (part < 1 || part > parts) {
            throw new IllegalArgumentException("part of a seal must be 1 to " + parts + ": " + part);
        }
    }

    /** UTC day of a time, in days since the epoch. */
    public static long dayOf(long atMicros) {
        return Math.floorDiv(atMicros, DAY_MICROS);
    }

    public boolean isLast() {
        return part == parts;
    }

    /** The day as 2026-11-30. */
    public String date() {
        return LocalDate.ofEpochDay(day).toString();
    }
}
