package io.weir.bench.overshoot;

import io.weir.v1.Limit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The accounts of a run: trees of up to eight levels, how often each is asked for (Zipf, exponent 1, over all of them), and
 * limits that most of the load hits. A function of the seed.
 *
 * <p>A limit is some share of what its account and those below it would take if nothing were refused: few are ample, most are
 * a fraction, so that refusals come from every level of a tree.
 */
final class AccountForest {

    /** Accounts of a tenant. */
    private static final int TREE = 25;

    /** The most that an account path may have. */
    private static final int DEEPEST = 8;

    /** What a query takes at about the middle of the load, in the unit's integer: what limits are sized by. */
    private static final long MEAN_NANODOLLARS = 9_000;

    private static final long MEAN_TOKENS = 170;
    private static final long MEAN_MILLIJOULES = 12_000;

    /** A share of limits that only alert, and must never refuse. */
    private static final double SOFT = 0.1;

    private static final List<String> UNITS = List.of("money", "tokens", "requests", "energy");

    private final List<String> paths = new ArrayList<>();
    private final List<List<Limit>> limits = new ArrayList<>();
    private final double[] cumulative;

    AccountForest(long seed, int accounts, long queries) {
        Random random = new Random(seed);
        int tenants = Math.max(1, accounts / TREE);
        int[] parents = new int[accounts];
        int[] newest = new int[tenants];
        int[] depths = new int[accounts];
        List<List<Integer>> trees = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            if (i < tenants) {
                paths.add(String.format(java.util.Locale.ROOT, "tenant-%02d", i));
                trees.add(new ArrayList<>());
                parents[i] = -1;
                depths[i] = 1;
            } else {
                List<Integer> tree = trees.get(i % tenants);
                int parent = random.nextBoolean() ? newest[i % tenants] : tree.get(random.nextInt(tree.size()));
                while (depths[parent] >= DEEPEST) {
                    parent = parents[parent];
                }
                parents[i] = parent;
                depths[i] = depths[parent] + 1;
                paths.add(paths.get(parent) + "/a" + i);
            }
            newest[i % tenants] = i;
            trees.get(i % tenants).add(i);
        }
        double[] shares = shares(random, accounts);
        double[] below = shares.clone();
        for (int i = accounts - 1; i >= 0; i--) { // a parent comes before its children
            if (parents[i] >= 0) {
                below[parents[i]] += below[i];
            }
        }
        for (int i = 0; i < accounts; i++) {
            limits.add(limits(random, below[i] * queries));
        }
        cumulative = shares;
        for (int i = 1; i < accounts; i++) {
            cumulative[i] += cumulative[i - 1];
        }
    }

    private static double[] shares(Random random, int accounts) {
        List<Integer> ranks = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < accounts; i++) {
            ranks.add(i + 1);
            sum += 1.0 / (i + 1);
        }
        Collections.shuffle(ranks, random);
        double[] shares = new double[accounts];
        for (int i = 0; i < accounts; i++) {
            shares[i] = 1 / (ranks.get(i) * sum);
        }
        return shares;
    }

    private static List<Limit> limits(Random random, double queries) {
        List<Limit> limits = new ArrayList<>();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            String unit = UNITS.get(random.nextInt(UNITS.size()));
            String window = Windows.NAMES.get(random.nextInt(Windows.NAMES.size()));
            double share = 0.05 * Math.pow(10, random.nextDouble()); // 0.05 to 0.5
            double amount = Math.max(1, queries * share) * mean(unit) * Windows.share(window);
            limits.add(Limit.newBuilder()
                    .setId(unit + "-" + window + "-" + n)
                    .setUnit(unit)
                    .setWindow(window)
                    .setAmount(Math.max(1, Math.round(amount)))
                    .setHard(random.nextDouble() >= SOFT)
                    .build());
        }
        return limits;
    }

    private static long mean(String unit) {
        return switch (unit) {
            case "money" -> MEAN_NANODOLLARS;
            case "tokens" -> MEAN_TOKENS;
            case "energy" -> MEAN_MILLIJOULES;
            default -> 1;
        };
    }

    int size() {
        return paths.size();
    }

    String path(int account) {
        return paths.get(account);
    }

    List<Limit> limits(int account) {
        return limits.get(account);
    }

    /** The account that a number from [0, 1) falls on. */
    int drawn(double unit) {
        int low = 0;
        int high = cumulative.length - 1;
        double wanted = unit * cumulative[high];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
