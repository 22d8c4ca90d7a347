package io.weir.infra.local.servers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that is started again when it dies. */
public final class SupervisedServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisedServer.class);

    /** Loading a model from a cold disk beside other work takes its time. */
    private static final Duration READY = Duration.ofMinutes(3);

    private static final Duration STOP = Duration.ofSeconds(5);

    private final ServerCommand server;
    private final Pauses pauses;
    private final Consumer<String> say;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread watcher;
    private volatile ChildServer child;

    private SupervisedServer(ServerCommand server, Pauses pauses, Consumer<String> say) throws InterruptedException {
        this.server = server;
        this.pauses = pauses;
        this.say = say;
        child = ready();
        watcher = new Thread(this::watch, "weir-server-" + server.name());
        watcher.setDaemon(true);
    }

    /**
     * Starts a server and returns once it is ready.
     *
     * @param say is told, in a line, of a death and of a return
     * @throws IllegalStateException with the end of its log where it does not get ready
     */
    public static SupervisedServer start(ServerCommand server, Pauses pauses, Consumer<String> say) {
        try {
            SupervisedServer supervised = new SupervisedServer(server, pauses, say);
            supervised.watcher.start();
            return supervised;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while server " + server.name() + " started", e);
        }
    }

    private ChildServer ready() throws InterruptedException {
        ChildServer started = ChildServer.start(server);
        boolean ready = false;
        try {
            started.awaitReady(READY);
            ready = true;
            return started;
        } finally {
            if (!ready) {
                started.stop(STOP);
            }
        }
    }

    private void watch() {
        Duration pause = Duration.ZERO;
        try {
            while (true) {
                long begun = System.nanoTime();
                int status = child.awaitEnd();
                pause = pauses.next(pause, Duration.ofNanos(System.nanoTime() - begun));
                if (closing.getCount() == 0) {
                    return;
                }
                say.accept(String.format(
                        "server %s (process %d) ended with status %d; it starts again in %d s",
                        server.name(), child.pid(), status, pause.toSeconds()));
                if (!restart(pause)) {
                    return;
                }
                say.accept(String.format("server %s is back (process %d)", server.name(), child.pid()));
            }
        } catch (InterruptedException e) {
            LOG.debug("no longer watching {}", server.name());
        }
    }

    /** @return false where it was closed meanwhile */
    private boolean restart(Duration first) throws InterruptedException {
        Duration pause = first;
        while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                child = ready();
                return true;
            } catch (RuntimeException e) {
                pause = pauses.next(pause, Duration.ZERO);
                LOG.warn("server {} did not come back", server.name(), e);
                say.accept("server " + server.name() + " did not come back; next try in " + pause.toSeconds() + " s");
            }
        }
        return false;
    }

    /** Its process at present, or its last one while it is down. */
    public long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        closing.countDown();
        watcher.interrupt();
        child.stop(STOP);
        try {
            watcher.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
