package io.weir.infra.faults.trap;

import io.weir.schemas.EventHeaders;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A producer whose sends and commits are told to a watcher; all else goes through. By reflection, so that it follows the
 * interface, which grows.
 */
final class WatchedProducer implements InvocationHandler {

    /** Told on the thread that calls the producer. */
    interface Watcher {
        void beforeSend(Sent record);

        void afterSend(Sent record);

        default void beforeCommit() {}

        default void afterCommit() {}

        /** How often a record is sent; above 1 the further ones follow at once. */
        default int copies(Sent record) {
            return 1;
        }
    }

    /**
     * A record by its CloudEvents headers; empty where it has none.
     *
     * @param type such as io.weir.LedgerEntry.v1
     */
    record Sent(String topic, String type, String id) {

        static Sent of(ProducerRecord<?, ?> record) {
            return new Sent(
                    record.topic(),
                    EventHeaders.cloudEventAttribute(record.headers(), "type").orElse(""),
                    EventHeaders.cloudEventAttribute(record.headers(), "id").orElse(""));
        }
    }

    private final Producer<byte[], byte[]> producer;
    private final Watcher watcher;

    private WatchedProducer(Producer<byte[], byte[]> producer, Watcher watcher) {
        this.producer = producer;
        this.watcher = watcher;
    }

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> around(Producer<byte[], byte[]> producer, Watcher watcher) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                WatchedProducer.class.getClassLoader(),
                new Class<?>[] {Producer.class},
                new WatchedProducer(producer, watcher));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            if (method.getName().equals("send")
                    && arguments != null
                    && arguments[0] instanceof ProducerRecord<?, ?> r) {
                return send(Sent.of(r), method, arguments);
            }
            if (method.getName().equals("commitTransaction")) {
                watcher.beforeCommit();
                Object nothing = method.invoke(producer, arguments);
                watcher.afterCommit();
                return nothing;
            }
            return method.invoke(producer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Object send(Sent record, Method method, @Nullable Object[] arguments) throws ReflectiveOperationException {
        watcher.beforeSend(record);
        Object future = method.invoke(producer, arguments);
        int copies = watcher.copies(record);
        for (int copy = 1; copy < copies; copy++) {
            var unused = producer.send(copyOf(arguments));
        }
        watcher.afterSend(record);
        return future;
    }

    @SuppressWarnings({"unchecked", "NullAway"})
    private static ProducerRecord<byte[], byte[]> copyOf(@Nullable Object[] arguments) {
        ProducerRecord<byte[], byte[]> record = (ProducerRecord<byte[], byte[]>) arguments[0];
        return new ProducerRecord<>(
                record.topic(), record.partition(), null, record.key(), record.value(), record.headers());
    }
}
