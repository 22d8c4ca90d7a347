package io.weir.bench.ceilings;

import io.weir.core.cost.Rates;
import java.util.List;

/**
 * Requests of one source, in the order of their arrival.
 *
 * @param rates what they are billed at
 */
public record RequestSet(String name, Rates rates, List<Request> requests) {

    public RequestSet {
        requests = List.copyOf(requests);
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("set " + name + " has no requests");
        }
    }

    /** The same with prompts of a byte a token: what a hold is where the prompt's tokens are known. */
    public RequestSet inputKnown() {
        return new RequestSet(
                name,
                rates,
                requests.stream()
                        .map(r -> new Request(r.task(), r.inputTokens(), r.inputTokens(), r.outputTokens()))
                        .toList());
    }
}
