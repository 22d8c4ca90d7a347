package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;

/**
 * A promise that a record breaks.
 *
 * @param where the record
 * @param entry ledger key and seq of the record, such as acme/17; empty where it is none of the ledger's
 * @param expected what the rule asks for
 * @param found what is there
 */
record Violation(Where where, String entry, String expected, String found) {

    @Override
    public String toString() {
        return where + (entry.isEmpty() ? "" : " (entry " + entry + ")") + ": expected " + expected + ", found "
                + found;
    }
}
