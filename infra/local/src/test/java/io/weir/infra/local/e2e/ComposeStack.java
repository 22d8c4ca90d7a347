package io.weir.infra.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stack of {@code infra/compose} on the Docker engine that runs, or on a throwaway one with images of this machine where none
 * does. Closing removes containers, volumes and that engine; so does the end of this process, however it ends but by a kill.
 */
final class ComposeStack implements AutoCloseable {

    private static final Path COMPOSE = WeirProcess.home().resolve("infra/compose");
    private static final String ENGINE = COMPOSE.resolve("local/engine").toString();
    private static final Duration MINUTES = Duration.ofMinutes(20);
    private static final Pattern EXPORTED = Pattern.compile("([A-Z_]+)=(\\S+)");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Published ports; not the defaults, so that a stack of the developer's own is left alone. */
    private static final Map<String, String> SETTINGS = Map.of(
            "WEIR_IMAGE", "weir:e2e",
            "WEIR_FLINK_IMAGE", "weir-flink:e2e",
            "WEIR_KAFKA_PORT", "29092",
            "WEIR_REGISTRY_PORT", "28081",
            "WEIR_HTTP_PORT", "28080",
            "WEIR_FLINK_PORT", "28082");

    static final String BOOTSTRAP = "127.0.0.1:29092";
    static final String REGISTRY = "http://127.0.0.1:28081";
    static final String VIEWS = "http://127.0.0.1:28080";

    private final Map<String, String> environment = new HashMap<>(SETTINGS);
    private final Thread atExit = new Thread(this::remove, "compose-down");
    private boolean throwaway;

    private ComposeStack() {
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Builds the images and starts the containers; returns once all are healthy. */
    static ComposeStack start() throws InterruptedException {
        ComposeStack stack = new ComposeStack();
        try {
            stack.engine();
            stack.run(COMPOSE.resolve("build").toString()).requireSuccess();
            stack.compose("up", "--detach", "--no-build", "--wait", "--wait-timeout", "1000")
                    .requireSuccess();
            return stack;
        } catch (RuntimeException | Error | InterruptedException e) {
            stack.printLogs();
            stack.close();
            throw e;
        }
    }

    private void engine() throws InterruptedException {
        if (Program.works("docker", "compose", "version") && Program.works("docker", "info")) {
            return;
        }
        throwaway = true;
        export(run(ENGINE, "up").requireSuccess());
        export(run(COMPOSE.resolve("local/images").toString()).requireSuccess());
    }

    private void export(Program.Ended ended) {
        Matcher exported = EXPORTED.matcher(ended.printed());
        while (exported.find()) {
            environment.put(exported.group(1), exported.group(2));
        }
    }

    private Program.Ended run(String... command) throws InterruptedException {
        return Program.run(environment, List.of(command), MINUTES);
    }

    Program.Ended compose(String... arguments) throws InterruptedException {
        return run(Program.command(
                        List.of(
                                "docker",
                                "compose",
                                "--project-name",
                                "weir-e2e",
                                "--file",
                                COMPOSE.resolve("compose.yaml").toString()),
                        arguments)
                .toArray(String[]::new));
    }

    /** Starts a program of this machine where the published ports are. */
    Program begin(List<String> command) {
        List<String> prefix = throwaway ? List.of(ENGINE, "exec") : List.of();
        return Program.start(environment, Program.command(prefix, command.toArray(String[]::new)));
    }

    /** Runs a program of this machine where the published ports are. */
    Program.Ended inside(List<String> command) throws InterruptedException {
        try (Program program = begin(command)) {
            return program.awaitEnd(MINUTES);
        }
    }

    /** GET on the views. @throws AssertionError where the answer is not 200 */
    JsonNode views(String path) throws InterruptedException, IOException {
        return JSON.readTree(inside(List.of("curl", "-fsS", "--max-time", "20", VIEWS + path))
                .requireSuccess()
                .printed());
    }

    /** Kills all but the first process of a container with -9: a crash, after which the restart policy is asked. */
    void crash(String service) throws InterruptedException {
        compose("exec", "-T", service, "bash", "-c", "kill -9 -1").requireSuccess();
    }

    int restarts(String service) throws InterruptedException {
        return Integer.parseInt(inspect(service, "{{.RestartCount}}"));
    }

    /** Such as {@code running healthy}, or {@code exited 0} for what has ended. */
    String state(String service) throws InterruptedException {
        return inspect(
                service,
                "{{.State.Status}} {{if eq .State.Status \"running\"}}{{.State.Health.Status}}{{else}}{{.State.ExitCode}}{{end}}");
    }

    private String inspect(String service, String format) throws InterruptedException {
        String container = compose("ps", "--all", "--quiet", service)
                .requireSuccess()
                .printed()
                .strip();
        return run("docker", "inspect", "--format", format, container)
                .requireSuccess()
                .printed()
                .strip();
    }

    String logs(String service) throws InterruptedException {
        return compose("logs", "--no-color", service).requireSuccess().printed();
    }

    /** What the containers said, for whoever reads why a test failed. */
    void printLogs() throws InterruptedException {
        System.out.println(compose("ps", "--all").printed());
        System.out.println(compose("logs", "--no-color", "--tail", "60").printed());
    }

    /** Removes containers and volumes. */
    Program.Ended down() throws InterruptedException {
        return compose("down", "--volumes", "--timeout", "60");
    }

    private void remove() {
        try {
            down();
            if (throwaway) {
                run(ENGINE, "down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            System.err.println("the stack was not removed: " + e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }
}
