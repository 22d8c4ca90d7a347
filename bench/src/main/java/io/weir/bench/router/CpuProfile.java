package io.weir.bench.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/**
 * A CPU profile of this process by async-profiler, in its itimer mode: it needs no perf events, which containers seldom allow.
 * Writes collapsed stacks, one a line with its samples, the thread first.
 */
final class CpuProfile implements AutoCloseable {

    private final Path file;

    private CpuProfile(Path file) {
        this.file = file;
    }

    /** @throws IllegalStateException where the profiler does not run on this machine */
    static CpuProfile start(Path file) {
        execute("start,event=itimer,interval=1ms,threads");
        return new CpuProfile(file);
    }

    @Override
    public void close() {
        execute("stop,collapsed,threads,file=" + file.toAbsolutePath());
    }

    private static void execute(String command) {
        try {
            String unused = AsyncProfiler.getInstance().execute(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException("async-profiler does not load here: " + e.getMessage(), e);
        }
    }
}
