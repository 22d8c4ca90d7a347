package io.weir.streams.views;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.streams.store.KeyWriter;
import io.weir.v1.Aggregate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** Keys of the views. */
public final class ViewKeys {
    private ViewKeys() {}

    /** Key of a query; also the prefix of everything kept for it. */
    public static Bytes query(String tenant, String queryId) {
        return new KeyWriter().text(tenant).text(queryId).toBytes();
    }

    /** Key of one of several records of a query, in the order in which the router wrote them. */
    static Bytes ofQuery(String tenant, String queryId, long offset) {
        return new KeyWriter().rest(query(tenant, queryId)).number(offset).toBytes();
    }

    /** Key of an account: its path as it is, so that accounts are in order of paths. */
    public static Bytes account(String path) {
        return Bytes.wrap(path.getBytes(UTF_8));
    }

    /** Tenant of an account path: its first segment. */
    public static String tenantOf(String account) {
        int slash = account.indexOf('/');
        return slash < 0 ? account : account.substring(0, slash);
    }

    /** Key of a tenant's sums. */
    public static Bytes tenant(String tenant) {
        return Bytes.wrap(tenant.getBytes(UTF_8));
    }

    /** Prefix of the aggregates of a window, such as cumulative or 1m. */
    public static Bytes window(String window) {
        return new KeyWriter().text(window).toBytes();
    }

    /** Key of an aggregate: window, its start, and the dimensions by name. */
    static Bytes aggregate(Aggregate aggregate) {
        Instant start = aggregate.getWindowStart();
        KeyWriter key = new KeyWriter().text(aggregate.getWindow()).number(start == null ? 0 : micros(start));
        new TreeMap<>(aggregate.getSlice())
                .forEach((name, value) -> key.text(name).text(value));
        return key.toBytes();
    }

    /** Microseconds since the epoch. */
    public static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
