package io.weir.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    /** Answers each line with it reversed; ends at the line end. */
    public static final class Mirror {
        public static void main(String[] arguments) throws IOException {
            System.out.println("hello " + arguments[0]);
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null && !line.equals("end"); line = lines.readLine()) {
                System.out.println("noise");
                System.out.println("mirrored " + new StringBuilder(line).reverse());
            }
        }
    }

    @Test
    void answersLines_andEndsWithItsOwner() {
        long pid;
        try (ChildJvm child = ChildJvm.start("mirror", directory, "32m", Mirror.class, "you")) {
            pid = child.pid();
            assertEquals("you", child.awaitLine("hello ", LONG));
            assertEquals("cba", child.ask("abc", "mirrored ", LONG));
            assertTrue(ProcessHandle.of(pid).isPresent());
        }
        assertFalse(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent());
    }

    @Test
    void aChildThatHasEndedIsNamed() {
        try (ChildJvm child = ChildJvm.start("mirror", directory, "32m", Mirror.class, "you")) {
            child.tell("end");
            IllegalStateException ended =
                    assertThrows(IllegalStateException.class, () -> child.awaitLine("mirrored ", LONG));
            assertTrue(String.valueOf(ended.getMessage()).startsWith("mirror has ended"), ended.getMessage());
        }
    }
}
