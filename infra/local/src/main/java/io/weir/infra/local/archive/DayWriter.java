package io.weir.infra.local.archive;

import io.weir.infra.local.check.chain.HashChain;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the open day of one ledger key; each entry must follow the one before by number and by link. */
final class DayWriter implements AutoCloseable {

    private final Archive archive;
    private final String ledgerKey;
    private final HashChain chain = new HashChain();
    private final Path part;
    private final long firstOffset;
    private EntryFile.@Nullable Writer writer;
    private ByteBuffer link;
    private long seq;
    private final ByteBuffer linkBefore;
    private final long seqBefore;

    /**
     * @param before number and link of the last entry that is archived
     * @param first entry that it begins with
     */
    DayWriter(Archive archive, LedgerEntryEnd before, Archived first) {
        this.archive = archive;
        ledgerKey = first.entry().getLedgerKey();
        seq = before.seq();
        link = before.link();
        seqBefore = seq;
        linkBefore = link;
        firstOffset = first.where().offset();
        part = archive.file(ledgerKey, "open").resolveSibling("open.part");
        try {
            Files.createDirectories(part.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + part.getParent(), e);
        }
        writer = new EntryFile.Writer(part);
    }

    /** Where a ledger key stands after an entry. */
    record LedgerEntryEnd(long seq, ByteBuffer link) {

        static final LedgerEntryEnd START = new LedgerEntryEnd(0, HashChain.START);

        static LedgerEntryEnd of(LedgerEntry entry) {
            return new LedgerEntryEnd(entry.getSeq(), entry.getChain());
        }
    }

    long firstOffset() {
        return firstOffset;
    }

    /** @return whether the day is sealed with this entry and its file stands in its place */
    boolean add(Archived archived) {
        seq = follows(archived, seq);
        link = linked(archived, link);
        java.util.Objects.requireNonNull(writer, "the day is sealed").add(archived);
        Seal seal = archived.entry().getSeal();
        if (seal == null || seal.getPart() < seal.getParts()) {
            return false;
        }
        close();
        verify();
        Path file = archive.file(ledgerKey, seal.getDay());
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + file + " in its place", e);
        }
        return true;
    }

    /** Reads back what was written: as many entries, each following by number and link up to the last. */
    private void verify() {
        List<Archived> entries = EntryFile.read(part);
        long last = seqBefore;
        ByteBuffer now = linkBefore;
        for (Archived archived : entries) {
            last = follows(archived, last);
            now = linked(archived, now);
        }
        if (last != seq || !now.equals(link)) {
            throw new IllegalStateException(part + " ends with entry " + last + ", not " + seq);
        }
    }

    private static long follows(Archived archived, long before) {
        if (archived.entry().getSeq() != before + 1) {
            throw new IllegalStateException(
                    archived.where() + ": seq " + archived.entry().getSeq() + " of "
                            + archived.entry().getLedgerKey() + " does not follow " + before);
        }
        return before + 1;
    }

    private ByteBuffer linked(Archived archived, ByteBuffer before) {
        ByteBuffer expected = chain.link(before, archived.entry());
        if (!expected.equals(archived.entry().getChain())) {
            throw new IllegalStateException(
                    archived.where() + ": entry " + archived.entry().getSeq() + " of "
                            + archived.entry().getLedgerKey() + " breaks the chain: run weir check");
        }
        return expected;
    }

    /** What is not sealed yet is dropped: the next run begins with it. */
    void drop() {
        close();
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + part, e);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }
}
