package io.weir.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas of one release, a self-contained file a subject; how a release is kept in the repository. */
final class SchemaRelease {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".avsc";

    private SchemaRelease() {}

    /** Schema of each subject as the code has it now, by subject. */
    static Map<String, Schema> current() {
        Map<String, Schema> schemas = new TreeMap<>();
        Stream.concat(Topics.fixed().stream(), Stream.of(Topics.attempts("any", "batch")))
                .forEach(topic -> schemas.put(topic.subject(), topic.schema()));
        return schemas;
    }

    /** Writes the current schemas as {@code SUBJECT.avsc}; a release is never written over. */
    static void write(Path release) throws IOException {
        if (Files.exists(release)) {
            throw new FileAlreadyExistsException(release + " is released already");
        }
        Files.createDirectories(release);
        for (Map.Entry<String, Schema> schema : current().entrySet()) {
            Files.writeString(release.resolve(schema.getKey() + SUFFIX), pretty(schema.getValue()));
        }
    }

    private static String pretty(Schema schema) throws IOException {
        return JSON.readTree(schema.toString()).toPrettyString() + "\n";
    }

    /** Schemas of a release by subject. */
    static Map<String, Schema> read(Path release) throws IOException {
        Map<String, Schema> schemas = new TreeMap<>();
        try (Stream<Path> files = Files.list(release)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                String name = file.getFileName().toString();
                schemas.put(
                        name.substring(0, name.length() - SUFFIX.length()),
                        new Schema.Parser().parse(Files.readString(file)));
            }
        }
        return schemas;
    }
}
