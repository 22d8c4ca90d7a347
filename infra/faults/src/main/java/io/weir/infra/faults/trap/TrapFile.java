package io.weir.infra.faults.trap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How the harness and a part speak of a trap: {@code arm} is written by the one and taken away by the other, {@code sprung} is
 * what the part has noted as its last word.
 */
public record TrapFile(Path directory) {

    /** Arms the trap of the part; {@link #isArmed} once the part has taken it. */
    public void arm(Snare snare) {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(sprungFile());
            replace(armFile(), snare.text());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot arm a trap in " + directory, e);
        }
    }

    public boolean isArmed() {
        return !Files.exists(armFile());
    }

    /** What the part was about when the trap sprang; empty while it has not. */
    public Optional<String> sprung() {
        try {
            return Files.exists(sprungFile()) ? Optional.of(Files.readString(sprungFile())) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing is armed and nothing has sprung. */
    public void clear() {
        try {
            Files.deleteIfExists(armFile());
            Files.deleteIfExists(sprungFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Snare> take() {
        if (!Files.exists(armFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Snare.parse(Files.readString(armFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After the snare is in force, so that the harness never sends traffic ahead of it. */
    void taken() {
        try {
            Files.deleteIfExists(armFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void note(String what) {
        try {
            replace(sprungFile(), what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path armFile() {
        return directory.resolve("arm");
    }

    private Path sprungFile() {
        return directory.resolve("sprung");
    }

    private void replace(Path file, String text) throws IOException {
        Path written = Files.createTempFile(directory, "trap", ".new");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
