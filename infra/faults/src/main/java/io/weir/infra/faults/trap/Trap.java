package io.weir.infra.faults.trap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes this process fail at the n-th time that a point is reached. Thread-safe; springs once. */
public final class Trap {

    /** System property: directory of the trap's file. */
    public static final String DIRECTORY = "weir.trap";

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Longer than the linger of any producer here, shorter than the commit interval and any timeout. */
    private static final long SEND_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final TrapFile file;
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable Snare snare;

    private Trap(TrapFile file) {
        this.file = file;
    }

    /** The trap of this process, in the directory of {@link #DIRECTORY}; what is armed there already is in force on return. */
    static Trap ofThisProcess() {
        Trap trap = new Trap(new TrapFile(Path.of(System.getProperty(DIRECTORY, "."))));
        trap.look();
        Thread thread = new Thread(trap::watch, "weir-trap");
        thread.setDaemon(true);
        thread.start();
        return trap;
    }

    private void watch() {
        while (true) {
            LockSupport.parkNanos(LOOK_NANOS);
            look();
        }
    }

    private void look() {
        Optional<Snare> armed = file.take();
        if (armed.isPresent()) {
            left.set(armed.get().hit());
            snare = armed.get();
            file.taken();
        }
    }

    /**
     * A point is reached.
     *
     * @param what what the part is about, for the note; free of line ends
     */
    void reached(Point point, String what) {
        Snare now = snare;
        if (now == null || now.point() != point || left.decrementAndGet() != 0) {
            return;
        }
        snare = null;
        file.note(what);
        LockSupport.parkNanos(SEND_NANOS);
        switch (now.action()) {
            case HALT -> Runtime.getRuntime().halt(137);
            case STOP -> stop();
        }
    }

    private static void stop() {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
            // The signal is in delivery: no step is made until it has arrived.
            LockSupport.parkNanos(SEND_NANOS);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot stop this process", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
