package io.weir.core.ledger;

/**
 * Counters of a ledger key.
 *
 * @param seq number of the last ledger entry
 * @param outcomeSeq number of the last accepted outcome
 */
public record Books(long seq, long outcomeSeq) {

    public static final Books EMPTY = new Books(0, 0);

    public Books afterEntry(long newSeq) {
        if (newSeq != seq + 1) {
            throw new IllegalStateException("ledger seq " + newSeq + " does not follow " + seq);
        }
        return new Books(newSeq, outcomeSeq);
    }

    public Books afterOutcome(long newSeq) {
        if (newSeq != outcomeSeq + 1) {
            throw new IllegalStateException("outcome seq " + newSeq + " does not follow " + outcomeSeq);
        }
        return new Books(seq, newSeq);
    }
}
