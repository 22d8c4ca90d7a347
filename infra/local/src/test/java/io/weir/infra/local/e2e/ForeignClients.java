package io.weir.infra.local.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Clients that share no code with Weir. Where the builds of the project run they must be there; elsewhere they may be missing. */
final class ForeignClients {

    private static final Path CLIENTS = WeirProcess.home().resolve("infra/clients");

    private ForeignClients() {}

    /** Command that runs a script of {@code infra/clients/python} with Confluent's client. */
    static List<String> python(String script, String... arguments) throws InterruptedException {
        String named = System.getenv("WEIR_PYTHON");
        String interpreter = named == null
                ? WeirProcess.home().resolve("target/python-venv/bin/python").toString()
                : named;
        require(
                Program.works(interpreter, "-c", "import confluent_kafka.schema_registry.avro"),
                interpreter + " has no confluent-kafka with Avro: run .ci/python, or set WEIR_PYTHON");
        return Program.command(
                List.of(interpreter, CLIENTS.resolve("python").resolve(script).toString()), arguments);
    }

    /** Command that runs a script of {@code infra/clients/node} with kafkajs and its registry client. */
    static List<String> node(String script, String... arguments) throws InterruptedException {
        require(
                Files.isDirectory(CLIENTS.resolve("node/node_modules/kafkajs")) && Program.works("node", "--version"),
                "no node with kafkajs: run .ci/node");
        return Program.command(
                List.of("node", CLIENTS.resolve("node").resolve(script).toString()), arguments);
    }

    /** Command of kcat. */
    static List<String> kcat(String... arguments) throws InterruptedException {
        require(Program.works("kcat", "-V"), "no kcat: install Debian's package of that name");
        return Program.command(List.of("kcat"), arguments);
    }

    /** Fails where the builds of the project run, and skips the test elsewhere. */
    static void require(boolean there, String missing) {
        assertTrue(there || !"true".equals(System.getenv("CI")), missing);
        assumeTrue(there, missing);
    }
}
