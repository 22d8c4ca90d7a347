package io.weir.infra.local.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a stack listens; {@code stack.json} in its directory. Fields that others add to the file are passed over.
 *
 * @param bootstrap brokers, {@code host:port}
 * @param registry URL of the schema registry
 * @param http URL of the views; empty where it is not known
 * @param flink URL of Flink's REST; empty where it is not known
 * @param pid process of the stack; 0 where it is not known
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Addresses(String bootstrap, String registry, String http, String flink, long pid) {

    /** Name of the file within the directory of a stack. */
    public static final String FILE = "stack.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    public Addresses {
        require("bootstrap", bootstrap);
        require("registry", registry);
        http = Objects.requireNonNullElse(http, "");
        flink = Objects.requireNonNullElse(flink, "");
    }

    /** Brokers and registry alone. */
    public static Addresses of(String bootstrap, String registry) {
        return new Addresses(bootstrap, registry, "", "", 0);
    }

    private static void require(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be empty");
        }
    }

    /**
     * What the stack of a directory has recorded; empty where it has not.
     *
     * @throws IllegalArgumentException if the file is not of this form; names it
     */
    public static Optional<Addresses> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Addresses.class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is not {\"bootstrap\":…,\"registry\":…}: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Records them in a directory, as a whole or not at all. */
    public void write(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            Files.createDirectories(directory);
            Path written = Files.createTempFile(directory, FILE, ".new");
            Files.write(written, JSON.writeValueAsBytes(this));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
