package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Price;
import io.weir.core.cost.PriceGate;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.sample.TierDraft;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricesTest {

    private static final long DIME = 100_000_000L;

    private static Price price(String card, String version, long rate, long revision) {
        Tariff tariff = Tariff.flat(version, Rates.of(rate, rate));
        return new Price("small", card, 0, Long.MAX_VALUE, Price.KNOWN_WHEN_APPLIED, revision, tariff, tariff);
    }

    private static Partition partition() {
        return Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small"))
                .account("acme")
                .send(new Input.PriceChanged(price("", "v1", DIME, 1), false));
    }

    private static Input.AccountChanged account(Partition partition, String path, String card) {
        return new Input.AccountChanged(path, false, partition.nextRevision(), AccountPolicy.DEFAULT, card, List.of());
    }

    private static String version(Partition partition, String account) {
        return partition
                .submit(QueryDraft.of(account, "q" + partition.nextRevision()))
                .entry(EntryKind.HELD)
                .priceVersion();
    }

    @Test
    void anAccountPaysByItsCard_elseByThatOfTheNearestAccountAbove() {
        Partition partition = partition()
                .send(new Input.PriceChanged(price("gold", "gold/v1", DIME * 9 / 10, 2), false))
                .send(new Input.PriceChanged(price("own", "own/v1", DIME / 2, 3), false));
        assertEquals("v1", version(partition, "acme"));
        partition.send(account(partition, "acme", "gold")).account("acme/search");
        partition.send(account(partition, "acme/search/alice", "own"));
        assertEquals("gold/v1", version(partition, "acme"));
        assertEquals("gold/v1", version(partition, "acme/search"));
        assertEquals("own/v1", version(partition, "acme/search/alice"));
    }

    @Test
    void theCardOfALabelsBudget_pricesNothing() {
        Partition partition = partition()
                .send(new Input.PriceChanged(price("gold", "gold/v1", DIME * 9 / 10, 2), false))
                .send(new Input.PriceChanged(price("own", "own/v1", DIME / 2, 3), false));
        partition.send(account(partition, "acme", "gold")).send(account(partition, "acme/#team=search", "own"));
        assertEquals("gold/v1", version(partition, "acme"));
    }

    @Test
    void aCardWithoutTheModel_fallsBackToThePublicPrice() {
        Partition partition = partition();
        partition.send(account(partition, "acme", "gold"));
        assertEquals("v1", version(partition, "acme"));
    }

    @Test
    void aPriceOfAnothersCard_isNoPrice() {
        Partition partition = Partition.bare(Settings.DEFAULT)
                .tier(TierDraft.of("small"))
                .account("acme")
                .send(new Input.PriceChanged(price("gold", "gold/v1", DIME, 1), false))
                .submit(QueryDraft.of("acme", "q1"));
        assertEquals("unpriced", partition.exclusion("small").code());
    }

    @Test
    void aPriceThatMovesTooFar_isADeadLetterThatNamesModelComponentOldAndNew() {
        Partition partition = partition().send(new Input.PriceChanged(price("", "v2", DIME * 100, 2), false));
        assertEquals(
                List.of(new Effect.Refused(
                        "",
                        "price_gate",
                        "input",
                        "10000000000",
                        "model small, version v2: input would go from 100000000 nano-dollars (version v1) to 10000000000,"
                                + " 100 times as much or as little; send it with force = true if that is meant")),
                partition.effects());
        assertEquals("v1", version(partition, "acme"));
    }

    @Test
    void whoeverMeansIt_forcesIt() {
        Partition partition = partition().send(new Input.PriceChanged(price("", "free", 0, 2), false));
        assertEquals("price_gate", partition.the(Effect.Refused.class).code());
        partition.send(new Input.PriceChanged(price("", "free", 0, 3), true));
        assertEquals("free", version(partition, "acme"));
    }

    @Test
    void theFirstPriceOfACard_isMeasuredAgainstWhatItReplaces_thePublicOne() {
        Partition partition = partition().send(new Input.PriceChanged(price("gold", "gold/v1", 1, 2), false));
        assertEquals("price_gate", partition.the(Effect.Refused.class).code());
    }

    @Test
    void theFactorOfTheGate_isASetting() {
        Partition partition = Partition.bare(Settings.DEFAULT.withPriceGate(new PriceGate(2)))
                .send(new Input.PriceChanged(price("", "v1", DIME, 1), false))
                .send(new Input.PriceChanged(price("", "v2", DIME * 2, 2), false));
        assertEquals("price_gate", partition.the(Effect.Refused.class).code());
    }

    @Test
    void aVersionNeverChangesWhatItCharges_butMayEnd() {
        Partition partition = partition().send(new Input.PriceChanged(price("", "v1", DIME + 1, 2), true));
        assertEquals("price_version_reused", partition.the(Effect.Refused.class).code());
        Tariff tariff = Tariff.flat("v1", Rates.of(DIME, DIME));
        partition.send(
                new Input.PriceChanged(Price.listed("small", 0, 2 * Partition.SECOND, 3, tariff, tariff), false));
        assertEquals("v1", version(partition, "acme"));
        partition.at(2 * Partition.SECOND).submit(QueryDraft.of("acme", "late"));
        assertEquals("unpriced", partition.exclusion("small").code());
    }

    @Test
    void aPricePerRequest_isHeldAndPosted_onceAnEngineHasSpentSomething() {
        Tariff tariff = new Tariff("v2", Rates.of(DIME, DIME), Long.MAX_VALUE, Rates.of(DIME, DIME), 1_000);
        Partition partition = partition()
                .send(new Input.PriceChanged(Price.listed("small", 0, Long.MAX_VALUE, 2, tariff, tariff), false))
                .submit(QueryDraft.of("acme", "q1"));
        assertEquals(
                Partition.SMALL_HOLD + 1_000,
                partition.entry(EntryKind.HELD).amounts().moneyNanodollars());
        partition.answer(new QueryKey("acme", "q1"), 1, Verdict.PASS);
        assertEquals(
                340 * 100 + 1_000, partition.entry(EntryKind.POSTED).amounts().moneyNanodollars());
        QueryKey second = new QueryKey("acme", "q2");
        partition.submit(QueryDraft.of("acme", "q2"));
        partition.report(ReportDraft.of(second, 1).error(io.weir.core.query.ErrorClass.CALLER));
        assertTrue(partition.entry(EntryKind.VOIDED).amounts().isZero());
    }
}
