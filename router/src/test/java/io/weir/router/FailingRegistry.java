package io.weir.router;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry that answers everything with an error of its own, and counts. */
final class FailingRegistry implements AutoCloseable {

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private FailingRegistry(HttpServer server) {
        this.server = server;
    }

    static FailingRegistry on(String url) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(url).getPort());
        FailingRegistry registry = new FailingRegistry(HttpServer.create(address, 0));
        registry.server.createContext("/", exchange -> {
            registry.requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        registry.server.start();
        return registry;
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
