package io.weir.infra.local.check.chain;

import io.weir.v1.LedgerEntry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The links of a ledger key's chain: SHA-256(link before ‖ canonical bytes of the entry). */
public final class HashChain {

    /** What stands before the first entry of a ledger key. */
    public static final ByteBuffer START = ByteBuffer.wrap(new byte[32]).asReadOnlyBuffer();

    private final MessageDigest digest;

    public HashChain() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The link of an entry that follows one with the link {@code before}. */
    public ByteBuffer link(ByteBuffer before, LedgerEntry entry) {
        digest.update(before.duplicate());
        digest.update(CanonicalBytes.of(entry));
        return ByteBuffer.wrap(digest.digest());
    }

    /** The first digits of a link, to tell two apart. */
    public static String text(ByteBuffer link) {
        byte[] bytes = new byte[Math.min(8, link.remaining())];
        link.duplicate().get(bytes);
        return bytes.length == 0 ? "none" : HexFormat.of().formatHex(bytes) + "…";
    }
}
