package io.weir.workers;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records durably. The producer repeats what the network loses (acks=all, idempotent); what it gives up on cannot be
 * mended here, so the owner is told.
 */
final class RecordWriter {

    private final Producer<byte[], byte[]> producer;
    private final Consumer<Throwable> onFailure;

    RecordWriter(Producer<byte[], byte[]> producer, Consumer<Throwable> onFailure) {
        this.producer = producer;
        this.onFailure = onFailure;
    }

    /** Completes when the record is acknowledged, or with why it never will be. */
    CompletionStage<Void> write(ProducerRecord<byte[], byte[]> record) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        try {
            var unused = producer.send(record, (metadata, error) -> {
                if (error == null) {
                    written.complete(null);
                } else {
                    failed(written, error);
                }
            });
        } catch (RuntimeException e) {
            failed(written, e);
        }
        return written;
    }

    private void failed(CompletableFuture<Void> written, Exception error) {
        written.completeExceptionally(error);
        onFailure.accept(error);
    }
}
