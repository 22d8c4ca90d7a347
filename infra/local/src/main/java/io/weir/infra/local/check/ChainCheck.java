package io.weir.infra.local.check;

import io.weir.infra.local.check.chain.HashChain;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.LedgerEntry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The chain of each ledger key: every entry's link is the hash of the link before it and of the entry, so that nothing was
 * changed, dropped, added or moved. After a break the chain is followed from the link that is stated, so that the first
 * violation is where the books were touched.
 */
final class ChainCheck implements Check {

    private final Findings findings = Findings.counting("entries", "keys");
    private final HashChain chain = new HashChain();
    private final Map<String, ByteBuffer> links = new HashMap<>();
    private boolean whole = true;

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public String rule() {
        return "each entry's link is SHA-256 of the one before and of the entry";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        links.clear();
        whole = extent.whole(Topics.LEDGER);
        findings.unjudgedUnless(extent, Topics.LEDGER);
    }

    /** A seal states the link before it, so that it can be checked without what stands there. */
    @Override
    public void base(Where where, LedgerEntry seal) {
        ByteBuffer before = links.getOrDefault(
                seal.getLedgerKey(), Objects.requireNonNull(seal.getSeal()).getPreviousChain());
        links.put(seal.getLedgerKey(), before);
        entry(where, seal);
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        findings.count("entries");
        cause(where, entry);
        ByteBuffer before = links.put(entry.getLedgerKey(), entry.getChain());
        if (before == null) {
            findings.count("keys");
            if (!whole && entry.getSeal() == null) {
                return; // the entry before it is gone
            }
            before = whole ? HashChain.START : entry.getSeal().getPreviousChain();
        }
        if (entry.getSeal() != null) {
            findings.require(
                    entry.getSeal().getPreviousChain().equals(before),
                    where,
                    "a seal that states the link before it, " + HashChain.text(before),
                    HashChain.text(entry.getSeal().getPreviousChain()));
        }
        ByteBuffer expected = chain.link(before, entry);
        findings.require(
                expected.equals(entry.getChain()),
                where,
                "link " + HashChain.text(expected) + " of entry " + entry.getSeq() + " of " + entry.getLedgerKey(),
                HashChain.text(entry.getChain()));
    }

    /** The chain covers the offset of the cause; its topic and partition follow from where the entry stands. */
    private void cause(Where where, LedgerEntry entry) {
        Coordinates cause = entry.getCause();
        findings.require(
                cause == null
                        || (cause.getTopic().equals(Topics.INBOX.name()) && cause.getPartition() == where.partition()),
                where,
                "a cause in " + Topics.INBOX.name() + "/" + where.partition(),
                String.valueOf(cause));
    }
}
