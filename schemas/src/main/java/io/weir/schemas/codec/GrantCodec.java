package io.weir.schemas.codec;

import static io.weir.schemas.codec.InvalidRecord.check;

import io.weir.core.admission.Ids;
import io.weir.core.admission.QueryBounds;
import io.weir.core.admission.Violation;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Grants as they come. */
public final class GrantCodec {

    /** A billion dollars in nano-dollars: nine of them fit a sum. */
    private static final long MAX_AMOUNT = 1_000_000_000_000_000_000L;

    private static final int MAX_REASON_BYTES = 1_024;

    private GrantCodec() {}

    /**
     * Checks the time of a grant against the clock of who admits it: ids are remembered for a horizon alone.
     *
     * @throws InvalidRecord where it is too old or in the future
     */
    public static void admit(io.weir.v1.Grant grant, long nowMicros, QueryBounds bounds) {
        check(bounds.submittedAt(Micros.of(grant.getGrantedAt()), nowMicros)
                .map(violation -> Violation.of(
                        violation.code(), "granted_at", grant.getGrantedAt(), "is outside the idempotency horizon")));
    }

    /** @throws InvalidRecord with the first field that breaks a rule */
    public static Grant toCore(io.weir.v1.Grant grant) {
        check(Ids.tenant(grant.getTenant()));
        check(Ids.queryId(grant.getGrantId())
                .map(violation -> Violation.invalid(
                        "grant_id", grant.getGrantId(), "must be an id of 1 to " + Ids.MAX_BYTES + " bytes")));
        check(Ids.declaredAccount(grant.getAccount()));
        if (!AccountCodec.tenant(grant.getAccount()).equals(grant.getTenant())) {
            throw InvalidRecord.of("account", grant.getAccount(), "must start with the tenant");
        }
        Grant.Kind kind = Grant.Kind.of(grant.getKind())
                .orElseThrow(() -> InvalidRecord.of("kind", grant.getKind(), "must be credit or commitment"));
        Unit unit = Unit.of(grant.getUnit())
                .orElseThrow(
                        () -> InvalidRecord.of("unit", grant.getUnit(), "must be money, tokens, energy or requests"));
        if (grant.getAmount() <= 0 || grant.getAmount() > MAX_AMOUNT) {
            throw InvalidRecord.of("amount", grant.getAmount(), "must be from 1 to " + MAX_AMOUNT);
        }
        if (grant.getReason().getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            throw InvalidRecord.of("reason", grant.getReason(), "must be at most " + MAX_REASON_BYTES + " bytes");
        }
        if (kind == Grant.Kind.COMMITMENT && !grant.getLimitId().isEmpty()) {
            throw InvalidRecord.of("limit_id", grant.getLimitId(), "must not be given for a commitment");
        }
        return new Grant(
                grant.getGrantId(),
                grant.getAccount(),
                kind,
                unit,
                grant.getAmount(),
                grant.getLimitId(),
                period(grant, kind),
                Micros.of(grant.getGrantedAt()),
                fingerprint(grant),
                grant.getReason());
    }

    private static Period period(io.weir.v1.Grant grant, Grant.Kind kind) {
        Instant start = grant.getPeriodStart();
        Instant end = grant.getPeriodEnd();
        if (kind == Grant.Kind.CREDIT) {
            if (start != null || end != null) {
                throw InvalidRecord.of("period_start", String.valueOf(start), "must not be given for a credit");
            }
            return Period.LIFETIME;
        }
        if (start == null || end == null || !end.isAfter(start)) {
            throw InvalidRecord.of("period_end", String.valueOf(end), "of a commitment must be after its start");
        }
        return new Period(Micros.of(start), Micros.of(end));
    }

    /** First 8 bytes of SHA-256 over what it grants: not over when, nor why. */
    private static long fingerprint(io.weir.v1.Grant grant) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, grant.getKind());
            add(digest, grant.getUnit());
            add(digest, Long.toString(grant.getAmount()));
            add(digest, grant.getLimitId());
            add(digest, text(grant.getPeriodStart()));
            add(digest, text(grant.getPeriodEnd()));
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
