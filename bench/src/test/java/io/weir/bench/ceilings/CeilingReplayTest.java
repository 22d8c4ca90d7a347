package io.weir.bench.ceilings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Rates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CeilingReplayTest {

    /** A thousand nano-dollars a token: the nano-dollars of rounding that a hold adds do not show. */
    private static final Rates RATES = Rates.of(1_000_000_000, 1_000_000_000);

    @TempDir
    private Path directory;

    @Test
    void aStaticCeilingHoldsTheSameForEach_andCutsWhatIsLonger() {
        RequestSet set =
                new RequestSet("two", RATES, List.of(new Request("t", 400, 100, 50), new Request("t", 400, 100, 150)));
        CeilingFigures bytes = CeilingReplay.play(set, "bytes", new Ceiling("100", 100, false, false));
        assertEquals(1_000 / 350.0, bytes.heldOverPosted(), 1e-4, "2 × (400 + 100) over 150 + 200");
        assertEquals(0.5, bytes.cutShare());
        assertEquals(0.5, bytes.finallyCutShare());
        CeilingFigures known = CeilingReplay.play(set.inputKnown(), "tokens", new Ceiling("100", 100, false, false));
        assertEquals(400 / 350.0, known.heldOverPosted(), 1e-4);
    }

    @Test
    void aCutAnswerMadeAgainIsHeldAndPaidTwice() {
        RequestSet set = new RequestSet("one", RATES, List.of(new Request("t", 100, 100, 150)));
        CeilingFigures figures = CeilingReplay.play(set, "tokens", new Ceiling("100", 100, false, true));
        assertEquals(700 / 450.0, figures.heldOverPosted(), 1e-4, "200 and 500 over 200 and 250");
        assertEquals(1, figures.cutShare());
        assertEquals(0, figures.finallyCutShare());
        assertEquals(200 / 450.0, figures.paidTwiceShare(), 1e-4);
    }

    @Test
    void whatIsLearnedHoldsLess() {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            requests.add(new Request("t", 100, 100, 10));
        }
        RequestSet set = new RequestSet("short", RATES, requests);
        CeilingFigures learned = CeilingReplay.play(set, "tokens", new Ceiling("l", 1_024, true, true));
        assertTrue(learned.medianHeldOverPosted() < 1.1, learned.toString());
        assertEquals(0, learned.cutShare());
    }

    @Test
    void aTraceIsReadInOrder_withItsTenantAsTask() throws IOException {
        write("a.csv.gz", "arrival_ms,input_tokens,output_tokens,tenant\n1,20,3,7\n2,30,4,8\n");
        List<RequestSet> sets = TraceFiles.read(directory, 4, RATES);
        assertEquals("a", sets.get(0).name());
        assertEquals(
                List.of(new Request("7", 80, 20, 3), new Request("8", 120, 30, 4)),
                sets.get(0).requests());
    }

    @Test
    void aWrongLineOrColumnIsNamed() throws IOException {
        write("a.csv.gz", "input_tokens,output_tokens\n1,x\n");
        assertTrue(refusal().endsWith("a.csv.gz line 2: 1,x"), refusal());
        write("a.csv.gz", "input_tokens\n1\n");
        assertTrue(refusal().endsWith("a.csv.gz: no column output_tokens in [input_tokens]"), refusal());
        Files.delete(directory.resolve("a.csv.gz"));
        assertTrue(refusal().endsWith("has no file *.csv.gz"), refusal());
    }

    private String refusal() {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> TraceFiles.read(directory, 4, RATES))
                .getMessage());
    }

    private void write(String name, String text) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
