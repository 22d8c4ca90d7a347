package io.weir.infra.local.llama;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows what is being fetched, and how much of the whole is here: a bar that is redrawn where the console can, else a line for
 * each new thing.
 */
final class Fetching {

    private static final int WIDTH = 30;
    private static final long MEGABYTE = 1_000_000;

    private final PrintStream out;
    private final boolean redraws;
    private final long totalBytes;
    private long doneBytes;
    private String what = "";
    private String shown = "";

    Fetching(PrintStream out, boolean redraws, long totalBytes) {
        this.out = out;
        this.redraws = redraws;
        this.totalBytes = totalBytes;
    }

    /** From now on this is fetched. */
    void begin(String next) {
        what = next;
        if (!redraws) {
            out.println("fetching " + line(0));
        }
    }

    /** @param partBytes of what is being fetched now */
    void at(long partBytes) {
        String line = "fetching " + line(partBytes);
        if (redraws && !line.equals(shown)) {
            out.print("\r\u001b[K" + line);
            out.flush();
            shown = line;
        }
    }

    /** What was being fetched, or was here already, is complete. */
    void done(long partBytes) {
        doneBytes += partBytes;
        at(0);
    }

    void end() {
        if (redraws) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }

    private String line(long partBytes) {
        long bytes = Math.min(doneBytes + partBytes, totalBytes);
        int filled = totalBytes == 0 ? WIDTH : (int) (WIDTH * bytes / totalBytes);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d of %d MB  %s",
                "#".repeat(filled),
                "-".repeat(WIDTH - filled),
                bytes / MEGABYTE,
                totalBytes / MEGABYTE,
                what);
    }
}
