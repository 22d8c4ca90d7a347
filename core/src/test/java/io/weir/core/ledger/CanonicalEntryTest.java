package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The canonical bytes: what they are to the byte, and that no component of an entry escapes them. */
class CanonicalEntryTest {

    private static final Amounts AMOUNTS = new Amounts(1, 2, 3, 4);
    private static final Chain LINK = new Chain(1, 2, 3, 4);
    private static final Seal SEAL = new Seal(20_000, 1, 2, 7, 6, 5, AMOUNTS, AMOUNTS, LINK);
    private static final Limit LIMIT =
            new Limit("all", Unit.MONEY, 9, new Window.CalendarMonth(ZoneOffset.UTC, 1), true, List.of(50), 3, 2, 90);
    private static final Buckets BUCKETS = Buckets.NONE.plus(0, 3, 2);
    private static final Balance BALANCE =
            new Balance("acme", 1, LIMIT, new Period(5, 8), 1, 2, 8, 7, 6, 5, Buckets.NONE, Alerted.NONE);
    private static final Balance ROLLING = new Balance(
            "acme",
            1,
            new Limit("minute", Unit.MONEY, 9, Window.Rolling.MINUTE, true),
            new Period(-59_000_000, 1_000_000),
            0,
            0,
            8,
            3,
            2,
            0,
            BUCKETS,
            Alerted.NONE);
    private static final LedgerEntry ENTRY = new LedgerEntry(
            "id",
            7,
            "acme",
            "acme/search",
            "q",
            2,
            EntryKind.SEALED,
            AMOUNTS,
            AMOUNTS,
            List.of(BALANCE),
            "small",
            "v1",
            "why",
            SEAL,
            Chain.START);

