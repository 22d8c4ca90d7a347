package io.weir.core.tier;

import io.weir.core.energy.PowerProfile;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A tier: a model on a pool, an API or people.
 *
 * @param name name, {@code [a-z0-9-]{1,40}}; part of its topics' names
 * @param model model that it is asked for; key of its price
 * @param capabilities such as chat, tools, vision
 * @param contextWindow most input and output tokens together
 * @param maxOutputTokens most output tokens of one answer; 0 where only the context window bounds it
 * @param templateTokens tokens that the chat template adds to a request
 * @param templateTokensPerMessage tokens that it adds to each message
 * @param tags such as eu, hipaa
 * @param revision offset of the tier record that this is of
 */
public record Tier(
        String name,
        String model,
        Set<String> capabilities,
        long contextWindow,
        long maxOutputTokens,
        long templateTokens,
        long templateTokensPerMessage,
        TierState state,
        Set<String> tags,
        PowerProfile power,
        boolean deleted,
        long revision) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    public Tier {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("tier must match [a-z0-9-]{1,40}: " + name);
        }
        if (contextWindow <= 0 || maxOutputTokens < 0 || templateTokens < 0 || templateTokensPerMessage < 0) {
            throw new IllegalArgumentException("tier " + name + ": context_window " + contextWindow
                    + " must be positive; max_output_tokens " + maxOutputTokens + ", template_tokens " + templateTokens
                    + " and template_tokens_per_message " + templateTokensPerMessage + " must not be negative");
        }
        capabilities = Set.copyOf(capabilities);
        tags = Set.copyOf(tags);
    }

    /** Bound on the input tokens of a request: its UTF-8 bytes, whatever the tokenizer, plus the template. */
    public long inputTokenBound(long promptBytes, int messages) {
        return promptBytes + templateTokens + templateTokensPerMessage * messages;
    }
}
