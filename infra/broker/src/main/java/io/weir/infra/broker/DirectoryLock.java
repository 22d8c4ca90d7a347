package io.weir.infra.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.server.util.FileLock;

/**
 * One broker at a time on a directory. Kafka locks its logs as well, but only after its controller has begun to write the
 * log of metadata, which two writers destroy. The operating system lets go of the lock when the process ends, however it ends.
 */
final class DirectoryLock implements AutoCloseable {

    private final FileLock lock;

    private DirectoryLock(FileLock lock) {
        this.lock = lock;
    }

    /** @throws IllegalStateException if another broker has it; names the directory and the process */
    static DirectoryLock take(Path directory) {
        Path owner = directory.resolve("broker.pid");
        try {
            Files.createDirectories(directory);
            FileLock lock = new FileLock(directory.resolve("broker.lock").toFile());
            if (!lock.tryLock()) {
                lock.unlockAndClose();
                throw new IllegalStateException("a broker runs or starts on " + directory + ": process "
                        + (Files.exists(owner) ? Files.readString(owner) : "unknown"));
            }
            Files.writeString(owner, Long.toString(ProcessHandle.current().pid()));
            return new DirectoryLock(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + directory, e);
        }
    }

    @Override
    public void close() {
        try {
            lock.unlockAndClose();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock", e);
        }
    }
}
