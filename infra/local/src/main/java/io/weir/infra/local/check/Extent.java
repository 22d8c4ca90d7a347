package io.weir.infra.local.check;

import io.weir.schemas.Topic;
import java.util.Set;

/**
 * What of a partition is there to be checked.
 *
 * @param partition its number
 * @param partitions how many the tenants are spread over
 * @param cut names of topics whose first records retention has deleted: nothing is concluded from what they lack
 */
record Extent(int partition, int partitions, Set<String> cut) {

    Extent {
        cut = Set.copyOf(cut);
    }

    boolean whole(Topic<?> topic) {
        return !cut.contains(topic.name());
    }
}
