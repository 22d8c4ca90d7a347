package io.weir.bench.peers;

/**
 * A row of the table. Money in nano-dollars.
 *
 * @param name short name
 * @param what what is different in it
 * @param peer what a gateway of the field let through (LiteLLM 1.106.2), or lost of its spend
 * @param requests requests sent at once
 * @param budget how many of them the budget pays for, as the engine bills
 * @param atOnce let through of those sent at once
 * @param letThrough let through in the end, with what was refused sent again as long as that let any through
 * @param refused refused in the end, for want of room
 * @param otherwise ended in another way
 * @param heldAtRest room that is neither spent nor free once nothing is under way
 * @param freeAtRest room that is left
 * @param ceilingTokens most output tokens that the first attempt was allowed
 * @param posted spent within holds
 * @param excess billed above or after holds, and booked
 * @param engineRequests requests that the engine has billed, by its own count
 * @param engineBilled what they cost
 * @param exactly how many must be let through; -1: it is only measured
 * @param booksMustAgree whether posted + excess must be what the engine billed
 */
record Row(
        String name,
        String what,
        String peer,
        int requests,
        double budget,
        long atOnce,
        long letThrough,
        long refused,
        long otherwise,
        long heldAtRest,
        long freeAtRest,
        long ceilingTokens,
        long posted,
        long excess,
        long engineRequests,
        long engineBilled,
        int exactly,
        boolean booksMustAgree) {

    /** What the engine billed and the books do not have. */
    long unbooked() {
        return engineBilled - posted - excess;
    }

    /** Whether it is as it must be. */
    boolean holds() {
        return otherwise == 0
                && heldAtRest == 0
                && (exactly < 0 || letThrough == exactly)
                && (!booksMustAgree || unbooked() == 0);
    }
}
