package io.weir.infra.local.llama;

import io.weir.infra.local.servers.Pauses;
import io.weir.infra.local.servers.ServerCommand;
import io.weir.infra.local.servers.SupervisedServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One llama.cpp server a model, each with one thread and one slot. */
public final class LlamaServers implements AutoCloseable {

    /** A server that runs. */
    public record Running(URI baseUrl, SupervisedServer server) {}

    private final Map<String, Running> byModel = new LinkedHashMap<>();
    private final Installation installation;
    private final Pauses pauses;
    private final Path logs;
    private final Consumer<String> say;

    private LlamaServers(Installation installation, Pauses pauses, Path logs, Consumer<String> say) {
        this.installation = installation;
        this.pauses = pauses;
        this.logs = logs;
        this.say = say;
    }

    /**
     * Installs what is missing, starts a server for each model and returns once all are ready.
     *
     * @param contexts context window of each model, tokens
     * @param pauses how long a server that died stays down
     * @param logs directory for what the servers say
     * @param out where the progress of an installation is shown
     * @param redraws whether {@code out} is a console that can redraw a line
     * @param say is told of a server that died and came back
     * @throws IllegalArgumentException naming a model that cannot be installed
     */
    public static LlamaServers start(
            Map<String, Long> contexts,
            Pauses pauses,
            Path logs,
            PrintStream out,
            boolean redraws,
            Consumer<String> say)
            throws IOException, InterruptedException {
        List<ModelSource> sources =
                contexts.keySet().stream().map(ModelSource::of).toList();
        Installation installation = Installation.ensure(Installation.defaultCache(), sources, out, redraws);
        LlamaServers servers = new LlamaServers(installation, pauses, logs, say);
        boolean complete = false;
        try {
            for (Map.Entry<String, Long> context : contexts.entrySet()) {
                out.println("starting llama.cpp with " + context.getKey() + " ...");
                servers.add(context.getKey(), context.getValue());
            }
            complete = true;
            return servers;
        } finally {
            if (!complete) {
                servers.close();
            }
        }
    }

    private void add(String model, long context) throws IOException {
        int port = freePort();
        URI root = URI.create("http://127.0.0.1:" + port);
        ServerCommand command = new ServerCommand(
                model,
                List.of(
                        installation.python().toString(),
                        installation.script().toString(),
                        "--model",
                        Objects.requireNonNull(installation.models().get(model)).toString(),
                        "--alias",
                        model,
                        "--port",
                        Integer.toString(port),
                        "--context",
                        Long.toString(context)),
                Map.of("PYTHONPATH", installation.site().toString()),
                root.resolve("/health"),
                logs.resolve("llama-" + model + ".log"));
        byModel.put(model, new Running(root.resolve("/v1"), SupervisedServer.start(command, pauses, say)));
    }

    /** It is kept for the life of the stack, so that a server comes back where it was. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Servers by model. */
    public Map<String, Running> byModel() {
        return Map.copyOf(byModel);
    }

    @Override
    public void close() {
        byModel.values().forEach(running -> running.server().close());
    }
}
