package io.weir.streams.store;

/** Kinds of records that expire; the tag is part of keys in state stores and must not change. */
public enum RecordKind {
    RESULT((byte) 1),
    DECISION((byte) 2),
    LEDGER_ENTRY((byte) 3),
    AGGREGATE((byte) 4);

    private final byte tag;

    RecordKind(byte tag) {
        this.tag = tag;
    }

    byte tag() {
        return tag;
    }
}
