package io.weir.workers.engine;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request body that notes when it is asked for: there is a connection then, and the provider has the request's head. */
final class NotedBody implements BodyPublisher {

    private final BodyPublisher body;
    private final AtomicBoolean sent;

    NotedBody(String body, AtomicBoolean sent) {
        this.body = BodyPublishers.ofString(body);
        this.sent = sent;
    }

    @Override
    public long contentLength() {
        return body.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
        sent.set(true);
        body.subscribe(subscriber);
    }
}
