package io.weir.infra.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface.
 *
 * <p>They are drawn from below the range from which Linux takes the ports of outgoing connections (32768 up): a port from
 * that range could be taken by any client between the look and the use.
 */
final class LoopbackPorts {

    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    /** Draws before giving up: with half of the range in use, a failure has a chance of 2^-100. */
    private static final int DRAWS = 100;

    private LoopbackPorts() {}

    /** A free port other than {@code taken}. */
    static int free(int taken) {
        for (int draw = 0; draw < DRAWS; draw++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            if (port != taken && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port of 127.0.0.1 from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    /** Throws, naming the port, when something listens on it. */
    static void requireFree(String what, int port) {
        if (!isFree(port)) {
            throw new IllegalStateException(what + " port " + port + " of 127.0.0.1 is in use by another process");
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException inUse) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at port " + port, e);
        }
    }
}
