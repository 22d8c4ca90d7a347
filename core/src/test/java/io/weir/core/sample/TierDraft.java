package io.weir.core.sample;

import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.util.Set;

/** A tier being written: its model is named like it, 8,192 tokens of context, no power. */
public final class TierDraft {

    private final String name;
    private long revision = 1;
    private Set<String> capabilities = Set.of("chat");
    private long contextWindow = 8_192;
    private long maxOutputTokens;
    private TierState state = TierState.ACTIVE;
    private Set<String> tags = Set.of();
    private PowerProfile power = PowerProfile.NONE;
    private boolean deleted;

    private TierDraft(String name) {
        this.name = name;
    }

    public static TierDraft of(String name) {
        return new TierDraft(name);
    }

    public TierDraft revision(long offset) {
        revision = offset;
        return this;
    }

    public TierDraft capabilities(String... names) {
        capabilities = Set.of(names);
        return this;
    }

    public TierDraft contextWindow(long tokens) {
        contextWindow = tokens;
        return this;
    }

    public TierDraft maxOutputTokens(long tokens) {
        maxOutputTokens = tokens;
        return this;
    }

    public TierDraft state(TierState newState) {
        state = newState;
        return this;
    }

    public TierDraft tags(String... names) {
        tags = Set.of(names);
        return this;
    }

    public TierDraft power(PowerProfile profile) {
        power = profile;
        return this;
    }

    public TierDraft deleted() {
        deleted = true;
        return this;
    }

    public Tier write() {
        return new Tier(
                name, name, capabilities, contextWindow, maxOutputTokens, 10, 5, state, tags, power, deleted, revision);
    }
}
