package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Part;
import io.weir.infra.faults.site.Site;
import io.weir.schemas.Partitions;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * 19: a keyed topic is given another partition while ingress and router run, so that keys would move: both stop and say why,
 * neither starts again, not even with the new number on all topics and in the options, for the router's changelog remembers. The
 * books are checked before; after it nothing is booked, and every entry stands where it stood.
 */
final class PartitionsRaised {

    static final Fault FAULT =
            new Fault(19, "partitions of a keyed topic raised", 3, Fault.Stage.ALONE, PartitionsRaised::run);

    private static final int QUERIES = 20;
    private static final int RAISED = Topics.DEFAULT_PARTITIONS + 1;
    private static final int FAILED = 1;

    private PartitionsRaised() {}

    private static void run(Trial trial) throws ExecutionException, InterruptedException {
        Site site = trial.site();
        Topic<?> topic = trial.inTurn(List.of(Topics.INBOX, Topics.LEDGER, Topics.QUERIES));
        trial.point(topic.name());
        trial.traffic().send(QUERIES);
        trial.rest();
        Map<String, String> before = places(trial);

        raise(site, List.of(topic));
        requireRefusal(trial, site.ingress(), "Ingress stops: ", topic);
        requireRefusal(trial, site.router(), "The router stops: ", topic);
        for (Part part :
                List.of(started(site::restartIngress, site::ingress), started(site::restartRouter, site::router))) {
            requireRefusal(trial, part, "", topic);
        }
        List<Topic<?>> keyed = Topics.fixed().stream()
                .filter(each -> each.partitions() == Partitions.SHARED && !each.equals(topic))
                .<Topic<?>>map(each -> each)
                .toList();
        raise(site, keyed);
        for (String tier : site.workplace().tierNames()) {
            Topics.LANES.forEach(lane -> raise(site, List.of(Topics.attempts(tier, lane))));
        }
        Part router = started(() -> site.restartRouter(RAISED), site::router);
        requireEnd(trial, router, "the router has run with " + Topics.DEFAULT_PARTITIONS);
        Part ingress = started(() -> site.restartIngress(RAISED), site::ingress);
        requireEnd(trial, ingress, "the router has run with " + Topics.DEFAULT_PARTITIONS);

        trial.require(places(trial).equals(before), "entries were added, or stand elsewhere");
    }

    private static Part started(Runnable start, Supplier<Part> part) {
        start.run();
        return part.get();
    }

    private static void requireRefusal(Trial trial, Part part, String who, Topic<?> topic) {
        requireEnd(
                trial,
                part,
                who + (who.isEmpty() ? "" : "topic ") + topic.name() + " has " + RAISED + " partitions, wanted "
                        + Topics.DEFAULT_PARTITIONS);
    }

    private static void requireEnd(Trial trial, Part part, String said) {
        int status = part.awaitEnd();
        trial.require(status == FAILED, part.name() + " ended with " + status + ", not " + FAILED);
        trial.require(part.hasPrinted(said), part.name() + " did not say '" + said + "'");
    }

    /** Where each entry of the ledger stands. */
    private static Map<String, String> places(Trial trial) {
        Map<String, String> places = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : trial.logs().records(Topics.LEDGER)) {
            String id =
                    trial.site().wire().decode(Topics.LEDGER, record.value()).getId();
            places.put(id, record.partition() + "/" + record.offset());
        }
        return places;
    }

    private static void raise(Site site, List<? extends Topic<?>> topics) {
        Map<String, NewPartitions> wanted = new TreeMap<>();
        topics.forEach(topic -> wanted.put(topic.name(), NewPartitions.increaseTo(RAISED)));
        try (Admin admin = site.admin()) {
            admin.createPartitions(wanted).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot raise " + wanted.keySet(), e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
