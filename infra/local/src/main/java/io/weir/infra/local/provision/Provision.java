package io.weir.infra.local.provision;

import io.weir.infra.local.config.StackFile;
import io.weir.router.RouterConfig;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.AvroWire;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The steps, on one cluster. */
public final class Provision {

    private final Admin admin;
    private final String bootstrap;
    private final AvroWire wire;
    private final int partitions;

    /** @param partitions partitions of the inbox */
    public Provision(Admin admin, String bootstrap, AvroWire wire, int partitions) {
        this.admin = admin;
        this.bootstrap = bootstrap;
        this.wire = wire;
        this.partitions = partitions;
    }

    /** Creates the topics that are missing and registers the schema of each. */
    public void topics(short replication) {
        new TopicProvisioner(admin, partitions, replication).ensure(Topics.fixed());
        // A client of another language looks its schema up before the first record of its kind.
        Topics.fixed().forEach(wire::schemaId);
    }

    /**
     * Writes the catalogue and waits until every partition of the router has applied it.
     *
     * @throws IllegalStateException naming the part that has not read it within the patience
     */
    public void catalogue(StackFile file, Duration patience) {
        Progress progress = new Progress(admin);
        Map<TopicPartition, Long> written = Catalogue.write(file, bootstrap, wire, Instant.now());
        progress.await(Ingress.GROUP_ID, written, patience);
        progress.await(RouterConfig.APPLICATION_ID, progress.inboxEnds(partitions), patience);
    }
}
