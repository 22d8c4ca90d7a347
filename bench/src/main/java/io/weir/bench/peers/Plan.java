package io.weir.bench.peers;

import org.jspecify.annotations.Nullable;

/**
 * What a row does.
 *
 * @param name short name; its account
 * @param budget requests that the budget pays for, of the cost that {@code paidTokens} of output make
 * @param maxTokens what the caller says; null: nothing
 * @param task task class: ceilings are learned by it
 * @param paidTokens output tokens of a request that the budget is reckoned in
 * @param exactly how many must be let through; -1: it is only measured
 * @param booksMustAgree whether the books must be what the engine billed
 * @param paced whether requests come one by one over some seconds instead of all at once
 */
record Plan(
        String name,
        String what,
        String peer,
        double budget,
        EngineModel model,
        @Nullable Integer maxTokens,
        String task,
        int paidTokens,
        int exactly,
        boolean booksMustAgree,
        boolean paced) {

    /** The same with requests one by one. */
    Plan oneByOne() {
        return new Plan(name, what, peer, budget, model, maxTokens, task, paidTokens, exactly, booksMustAgree, true);
    }

    /** The same where the engine may have billed what nobody heard of. */
    Plan unagreed() {
        return new Plan(name, what, peer, budget, model, maxTokens, task, paidTokens, exactly, false, paced);
    }

    /** Nano-dollars of the budget. */
    long limit() {
        return Math.round(budget * Prices.request(paidTokens));
    }
}
