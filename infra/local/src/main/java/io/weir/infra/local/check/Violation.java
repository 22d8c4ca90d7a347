package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;

/**
 * A promise that a record breaks.
 *
 * @param where the record
 * @param expected what the rule asks for
 * @param found what is there
 */
record Violation(Where where, String expected, String found) {

    @Override
    public String toString() {
        return where + ": expected " + expected + ", found " + found;
    }
}
