package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import java.util.HashSet;
import java.util.Set;

/**
 * Nothing is lost between the public topics and the router: what ingress says it has read is the origin of a record of the inbox, or
 * the source of a dead letter. Read once all partitions of the inbox are, since a record may be homed to any.
 */
final class IntakeCheck implements Check {

    private final Findings findings = Findings.counting("read", "in the inbox", "dead letters");
    private final Set<Where> origins = new HashSet<>();
    private boolean whole = true;

    @Override
    public String name() {
        return "intake";
    }

    @Override
    public String rule() {
        return "each public record that ingress has read is in the inbox or a dead letter";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        whole &= extent.whole(Topics.INBOX) && extent.whole(Topics.DLQ);
    }

    void homed(Inbox inbox) {
        Coordinates origin = inbox.getOrigin();
        if (origin != null) {
            origins.add(new Where(origin.getTopic(), origin.getPartition(), origin.getOffset()));
        }
    }

    /** Every partition has been read. */
    void conclude(LogSource source) {
        if (!whole) {
            findings.unjudged("the inbox or the dead letters no longer have their first records");
            return;
        }
        boolean known = source.taken(where -> {
            boolean homed = origins.contains(where);
            boolean dead = source.deadLetter(where).isPresent();
            findings.count("read");
            findings.add("in the inbox", homed ? 1 : 0);
            findings.add("dead letters", dead ? 1 : 0);
            findings.require(homed || dead, where, "an inbox record or a dead letter of it", "neither");
        });
        if (!known) {
            findings.note("group " + Readers.INGRESS + " has no offsets: what it has taken is not judged");
        }
    }
}
