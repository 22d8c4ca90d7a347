package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.v1.Attempt;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Result;

/**
 * One promise, fed with the records of one partition after the other. Within a partition the topics come in this order:
 * inbox, ledger, decisions, attempts, outcomes, results; each topic in order of offset.
 */
interface Check {

    /** Short name, such as I1. */
    String name();

    /** The promise in a few words. */
    String rule();

    Findings findings();

    /** A partition begins; what was kept of the one before is dropped. */
    default void begins(Extent extent) {}

    /** A query that the inbox holds and that was not dead-lettered; repeats come again. */
    default void query(Where where, Query query) {}

    /**
     * A query that the inbox holds and that the router refused.
     *
     * @param code code of its dead letter
     */
    default void refused(Where where, String code) {}

    /** A price that the inbox holds and that was not dead-lettered. */
    default void price(Price price) {}

    /** An outcome as its worker reported it to the inbox, not dead-lettered. */
    default void reported(Where where, Outcome outcome) {}

    /**
     * A part of the seal that the check of a ledger key begins after: what is known of the key. Comes before any entry of it.
     */
    default void base(Where where, LedgerEntry seal) {}

    default void entry(Where where, LedgerEntry entry) {}

    default void decision(Where where, Decision decision) {}

    default void attempt(Where where, Attempt attempt) {}

    default void outcome(Where where, Outcome outcome) {}

    default void result(Where where, Result result) {}

    /**
     * A partition ends.
     *
     * @param atRest whether nothing is under way, so that what is open is a fault
     */
    default void ends(boolean atRest) {}
}
