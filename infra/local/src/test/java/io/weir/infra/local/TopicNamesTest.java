package io.weir.infra.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A topic has its name from the catalogue; a second spelling of it would be a second contract. */
final class TopicNamesTest {

    /** A name with its version, or the beginning of a name that goes on with a tier or a kind. */
    private static final Pattern NAME =
            Pattern.compile("\"[^\"\\n]*weir\\.(?:[a-z-]+(?:\\.[a-z0-9-]+)*\\.v[0-9]|attempts|aggregates)[^\"\\n]*\"");

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .getParent();

    @Test
    void noTopicNameIsWrittenOutsideTheCatalogue() throws IOException {
        List<Path> sources = mainSources();
        assertTrue(sources.size() > 100, "sources found: " + sources.size());

        List<String> spelt = sources.stream()
                .filter(source -> !source.endsWith("io/weir/schemas/Topics.java"))
                .flatMap(TopicNamesTest::names)
                .toList();

        assertEquals(List.of(), spelt);
    }

    @Test
    void aNameIsToldFromAMeter() {
        assertTrue(NAME.matcher("\"weir.queries.v1\"").find());
        assertTrue(NAME.matcher("\"weir.attempts.small.batch.v1\"").find());
        assertTrue(NAME.matcher("\"weir.attempts.\" + tier").find());
        assertFalse(NAME.matcher("\"weir.http.requests\"").find());
        assertFalse(NAME.matcher("\"io.weir.Query.v1\"").find());
    }

    private static List<Path> mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> ROOT.relativize(file).toString().contains("src/main/java"))
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList();
        }
    }

    private static Stream<String> names(Path source) {
        try {
            return NAME.matcher(Files.readString(source))
                    .results()
                    .map(found -> ROOT.relativize(source) + ": " + found.group());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
