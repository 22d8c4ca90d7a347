package io.weir.infra.broker;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a broker keeps its data and where it listens; a port of 0 means any free one.
 *
 * @param directory data directory; formatted when it is new, reused otherwise
 * @param port port for clients
 * @param controllerPort port on which the broker talks to its own controller
 * @param quorum the brokers that it is one of; empty: it is alone
 */
public record BrokerConfig(Path directory, int port, int controllerPort, Optional<Quorum> quorum) {

    private static final int MAX_PORT = 65_535;

    public BrokerConfig {
        requirePort("port", port);
        requirePort("controllerPort", controllerPort);
        if (port != 0 && port == controllerPort) {
            throw new IllegalArgumentException("port and controllerPort are both " + port);
        }
    }

    /** A broker that is alone. */
    public BrokerConfig(Path directory, int port, int controllerPort) {
        this(directory, port, controllerPort, Optional.empty());
    }

    /** One of several, where the quorum says that it listens. */
    public static BrokerConfig at(Path directory, Quorum quorum) {
        Quorum.Node self = quorum.self();
        return new BrokerConfig(directory, self.port(), self.controllerPort(), Optional.of(quorum));
    }

    /** A broker on any free port. */
    public static BrokerConfig at(Path directory) {
        return new BrokerConfig(directory, 0, 0);
    }

    /** A broker on a given port, with any free one for its controller. */
    public static BrokerConfig at(Path directory, int port) {
        return new BrokerConfig(directory, port, 0);
    }

    /** The same with both ports chosen. */
    BrokerConfig withPorts(int chosenPort, int chosenControllerPort) {
        return new BrokerConfig(directory, chosenPort, chosenControllerPort, quorum);
    }

    private static void requirePort(String name, int value) {
        if (value < 0 || value > MAX_PORT) {
            throw new IllegalArgumentException(name + " is " + value + ", not in 0.." + MAX_PORT);
        }
    }
}