    /** Components that the bytes need not tell apart, with the reason. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "LedgerEntry.chain", "it is the result",
            "Balance.alerted", "no record states it; alerts are records of their own",
            "Balance.buckets", "only rolling windows have them, see below",
            "Limit.increase", "the balance states how much of it is in force");

    private static final Map<Class<?>, Object> OTHERS = Map.of(
            EntryKind.class,
            EntryKind.VOIDED,
            Amounts.class,
            new Amounts(9, 9, 9, 9),
            Chain.class,
            new Chain(9, 9, 9, 9),
            Unit.class,
            Unit.TOKENS,
            Window.class,
            new Window.CalendarMonth(ZoneOffset.ofHours(1), 2),
            Period.class,
            new Period(50, 60),
            Limit.class,
            new Limit("other", Unit.TOKENS, 8, new Window.Lifetime(), false),
            Seal.class,
            new Seal(20_001, 1, 2, 7, 6, 5, AMOUNTS, AMOUNTS, LINK),
            List.class,
            List.of());

    private static byte[] bytes(LedgerEntry entry) {
        return CanonicalEntry.bytes(entry, 10, 11);
    }

    @TestFactory
    Stream<DynamicTest> everyComponentChangesTheBytes() {
        return Stream.of(
                        covered(ENTRY, entry -> entry),
                        covered(LIMIT, limit -> with(ENTRY, "balances", List.of(with(BALANCE, "declared", limit)))),
                        covered(BALANCE, balance -> with(ENTRY, "balances", List.of(balance))),
                        covered(AMOUNTS, amounts -> with(ENTRY, "amounts", amounts)),
                        covered(AMOUNTS, amounts -> with(ENTRY, "released", amounts)),
                        covered(
                                new Period(5, 8),
                                period -> with(ENTRY, "balances", List.of(with(BALANCE, "period", period)))),
                        covered(SEAL, seal -> with(ENTRY, "seal", seal)),
                        covered(LINK, link -> with(ENTRY, "seal", with(SEAL, "previousChain", link))))
                .flatMap(tests -> tests);
    }

    private static <R extends Record> Stream<DynamicTest> covered(R value, Function<R, LedgerEntry> into) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .map(component -> value.getClass().getSimpleName() + "." + component.getName())
                .filter(name -> !LEFT_OUT.containsKey(name))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String component = name.substring(name.indexOf('.') + 1);
                    R changed = with(value, component, other(value, component));
                    assertFalse(
                            Arrays.equals(bytes(into.apply(value)), bytes(into.apply(changed))),
                            () -> name + " is not covered by the hash chain. Give it a tag: in CanonicalEntry here, in"
                                    + " CanonicalBytes of infra/local/check, and in the table of"
                                    + " docs/decisions/021-hash-chain.md");
                }));
    }

    private static Object other(Record value, String name) {
        RecordComponent component = component(value, name);
        Object now = read(value, component);
        if (now instanceof String) {
            return "other";
        } else if (now instanceof Long number) {
            return number + 1;
        } else if (now instanceof Integer number) {
            return name.equals("part") ? Integer.valueOf(2) : Integer.valueOf(number + 1);
        } else if (now instanceof Boolean flag) {
            return !flag;
        }
        Object other = OTHERS.get(component.getType());
        assertTrue(
                other != null && !other.equals(now),
                () -> "this test knows no other value of " + component.getType() + " for " + name
                        + ": add one to OTHERS," + " so that it can show that the hash chain covers it");
        return other;
    }

    private static RecordComponent component(Record value, String name) {
        return Arrays.stream(value.getClass().getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object read(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> R with(R value, String name, Object changed) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> component.getName().equals(name) ? changed : read(value, component))
                .toArray();
        try {
            Constructor<?> constructor = value.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    @Test
    void aSealCoversEveryBucketOfARollingWindow_otherEntriesTheCurrentOne() {
        for (EntryKind kind : List.of(EntryKind.SEALED, EntryKind.HELD)) {
            LedgerEntry plain = with(with(ENTRY, "kind", kind), "balances", List.of(ROLLING));
            Balance changed = with(ROLLING, "buckets", Buckets.NONE.plus(0, 3, 3));
            assertFalse(Arrays.equals(bytes(plain), bytes(with(plain, "balances", List.of(changed)))), kind::name);
        }
        Balance older = with(ROLLING, "buckets", Buckets.NONE.plus(-1, 3, 3));
        Balance oldest = with(ROLLING, "buckets", Buckets.NONE.plus(-2, 3, 3));
        assertFalse(Arrays.equals(
                bytes(with(ENTRY, "balances", List.of(older))), bytes(with(ENTRY, "balances", List.of(oldest)))));
    }

    @Test
    void theTimeAndTheOffsetOfTheCause_areCovered() {
        byte[] plain = CanonicalEntry.bytes(ENTRY, 10, 11);
        assertFalse(Arrays.equals(plain, CanonicalEntry.bytes(ENTRY, 11, 11)));
        assertFalse(Arrays.equals(plain, CanonicalEntry.bytes(ENTRY, 10, 12)));
        assertFalse(Arrays.equals(plain, CanonicalEntry.bytes(ENTRY, 10, CanonicalEntry.NO_OFFSET)));
    }

    @Test
    void theBytes_areThoseOfTheTable() {
        LedgerEntry small = new LedgerEntry(
                "é",
                1,
                "",
                "",
                "",
                0,
                EntryKind.HELD,
                new Amounts(0, 5, 0, 0),
                Amounts.ZERO,
                List.of(),
                "",
                "",
                "",
                null,
                Chain.START);
        assertEquals(
                "01" + "00000002" + "c3a9" // id
                        + "02" + "0000000000000001" // seq
                        + "07" + "00000004" + "68656c64" // kind
                        + "08" + "00000009" + "02" + "0000000000000005", // amounts: tokens
                HexFormat.of().formatHex(CanonicalEntry.bytes(small, 0, CanonicalEntry.NO_OFFSET)));
    }

    @Test
    void aLink_isTheHashOfTheOneBefore_andTheBytes() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(LINK.bytes());
        digest.update(bytes(ENTRY));
        Chain link = CanonicalEntry.link(LINK, ENTRY, 10, 11);
        assertArrayEquals(digest.digest(), link.bytes());
        assertEquals(HexFormat.of().formatHex(link.bytes()), link.toString());
        assertEquals(link, Chain.of(link.bytes()));
        assertThrows(IllegalArgumentException.class, () -> Chain.of(new byte[31]));
    }

    @Test
    void longEntries_andTextBeyondAscii_areWrittenWhole() {
        String longText = "ü".repeat(100_000);
        byte[] bytes = bytes(with(ENTRY, "reason", longText));
        byte[] text = longText.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length > text.length);
        assertArrayEquals(bytes(ENTRY), bytes(ENTRY), "the buffer is as before");
    }
}
