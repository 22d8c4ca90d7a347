package io.weir.infra.local.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a server is started.
 *
 * @param name for what is said about it
 * @param command program and arguments
 * @param environment variables besides those of this process
 * @param health answers 200 to a GET once the server is ready
 * @param log where its output goes; appended to
 */
public record ServerCommand(String name, List<String> command, Map<String, String> environment, URI health, Path log) {

    public ServerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("command of the server " + name + " is empty");
        }
    }
}
