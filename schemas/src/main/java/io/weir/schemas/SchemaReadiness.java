package io.weir.schemas;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits at the start for all that a part needs of the registry: from then on the part does without it, so that a registry that
 * fails later delays nothing, and one that is not there yet makes no part start again and again.
 */
public final class SchemaReadiness {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaReadiness.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private SchemaReadiness() {}

    /**
     * Returns once the ids of what is written and the schemas of what is read are known.
     *
     * @throws WireException if the registry refuses a schema: incompatible
     * @throws IllegalStateException if this thread is interrupted
     */
    public static void await(AvroWire wire, Collection<Topic<?>> written, Collection<Topic<?>> read) {
        while (true) {
            try {
                written.forEach(wire::schemaId);
                read.forEach(wire::learn);
                return;
            } catch (WireException e) {
                if (e.kind() != WireException.Kind.REGISTRY_UNAVAILABLE
                        && e.kind() != WireException.Kind.UNKNOWN_SCHEMA) {
                    throw e;
                }
                LOG.warn("Waiting for the registry: {}", e.toString());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted while waiting for the registry");
            }
        }
    }
}
