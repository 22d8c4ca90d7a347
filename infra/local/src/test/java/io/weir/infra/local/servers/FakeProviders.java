package io.weir.infra.local.servers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Servers that answer 7 to everything, for tests. */
public final class FakeProviders {

    private FakeProviders() {}

    /** How one is started on a port. */
    public static ServerCommand command(int port, Path log, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes(),
                FakeProvider.class.getName(),
                Integer.toString(port)));
        command.addAll(List.of(more));
        return new ServerCommand("fake", command, Map.of(), URI.create("http://127.0.0.1:" + port + "/health"), log);
    }

    private static String classes() {
        String own = FakeProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new File(own).getAbsolutePath();
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
