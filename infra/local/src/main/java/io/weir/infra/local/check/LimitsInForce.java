package io.weir.infra.local.check;

import io.weir.infra.local.check.BalanceLine.LimitId;
import io.weir.v1.Balance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The limits that limit_set entries have set so far, of the newest generation of each account and of older ones. */
final class LimitsInForce {

    /** Amount that stands for a limit taken out of its account. */
    static final long REMOVED = Long.MAX_VALUE;

    /** Reason of the entries that close an account. */
    private static final String CLOSED = "account closed";

    /**
     * A limit as it was last set.
     *
     * @param amount in the unit's integer
     * @param hard whether it refuses
     * @param unit unit by its name on the wire
     * @param closed whether its account was closed with it; one opened again without limits leaves no entry, so nothing
     *     is asked of later holds
     * @param terms what it is made of
     */
    record Limit(long amount, boolean hard, String unit, boolean closed, Terms terms) {}

    private final Map<LimitId, Limit> limits = new HashMap<>();
    private final Map<String, Map<String, LimitId>> newest = new HashMap<>();
    private final Map<String, List<BalanceLine>> commitments = new HashMap<>();

    void clear() {
        limits.clear();
        newest.clear();
        commitments.clear();
    }

    void set(Balance balance, String reason) {
        LimitId id = BalanceLine.of(balance).limit();
        limits.put(
                id,
                new Limit(
                        balance.getLimit(),
                        balance.getHard(),
                        balance.getUnit(),
                        reason.equals(CLOSED),
                        Terms.of(balance)));
        Map<String, LimitId> ofAccount = newest.computeIfAbsent(id.account(), account -> new LinkedHashMap<>());
        if (ofAccount.values().stream().anyMatch(other -> other.generation() < id.generation())) {
            ofAccount.clear();
        }
        ofAccount.put(id.id(), id);
    }

    /**
     * As a seal states it. One of nothing may be of a closed account, of which the seal says no more: nothing is asked of later
     * holds.
     */
    void based(Balance balance) {
        if (balance.getWindow().equals("fixed")) {
            commit(balance);
        } else {
            set(balance, balance.getLimit() == 0 ? CLOSED : "");
        }
    }

    /** A commitment outlives the generation of its account; holds count against it while its period runs. */
    void commit(Balance balance) {
        BalanceLine line = BalanceLine.of(balance);
        limits.put(
                line.limit(),
                new Limit(balance.getLimit(), balance.getHard(), balance.getUnit(), false, Terms.of(balance)));
        commitments
                .computeIfAbsent(line.limit().account(), account -> new ArrayList<>())
                .add(line);
    }

    Optional<Limit> find(LimitId id) {
        return Optional.ofNullable(limits.get(id));
    }

    /** Limits that a hold of an account must count against: its own and those of the accounts above it, and what is committed to them. */
    List<LimitId> above(String account, Instant at) {
        List<LimitId> found = new ArrayList<>();
        for (int slash = account.indexOf('/'); slash >= 0; slash = account.indexOf('/', slash + 1)) {
            addOf(account.substring(0, slash), at, found);
        }
        addOf(account, at, found);
        return found;
    }

    /** Limits in force of this account alone. */
    List<LimitId> of(String account, Instant at) {
        List<LimitId> found = new ArrayList<>();
        addOf(account, at, found);
        return found;
    }

    private void addOf(String account, Instant at, List<LimitId> to) {
        for (BalanceLine commitment : commitments.getOrDefault(account, List.of())) {
            if (commitment.contains(at)) {
                to.add(commitment.limit());
            }
        }
        for (LimitId id : newest.getOrDefault(account, Map.of()).values()) {
            Limit limit = limits.get(id);
            if (limit != null && limit.amount() != REMOVED && !limit.closed()) {
                to.add(id);
            }
        }
    }
}
