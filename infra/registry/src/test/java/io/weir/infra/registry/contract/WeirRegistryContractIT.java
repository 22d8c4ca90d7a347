package io.weir.infra.registry.contract;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** This module's server, which answers as the contract says. */
final class WeirRegistryContractIT implements Contract {

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer server;
    private static Rest rest;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        server = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        rest = Rest.at(server.url());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Override
    public Rest rest() {
        return rest;
    }

    @Override
    public Set<Difference> differences() {
        return Set.of();
    }
}
