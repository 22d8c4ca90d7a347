package io.weir.infra.local.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of an archive: where files are, and how far it has come. */
public final class Archive {

    private static final String END = ".parquet";
    private static final String POSITIONS = "positions.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory where it is, or will be */
    public Archive(Path directory) {
        this.directory = directory;
    }

    /** Ledger keys that it has files of, sorted. */
    public List<String> keys() {
        return names(directory).stream()
                .filter(name -> Files.isDirectory(directory.resolve(name)))
                .map(Archive::decoded)
                .sorted()
                .toList();
    }

    /** Days that it has of a ledger key, such as 2026-11-30, ascending. */
    public List<String> days(String ledgerKey) {
        return names(directory.resolve(encoded(ledgerKey))).stream()
                .filter(name -> name.endsWith(END))
                .map(name -> name.substring(0, name.length() - END.length()))
                .sorted()
                .toList();
    }

    /** Entries of a sealed day, seals last. */
    public List<Archived> read(String ledgerKey, String day) {
        return EntryFile.read(file(ledgerKey, day));
    }

    /** The last entry that it has of a ledger key, which ends its last seal. */
    Optional<Archived> last(String ledgerKey) {
        List<String> days = days(ledgerKey);
        if (days.isEmpty()) {
            return Optional.empty();
        }
        List<Archived> entries = read(ledgerKey, days.get(days.size() - 1));
        return Optional.of(entries.get(entries.size() - 1));
    }

    Path file(String ledgerKey, String day) {
        return directory.resolve(encoded(ledgerKey)).resolve(day + END);
    }

    /** By partition the offset of the first entry that is in no file yet. */
    public Map<Integer, Long> positions() {
        Path file = directory.resolve(POSITIONS);
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return JSON.readValue(file.toFile(), new TypeReference<TreeMap<Integer, Long>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    void positions(Map<Integer, Long> positions) {
        Path file = directory.resolve(POSITIONS);
        try {
            Files.createDirectories(directory);
            Path beside = directory.resolve(POSITIONS + ".part");
            JSON.writeValue(beside.toFile(), positions);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    /** A name that every file system takes and that leads nowhere else: letters, digits, - and _; other bytes as %2F. */
    static String encoded(String ledgerKey) {
        StringBuilder name = new StringBuilder();
        for (byte b : ledgerKey.getBytes(UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (plain) {
                name.append(c);
            } else {
                name.append(String.format("%%%02X", (int) c));
            }
        }
        return name.toString();
    }

    static String decoded(String name) {
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes[length++] = (byte) Integer.parseInt(name.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[length++] = (byte) name.charAt(i);
            }
        }
        return new String(bytes, 0, length, UTF_8);
    }
}
