package io.weir.infra.faults.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports of loopback, below the range from which Linux takes those of outgoing connections: they stay free for a restart. */
final class Ports {

    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;
    private static final int DRAWS = 100;

    private Ports() {}

    static int free() {
        for (int draw = 0; draw < DRAWS; draw++) {
            int port = FIRST + ThreadLocalRandom.current().nextInt(COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port of 127.0.0.1 from " + FIRST);
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
