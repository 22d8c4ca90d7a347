package io.weir.infra.local.check.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.Alerted;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Buckets;
import io.weir.core.ledger.CanonicalEntry;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.OpenDay;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Seal;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.routing.Effect;
import io.weir.schemas.codec.EffectCodec;
import io.weir.v1.Coordinates;
import io.weir.v1.LedgerEntry;
import java.nio.ByteBuffer;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The bytes computed here are those that the router computes, for entries of every shape; and no field escapes them. */
final class CanonicalBytesTest {

    private static final List<Window> WINDOWS = List.of(
            new Window.Lifetime(),
            new Window.CalendarMonth(ZoneOffset.UTC, 1),
            Window.Rolling.MINUTE,
            Window.Rolling.HOUR);

    @Test
    void everyFieldOfAnEntryHasATag() {
        Set<String> untagged = new HashSet<>();
        fields(LedgerEntry.getClassSchema(), untagged);
        untagged.removeAll(CanonicalBytes.LEFT_OUT.keySet());
        assertEquals(
                Set.of(),
                untagged,
                "these fields of the ledger are not covered by its hash chain. Give each the next free tag: in"
                        + " CanonicalBytes.TAGS here, in CanonicalEntry of core, and in the table of"
                        + " docs/decisions/021-hash-chain.md");
    }

    private static void fields(Schema schema, Set<String> untagged) {
        Map<String, Integer> tags = CanonicalBytes.TAGS.getOrDefault(schema.getName(), Map.of());
        for (Schema.Field field : schema.getFields()) {
            if (!tags.containsKey(field.name())) {
                untagged.add(schema.getName() + "." + field.name());
            }
            CanonicalBytes.recordIn(field.schema())
                    .filter(record -> !record.getName().equals("Coordinates"))
                    .ifPresent(record -> fields(record, untagged));
        }
    }

    @Test
    void noTagIsGivenTwice() {
        CanonicalBytes.TAGS.forEach(
                (record, tags) -> assertEquals(tags.size(), new HashSet<>(tags.values()).size(), record));
    }

    @Test
    void theRouterComputesTheSameLinks() {
        HashChain chain = new HashChain();
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed * 0x9e3779b97f4a7c15L);
            Chain before = new Chain(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            long at = random.nextInt(10) == 0 ? 0 : random.nextLong(1L << 52);
            long offset = random.nextLong(1L << 40);
            Books books = new Books(random.nextInt(9), 0, before, OpenDay.NONE);
            io.weir.core.ledger.LedgerEntry entry = draft(random).after(books, at, offset, seal(random));
            LedgerEntry published = published(entry, at, offset);
            assertEquals(ByteBuffer.wrap(entry.chain().bytes()), published.getChain());
            assertEquals(published.getChain(), chain.link(ByteBuffer.wrap(before.bytes()), published), "seed " + seed);
        }
    }

    private static LedgerEntry published(io.weir.core.ledger.LedgerEntry entry, long at, long offset) {
        EffectCodec codec = new EffectCodec(at, new Coordinates("weir.inbox.v1", 3, offset));
        return (LedgerEntry) codec.publication(new Effect.LedgerAppended(entry))
                .orElseThrow()
                .value();
    }

    private static EntryDraft draft(Random random) {
        int attempt = random.nextInt(3);
        List<Balance> balances = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            balances.add(balance(random));
        }
        return new EntryDraft(
                text(random),
                text(random),
                text(random),
                attempt == 0 ? "" : text(random),
                attempt,
                oneOf(random, EntryKind.values()),
                amounts(random),
                amounts(random),
                balances,
                text(random),
                text(random),
                text(random));
    }

    private static Balance balance(Random random) {
        Window window = WINDOWS.get(random.nextInt(WINDOWS.size()));
        Limit limit = new Limit(
                "limit-" + text(random),
                oneOf(random, Unit.values()),
                random.nextInt(4) == 0 ? Limit.REMOVED : random.nextInt(1_000),
                window,
                random.nextBoolean(),
                random.nextBoolean() ? List.of() : List.of(50, 80),
                0,
                random.nextBoolean() ? 0 : 7,
                random.nextInt(100));
        long start = random.nextInt(1_000) - 10L;
        Buckets buckets = Buckets.NONE;
        Period period = random.nextBoolean() ? Period.LIFETIME : new Period(start, start + 1L + random.nextInt(9));
        if (window instanceof Window.Rolling rolling) {
            long at = random.nextLong(1L << 50);
            period = rolling.periodAt(at);
            for (long bucket = rolling.bucketAt(at) - 3; bucket <= rolling.bucketAt(at); bucket++) {
                buckets = buckets.plus(bucket, random.nextInt(3), random.nextInt(3));
            }
        }
        return new Balance(
                text(random),
                random.nextInt(3),
                limit,
                period,
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(4),
                number(random),
                number(random),
                number(random),
                buckets,
                new Alerted(random.nextInt(3), 0));
    }

    private static <T> T oneOf(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Amounts amounts(Random random) {
        return new Amounts(number(random), number(random), number(random), number(random));
    }

    private static @Nullable Seal seal(Random random) {
        return random.nextInt(3) > 0
                ? null
                : new Seal(
                        random.nextInt(50_000),
                        1 + random.nextInt(2),
                        2,
                        number(random),
                        number(random),
                        number(random),
                        amounts(random),
                        amounts(random),
                        new Chain(random.nextLong(), 0, -1, 3));
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> -random.nextInt(1_000);
            default -> random.nextLong();
        };
    }

    private static String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "acme/ü\0€/\uD83D\uDE00";
            case 2 -> "x".repeat(random.nextInt(400));
            default -> "acme/search/" + random.nextInt(100);
        };
    }

    @Test
    void anEntryReadWithAnotherVersionOfTheContractHasTheSameBytes() {
        LedgerEntry entry = LedgerEntry.newBuilder().setId("a").setSeq(1).build();
        assertArrayEquals(
                new byte[] {1, 0, 0, 0, 1, 'a', 2, 0, 0, 0, 0, 0, 0, 0, 1},
                CanonicalBytes.of(entry),
                "fields that have their default are left out");
        assertTrue(CanonicalEntry.NO_OFFSET < 0);
    }
}
