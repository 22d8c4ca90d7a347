package io.weir.core.ledger;

/**
 * Where a ledger key stands.
 *
 * @param seq number of the last ledger entry
 * @param outcomeSeq number of the last accepted outcome
 * @param chain link of the last ledger entry
 * @param day entries since the last seal
 */
public record Books(long seq, long outcomeSeq, Chain chain, OpenDay day) {

    public static final Books EMPTY = new Books(0, 0, Chain.START, OpenDay.NONE);

    /** @param atMicros clock of the partition as the entry was written */
    public Books afterEntry(LedgerEntry entry, long atMicros) {
        if (entry.seq() != seq + 1) {
            throw new IllegalStateException("ledger seq " + entry.seq() + " does not follow " + seq);
        }
        Seal seal = entry.seal();
        OpenDay after = seal == null ? day.plus(entry, atMicros) : seal.isLast() ? OpenDay.NONE : day;
        return new Books(entry.seq(), outcomeSeq, entry.chain(), after);
    }

    public Books afterOutcome(long newSeq) {
        if (newSeq != outcomeSeq + 1) {
            throw new IllegalStateException("outcome seq " + newSeq + " does not follow " + outcomeSeq);
        }
        return new Books(seq, newSeq, chain, day);
    }
}
