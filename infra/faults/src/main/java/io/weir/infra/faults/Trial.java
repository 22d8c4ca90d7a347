package io.weir.infra.faults;

import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Logs;
import io.weir.infra.faults.site.Part;
import io.weir.infra.faults.site.Site;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.TrapFile;
import io.weir.infra.local.check.CheckOptions;
import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.infra.local.check.Checker;
import io.weir.infra.local.check.Report;
import io.weir.infra.local.workload.ResultWatch;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a fault under a seed. */
public final class Trial implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    /** Until every query has its result: leases lapse, sessions time out and work is made again meanwhile. */
    private static final Duration REST = Duration.ofMinutes(6);
    /** Until the books are clean after that: a check that finds something open looks again. */
    private static final Duration CLEAN = Duration.ofMinutes(2);

    private final Fault fault;
    private final long seed;
    private final Site site;
    private final Random random;
    private final long begun = System.nanoTime();
    private final List<String> problems = new ArrayList<>();
    private @Nullable Traffic traffic;
    private String point = "";
    private int results;
    private int holds;

    Trial(Fault fault, long seed, Site site) {
        this.fault = fault;
        this.seed = seed;
        this.site = site;
        this.random = new Random(seed * 1_000_003L + fault.number());
    }

    public long seed() {
        return seed;
    }

    /** Decides what the seed decides. */
    public Random random() {
        return random;
    }

    public Site site() {
        return site;
    }

    public Logs logs() {
        return site.logs();
    }

    /** What its tenants' names begin with. */
    public String name() {
        return "f" + fault.number() + "s" + seed;
    }

    /** Traffic of this trial's own tenants. */
    public Traffic traffic() {
        if (traffic == null) {
            traffic = Traffic.of(site, name(), random);
        }
        return traffic;
    }

    /** Traffic of these accounts instead of the usual ones; before any other. Their tenants' names begin as {@link #name} and a dash. */
    public Traffic traffic(List<Account> accounts) {
        if (traffic != null) {
            throw new IllegalStateException("this trial has its traffic already");
        }
        traffic = Traffic.of(site, name(), accounts, random);
        return traffic;
    }

    /** Names where the fault strikes, for the table. */
    public void point(Object where) {
        point = point.isEmpty() ? where.toString() : point + " " + where;
    }

    /** One of these, in turn by seed. */
    public <T> T inTurn(List<T> choices) {
        return choices.get(Math.floorMod((int) (seed - 1), choices.size()));
    }

    /** Arms a trap and names its point. */
    public void arm(TrapFile trap, Snare snare) {
        trap.arm(snare);
        point(snare);
    }

    /** Arms the trap of a part that runs, and waits until it is in force. */
    public void armRunning(TrapFile trap, Snare snare) {
        arm(trap, snare);
        Await.until(snare + " is in force", trap::isArmed);
    }

    /** Waits until a trap has sprung. @return what the part was about */
    public String awaitSprung(TrapFile trap) {
        Await.until("the trap has sprung", () -> trap.sprung().isPresent());
        return trap.sprung().orElseThrow();
    }

    /** The same, and that the part has died of it. */
    public String awaitDeath(TrapFile trap, Part part) {
        String what = awaitSprung(trap);
        int status = part.awaitEnd();
        require(status == 137, part.name() + " ended with " + status + ", not as under kill -9");
        return what;
    }

    /** Says what is not as promised, unless it holds. */
    public void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    /** Waits until every query has its result and nothing is open, and has the books checked. */
    public void rest() {
        awaitResults(traffic().ids());
        Report report = check();
        require(report.clean(), "the books are not clean:" + System.lineSeparator() + report.text());
        holds = (int) logs().values(Topics.LEDGER).stream()
                .filter(entry -> entry.getKind().equals("held") && traffic().owns(entry.getLedgerKey()))
                .count();
    }

    /** Waits until every query sent with a known schema has its result. */
    public void awaitResults() {
        Set<ResultWatch.Id> expected = new LinkedHashSet<>(traffic().ids());
        expected.removeAll(traffic().late());
        awaitResults(expected);
    }

    private void awaitResults(Set<ResultWatch.Id> expected) {
        try (ResultWatch watch = new ResultWatch(site.bootstrap(), site.wire())) {
            Await.until("each of " + expected.size() + " queries has its result", REST, () -> {
                watch.poll(POLL);
                site.supervise().forEach(this::ended);
                Map<ResultWatch.Id, Integer> seen = watch.results();
                results = (int) expected.stream().filter(seen::containsKey).count();
                return results == expected.size();
            });
        }
    }

    private void ended(String part) {
        point("(" + part + " restarted)");
        String role = part.replaceFirst("-[0-9]+$", "");
        require(fault.mayEnd().contains(role), part + " ended by itself; its log tells why");
    }

    /** Something open may be about to close, so it looks again; something wrong stays wrong, since the log only grows. */
    private Report check() {
        CheckOptions options = CheckOptions.resting()
                .with(site.hasFlink() ? Aggregates.CURRENT : Aggregates.NONE)
                .with(CLEAN);
        return Checker.check(site.bootstrap(), site.addresses().registry(), options);
    }

    Verdict verdict() {
        int queries = traffic == null ? 0 : traffic.ids().size();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        return new Verdict(fault, seed, point, queries, results, holds, problems, seconds);
    }

    /** What the body threw. */
    void failed(Exception error) {
        problems.add(error.toString());
    }

    @Override
    public void close() {
        if (traffic != null) {
            traffic.close();
        }
        site.routerTrap().clear();
        site.workerTrap().clear();
    }
}
