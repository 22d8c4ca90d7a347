package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.NOON;
import static io.weir.schemas.codec.Samples.NOON_MICROS;
import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.weir.core.admission.QueryBounds;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.v1.Grant;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GrantCodecTest {

    private static Grant credit() {
        return Grant.newBuilder()
                .setTenant("acme")
                .setGrantId("g-1")
                .setAccount("acme/search")
                .setKind("credit")
                .setAmount(5)
                .setGrantedAt(NOON)
                .setReason("goodwill")
                .build();
    }

    private static Grant commitment() {
        Grant grant = credit();
        grant.setKind("commitment");
        grant.setUnit("tokens");
        grant.setPeriodStart(NOON);
        grant.setPeriodEnd(NOON.plusSeconds(1));
        return grant;
    }

    private static void refused(String field, String value, Grant grant, Consumer<Grant> change) {
        change.accept(grant);
        assertRefused(field, value, () -> GrantCodec.toCore(grant));
    }

    @Test
    void aCreditReachesCoreWhole() {
        Grant grant = credit();
        grant.setLimitId("month");
        io.weir.core.ledger.Grant core = GrantCodec.toCore(grant);
        assertEquals(
                new io.weir.core.ledger.Grant(
                        "g-1",
                        "acme/search",
                        io.weir.core.ledger.Grant.Kind.CREDIT,
                        Unit.MONEY,
                        5,
                        "month",
                        Period.LIFETIME,
                        NOON_MICROS,
                        core.fingerprint(),
                        "goodwill"),
                core);
    }

    @Test
    void aCommitmentHasAPeriodOfItsOwn() {
        io.weir.core.ledger.Grant core = GrantCodec.toCore(commitment());
        assertEquals(io.weir.core.ledger.Grant.Kind.COMMITMENT, core.kind());
        assertEquals(Unit.TOKENS, core.unit());
        assertEquals(new Period(NOON_MICROS, NOON_MICROS + 1_000_000), core.period());
        refused("period_end", "null", commitment(), grant -> grant.setPeriodEnd(null));
        refused("period_end", NOON.toString(), commitment(), grant -> grant.setPeriodEnd(NOON));
        refused("limit_id", "month", commitment(), grant -> grant.setLimitId("month"));
        refused("period_start", NOON.toString(), credit(), grant -> grant.setPeriodStart(NOON));
    }

    @Test
    void whatIsNoGrantIsRefusedByItsField() {
        refused("kind", "gift", credit(), grant -> grant.setKind("gift"));
        refused("unit", "euros", credit(), grant -> grant.setUnit("euros"));
        refused("amount", "0", credit(), grant -> grant.setAmount(0));
        refused("amount", "-1", credit(), grant -> grant.setAmount(-1));
        refused("amount", "1000000000000000001", credit(), grant -> grant.setAmount(1_000_000_000_000_000_001L));
        refused("grant_id", "", credit(), grant -> grant.setGrantId(""));
        refused("tenant", "a/b", credit(), grant -> grant.setTenant("a/b"));
        refused("account", "globex", credit(), grant -> grant.setAccount("globex"));
        Grant wordy = credit();
        wordy.setReason("x".repeat(1_025));
        assertEquals("reason", violation(() -> GrantCodec.toCore(wordy)).field());
    }

    @Test
    void aGrantOfALabelIsTaken() {
        Grant grant = credit();
        grant.setAccount("acme/#team=search");
        assertEquals("acme/#team=search", GrantCodec.toCore(grant).account());
    }

    @Test
    void theFingerprintIsOverWhatIsGranted_notOverWhenNorWhy() {
        long fingerprint = GrantCodec.toCore(credit()).fingerprint();
        Grant again = credit();
        again.setGrantedAt(NOON.plusSeconds(9));
        again.setReason("again");
        assertEquals(fingerprint, GrantCodec.toCore(again).fingerprint());
        Grant other = credit();
        other.setAmount(6);
        assertNotEquals(fingerprint, GrantCodec.toCore(other).fingerprint());
        Grant elsewhere = credit();
        elsewhere.setLimitId("month");
        assertNotEquals(fingerprint, GrantCodec.toCore(elsewhere).fingerprint());
    }

    @Test
    void aGrantOutsideTheHorizonIsRefused() {
        Grant grant = credit();
        GrantCodec.admit(grant, NOON_MICROS, QueryBounds.DEFAULT);
        grant.setGrantedAt(NOON.minus(Duration.ofDays(7)));
        assertEquals(
                "too_old",
                violation(() -> GrantCodec.admit(grant, NOON_MICROS, QueryBounds.DEFAULT))
                        .code());
        grant.setGrantedAt(NOON.plus(Duration.ofMinutes(11)));
        assertEquals(
                "in_future",
                violation(() -> GrantCodec.admit(grant, NOON_MICROS, QueryBounds.DEFAULT))
                        .code());
    }
}
