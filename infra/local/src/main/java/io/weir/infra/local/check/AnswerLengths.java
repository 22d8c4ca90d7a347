package io.weir.infra.local.check;

import io.weir.v1.Outcome;
import io.weir.v1.TokenQuantiles;
import io.weir.v1.TokenSize;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How long the answers of a slice were, by size of their prompts, counted exactly: what sketched quantiles are compared with. */
final class AnswerLengths {

    private final TreeMap<Long, Long> asTheyWere = new TreeMap<>();
    private final TreeMap<Long, Long> asCeilings = new TreeMap<>();
    private final Map<Integer, TreeMap<Long, Long>> bySize = new TreeMap<>();
    private long truncated;
    private long cutByWeir;

    /** Takes a finding: whether it is as it should be, what should be, and what is. */
    interface Finding {
        void take(boolean holds, String expected, Object found);
    }

    /** Adds an outcome with an answer. */
    void add(Outcome outcome) {
        boolean cut = outcome.getStatus().equals("truncated");
        long tokens = outcome.getUsage().getOutputTokens();
        long asCeiling = cut ? Math.max(1, Math.multiplyExact(2, tokens)) : tokens;
        asTheyWere.merge(tokens, 1L, Math::addExact);
        asCeilings.merge(asCeiling, 1L, Math::addExact);
        bySize.computeIfAbsent(size(outcome.getPromptBytes()), size -> new TreeMap<>())
                .merge(asCeiling, 1L, Math::addExact);
        truncated += cut ? 1 : 0;
        cutByWeir += outcome.getCutByWeir() ? 1 : 0;
    }

    long truncated() {
        return truncated;
    }

    long cutByWeir() {
        return cutByWeir;
    }

    /** Compares what is stated of the slice with what was counted. */
    void compare(String slice, TokenQuantiles stated, Finding finding) {
        within(finding, "p50 of " + slice, quantile(asTheyWere, 50), stated.getP50(), 1);
        within(finding, "p90 of " + slice, quantile(asTheyWere, 90), stated.getP90(), 1);
        within(finding, "p99 of " + slice, quantile(asTheyWere, 99), stated.getP99(), 1);
        within(finding, "ceiling of " + slice, quantile(asCeilings, 99), stated.getCeilingOutputTokens(), 2);
        Map<Integer, TokenSize> sizes = new TreeMap<>();
        stated.getSizes().forEach(size -> sizes.put(size.getSize(), size));
        finding.take(
                sizes.keySet().equals(bySize.keySet()),
                "sizes of " + slice + " to be " + bySize.keySet(),
                sizes.keySet());
        bySize.forEach((size, lengths) -> {
            TokenSize one = sizes.getOrDefault(size, new TokenSize());
            long count = lengths.values().stream().mapToLong(Long::longValue).sum();
            finding.take(
                    count == one.getCount(),
                    "count of " + slice + ", size " + size + " to be " + count,
                    one.getCount());
            within(
                    finding,
                    "ceiling of " + slice + ", size " + size,
                    quantile(lengths, 99),
                    one.getCeilingOutputTokens(),
                    2);
        });
    }

    /** Sketched values are never below the true one, and above by at most 1/32 for each time that a value was put in a bucket. */
    private static void within(Finding finding, String name, long exact, long stated, int sketched) {
        long most = exact;
        for (int i = 0; i < sketched; i++) {
            most += most / 32
                    + (sketched > 1 ? 1 : 0); // twice a bucket of one value may share a bucket with the next value
        }
        finding.take(stated >= exact && stated <= most, name + " in " + exact + ".." + most, stated);
    }

    /** Least value that at least so many per cent of the answers do not exceed. */
    private static long quantile(SortedMap<Long, Long> lengths, int percent) {
        long total = lengths.values().stream().mapToLong(Long::longValue).sum();
        long rank = (total * percent + 99) / 100;
        long seen = 0;
        for (Map.Entry<Long, Long> entry : lengths.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return entry.getKey();
            }
        }
        return 0;
    }

    /** Size class of a prompt: n for 4^(n-1) bytes to below 4^n, 0 for none. */
    private static int size(long bytes) {
        int size = 0;
        for (long rest = bytes; rest > 0; rest /= 4) {
            size++;
        }
        return size;
    }
}
