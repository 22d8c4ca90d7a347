package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.admission.Violation;
import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.DeadLetter;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * 25: ids in scripts that run from right to left, of emoji, of planes beyond the first, in two normal forms that look alike, with
 * controls and line ends. Each is a tenant of its own, byte for byte, with a budget for one query that no twin spends. NUL, lone
 * surrogates and bytes that are no UTF-8 are dead letters and touch nobody. No line of any log begins with what an id says.
 */
final class UnicodeTenants {

    static final Fault FAULT =
            new Fault(25, "unicode in ids, twins, log forging", 3, Fault.Stage.SHARED, UnicodeTenants::run);

    private static final String FORGED = "00:00:00.000 ERROR [main] FORGED";

    private static final List<String> IDS = List.of(
            "\u05D0\u05D1\u202E-\u0634\u0631\u0643\u0629", // right to left, with an override
            "\uD83E\uDD89\uD83D\uDC69\u200D\uD83D\uDCBB", // emoji, joined
            "\uD840\uDC0B\uD835\uDD38", // four bytes each
            "caf\u00E9", // twins: composed,
            "cafe\u0301", // decomposed,
            "CAF\u00C9", // upper case
            "\u00C5", // three that one normal form makes one
            "A\u030A",
            "\u212B",
            "fix", // a ligature and its letters
            "\uFB01x",
            "p\u0430y", // Cyrillic in place of Latin
            "pay",
            "x", // spaces count
            "x ",
            "\u200Bx",
            "\uFFFD\uFFFD\uFFFD", // what three broken bytes would be repaired to
            "line\r\n" + FORGED + " by a line end",
            "line\u2028" + FORGED + "\u0085\u001B[31m",
            "${jndi:ldap:x}%s{}%n");

    /** Stands in a record for what cannot be written as text; as long as a lone surrogate in bytes. */
    private static final String PLACE = "@@@";

    private static final byte[] LONE_SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    private static final byte[] LONG_NUL = {(byte) 0xC0, (byte) 0x80, 'x'};

    private UnicodeTenants() {}

    private static void run(Trial trial) {
        List<String> tenants = IDS.stream().map(id -> trial.name() + "-" + id).toList();
        trial.point(IDS.size() + " ids");
        trial.traffic(tenants.stream()
                .map(tenant -> Budgets.account(tenant, "requests", 1))
                .toList());
        List<Query> queries = new ArrayList<>();
        for (String tenant : tenants) {
            for (String twin : List.of("caf\u00E9\n" + FORGED, "cafe\u0301\n" + FORGED)) {
                queries.add(trial.traffic().plain(tenant, twin));
            }
        }
        Collections.shuffle(queries, trial.random());
        List<Future<RecordMetadata>> bad = bad(trial);
        trial.traffic().sendAtOnce(queries);
        List<RecordMetadata> refused = trial.traffic().decided(bad);
        trial.rest();

        tenants.forEach(tenant -> check(trial, tenant));
        refused.forEach(at -> requireDead(trial, at));
        requireNoForgedLine(trial);
    }

    /** One query of two is served: the budget is for one, and it is nobody else's. */
    private static void check(Trial trial, String tenant) {
        List<LedgerEntry> held = Budgets.entries(trial, tenant, "held");
        List<Result> results = trial.logs().results(tenant);
        Budgets.require(trial, "holds of " + shown(tenant), 1, held.size());
        Budgets.require(trial, "results of " + shown(tenant), 2, results.size());
        Budgets.require(
                trial,
                "rejections of " + shown(tenant),
                1,
                Budgets.rejected(trial, tenant, "budget_exceeded").size());
        byte[] bytes = tenant.getBytes(UTF_8);
        long keyed = trial.logs().records(Topics.RESULTS).stream()
                .filter(record -> Arrays.equals(record.key(), bytes))
                .count();
        Budgets.require(trial, "results under the key " + shown(tenant), 2, keyed);
    }

    /** Records that are no ids, and a null value under a key that is none. */
    private static List<Future<RecordMetadata>> bad(Trial trial) {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        String own = trial.name() + "-";
        List<Query> invalid = List.of(
                trial.traffic().plain(own + "nul\0", "q"),
                trial.traffic().plain(own + "x", "nul\0"),
                trial.traffic().plain(own + "#x/#y", "q"),
                trial.traffic().plain(own + "long" + "\u00E9".repeat(200), "q"),
                trial.traffic().plain("", "q"));
        invalid.forEach(query -> sends.add(trial.traffic().send(Topics.QUERIES, query.getTenant(), query)));
        for (byte[] bytes : List.of(LONE_SURROGATE, LONG_NUL)) {
            Query query = trial.traffic().plain(own + PLACE, PLACE);
            ProducerRecord<byte[], byte[]> text = trial.traffic().record(Topics.QUERIES, own + PLACE, query);
            sends.add(trial.traffic()
                    .raw(new ProducerRecord<>(
                            text.topic(), replaced(text.key(), bytes), replaced(text.value(), bytes))));
            Account account = Budgets.account(own + PLACE);
            ProducerRecord<byte[], byte[]> declared = trial.traffic().record(Topics.ACCOUNTS, own + PLACE, account);
            sends.add(trial.traffic()
                    .raw(new ProducerRecord<>(
                            declared.topic(), replaced(declared.key(), bytes), replaced(declared.value(), bytes))));
            sends.add(
                    trial.traffic().raw(new ProducerRecord<>(declared.topic(), replaced(declared.key(), bytes), null)));
        }
        return sends;
    }

    private static byte[] replaced(byte[] text, byte[] by) {
        byte[] place = PLACE.getBytes(UTF_8);
        byte[] replaced = text.clone();
        for (int i = 0; i + place.length <= text.length; i++) {
            if (Arrays.equals(text, i, i + place.length, place, 0, place.length)) {
                System.arraycopy(by, 0, replaced, i, by.length);
            }
        }
        return replaced;
    }

    private static void requireDead(Trial trial, RecordMetadata at) {
        List<DeadLetter> letters = trial.logs().values(Topics.DLQ).stream()
                .filter(letter -> letter.getSource() != null
                        && letter.getSource().getTopic().equals(at.topic())
                        && letter.getSource().getPartition() == at.partition()
                        && letter.getSource().getOffset() == at.offset())
                .toList();
        trial.require(letters.size() == 1, at + " has " + letters.size() + " dead letters, not one");
        letters.forEach(letter -> {
            String said = letter.getReason() + Objects.requireNonNullElse(letter.getValue(), "");
            trial.require(
                    said.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c)),
                    "the dead letter of " + at + " repeats what it refuses: " + shown(said));
        });
    }

    private static void requireNoForgedLine(Trial trial) {
        try (Stream<Path> logs = Files.list(trial.site().directory())) {
            for (Path log :
                    logs.filter(file -> file.toString().endsWith(".log")).toList()) {
                long forged = Files.readString(log)
                        .lines()
                        .filter(line -> line.startsWith(FORGED))
                        .count();
                trial.require(forged == 0, log.getFileName() + " has " + forged + " lines that an id wrote");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(String id) {
        return Violation.excerpt(id);
    }
}
