package io.weir.core.ledger;

import java.util.Locale;

/** Kinds of ledger entries. */
public enum EntryKind {
    LIMIT_SET,
    HELD,
    POSTED,
    VOIDED,
    EXPIRED,
    EXCESS,
    ADJUSTED,
    CREDITED,
    COMMITTED,
    SEALED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }
}
