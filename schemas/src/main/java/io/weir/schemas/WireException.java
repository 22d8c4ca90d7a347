package io.weir.schemas;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A value cannot be read from, or brought into, the wire format; {@link #kind} says why and whether to try again. */
public final class WireException extends RuntimeException {
    /** Why. */
    public enum Kind {
        /** No bytes at all. */
        EMPTY("empty", false),
        /** The first byte is not 0x00. */
        WRONG_MAGIC("wrong_magic", false),
        /** It ends within the header or within a field. */
        TRUNCATED("truncated", false),
        /** The registry does not know the schema, perhaps not yet. */
        UNKNOWN_SCHEMA("unknown_schema", true),
        /** The registry does not answer, or answers with an error of its own. */
        REGISTRY_UNAVAILABLE("registry_unavailable", true),
        /** The bytes are not what their schema says. */
        UNDECODABLE("undecodable", false),
        /** The schema is of another record, of no record, or cannot be read as the record expected. */
        WRONG_TYPE("wrong_type", false),
        /** The registry refuses to register the schema of a subject: it breaks the subject's compatibility. */
        INCOMPATIBLE("incompatible", false);

        private final String code;
        private final boolean retriable;

        Kind(String code, boolean retriable) {
            this.code = code;
            this.retriable = retriable;
        }

        /** Code as dead letters and metrics carry it. */
        public String code() {
            return code;
        }

        /** Whether the same bytes may do later. */
        public boolean retriable() {
            return retriable;
        }
    }

    private final Kind kind;
    private final @Nullable Integer schemaId;

    WireException(Kind kind, @Nullable Integer schemaId, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.schemaId = schemaId;
    }

    public Kind kind() {
        return kind;
    }

    /** Schema id that the bytes name, where they got that far. */
    public OptionalInt schemaId() {
        return schemaId == null ? OptionalInt.empty() : OptionalInt.of(schemaId);
    }
}
