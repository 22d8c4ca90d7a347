package io.weir.infra.local.up;

import io.weir.infra.local.config.StackFile.TierEntry;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code --tier NAME=URL,model}: a tier whose engine is any server that speaks the OpenAI API.
 *
 * @param baseUrl up to and including the version, such as {@code http://localhost:8080/v1}
 */
record TierOption(String tier, String baseUrl, String model) {

    /** For a tier that the configuration does not declare. */
    private static final long CONTEXT_WINDOW = 8_192;

    private static final int CONCURRENCY = 4;
    private static final String KEY = "OPENAI_API_KEY";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException naming the value that is not of this form */
    static TierOption parse(String value) {
        int equals = value.indexOf('=');
        int comma = value.indexOf(',', equals + 1);
        if (equals < 1 || comma < equals + 2 || comma == value.length() - 1) {
            throw new IllegalArgumentException("--tier: '" + value + "' is not NAME=URL,model");
        }
        String url = value.substring(equals + 1, comma);
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--tier: '" + url + "' is not an address: " + e.getMessage(), e);
        }
        if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
            throw new IllegalArgumentException("--tier: '" + url + "' is not an http or https address");
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("--tier: credentials do not belong into the address of "
                    + value.substring(0, equals) + "; set " + KEY);
        }
        return new TierOption(value.substring(0, equals), url, value.substring(comma + 1));
    }

    /**
     * The tier, with what the configuration says of a tier of this name.
     *
     * @param environment where keys are: OPENAI_API_KEY_NAME of this tier before OPENAI_API_KEY
     */
    TierEntry entry(@Nullable TierEntry declared, Map<String, String> environment) {
        String key = keyVariable(environment).orElse(null);
        if (declared == null) {
            return new TierEntry(
                    tier, model, CONTEXT_WINDOW, 0, 0, 0, CONCURRENCY, null, null, null, null, baseUrl, key);
        }
        // Another model has other rates, and what is known of the declared one says nothing about it.
        boolean same = declared.model().equals(model);
        return new TierEntry(
                tier,
                model,
                declared.contextWindow(),
                declared.maxOutputTokens(),
                declared.templateTokens(),
                declared.templateTokensPerMessage(),
                declared.concurrency(),
                declared.region(),
                declared.tags(),
                declared.capabilities(),
                same ? declared.power() : null,
                baseUrl,
                key == null && same ? declared.apiKeyEnv() : key);
    }

    /** The common key goes only where nobody on the way can read it. */
    private Optional<String> keyVariable(Map<String, String> environment) {
        String own = KEY + "_" + tier.toUpperCase(Locale.ROOT).replace('-', '_');
        if (!environment.getOrDefault(own, "").isBlank()) {
            return Optional.of(own);
        }
        URI uri = URI.create(baseUrl);
        boolean secret = "https".equals(uri.getScheme()) || LOOPBACK.contains(uri.getHost());
        return secret && !environment.getOrDefault(KEY, "").isBlank() ? Optional.of(KEY) : Optional.empty();
    }
}
