package io.weir.infra.registry.contract;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apicurio Registry's Confluent interface: a server that is not ours, so what both agree on is the interface and not our idea of it.
 * It answers otherwise in every way that there is a name for.
 */
final class ApicurioContractIT implements Contract {

    @TempDir
    static Path directory;

    private static ApicurioServer server;
    private static Rest rest;

    @BeforeAll
    static void start() {
        server = ApicurioServer.start(directory);
        rest = Rest.at(server.url());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public Rest rest() {
        return rest;
    }

    @Override
    public Set<Difference> differences() {
        return EnumSet.allOf(Difference.class);
    }
}
