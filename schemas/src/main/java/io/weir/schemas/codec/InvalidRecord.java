package io.weir.schemas.codec;

import io.weir.core.admission.Violation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record that decodes and breaks a rule: it goes to the dead letters with the field and the value. */
public final class InvalidRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public InvalidRecord(Violation violation) {
        super(violation.reason());
        this.violation = violation;
    }

    public Violation violation() {
        return violation;
    }

    static void check(Optional<Violation> violation) {
        if (violation.isPresent()) {
            throw new InvalidRecord(violation.get());
        }
    }

    static InvalidRecord of(String field, @Nullable Object value, String rule) {
        return new InvalidRecord(Violation.invalid(field, String.valueOf(value), rule));
    }
}
