package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;

/** Every record of the router's topics can be read; what ingress or a worker wrote badly is among the dead letters. */
final class RecordsCheck implements Check {

    private final Findings findings = Findings.counting("records");

    @Override
    public String name() {
        return "records";
    }

    @Override
    public String rule() {
        return "every committed record can be read";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        extent.cut().forEach(topic -> findings.note(topic + " no longer has its first records"));
    }

    void read(Where where) {
        findings.count(Topics.tierOf(where.topic()).isPresent() ? "attempts" : middle(where.topic()));
        findings.count("records");
    }

    void undecodable(Where where, String reason) {
        findings.violation(where, "a record of its topic", reason);
    }

    /** weir.ledger.v1 → ledger. */
    private static String middle(String topic) {
        return topic.replaceAll("^weir\\.|\\.v1$", "");
    }
}
