package io.weir.core.ledger;

/**
 * The entries of a ledger key that no seal covers yet. They are all of one UTC day: the first entry of another seals them.
 *
 * @param day day in days since the epoch; 0 where there are none
 * @param entries how many
 * @param posted sum of their posted amounts
 * @param excess sum of their excess amounts
 */
public record OpenDay(long day, long entries, Amounts posted, Amounts excess) {

    /** Nothing to seal. */
    public static final OpenDay NONE = new OpenDay(0, 0, Amounts.ZERO, Amounts.ZERO);

    OpenDay plus(LedgerEntry entry, long atMicros) {
        long today = Seal.dayOf(atMicros);
        if (isOpen() && today != day) {
            throw new IllegalStateException(
                    "entry " + entry.id() + " of day " + today + " before day " + day + " was sealed");
        }
        return new OpenDay(
                today,
                entries + 1,
                entry.kind() == EntryKind.POSTED ? posted.plus(entry.amounts()) : posted,
                entry.kind() == EntryKind.EXCESS ? excess.plus(entry.amounts()) : excess);
    }

    public boolean isOpen() {
        return entries > 0;
    }

    /** Whether a seal is due before anything of this day may follow. */
    public boolean endedBefore(long today) {
        return isOpen() && day < today;
    }
}
