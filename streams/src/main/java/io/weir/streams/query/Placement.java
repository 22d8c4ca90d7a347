package io.weir.streams.query;

import java.net.URI;
import java.util.Optional;

/** Where views are. */
public interface Placement {
    /**
     * Base URL of the instance that has a tenant's views; empty where that is this one.
     *
     * @throws ViewsUnavailableException while nobody has them
     */
    Optional<URI> elsewhere(String tenant);

    /** Whether this instance has the views of all tenants and slices. */
    boolean isComplete();

    /** Everything is here: one instance. */
    Placement HERE = new Placement() {
        @Override
        public Optional<URI> elsewhere(String tenant) {
            return Optional.empty();
        }

        @Override
        public boolean isComplete() {
            return true;
        }
    };
}
