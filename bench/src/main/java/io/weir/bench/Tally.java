package io.weir.bench;

/**
 * Counts of one replay, or of one round of it.
 *
 * @param queries queries, each with one result
 * @param passes results passed or answered whose answer the true grader calls right
 * @param wrongDelivered results passed or answered whose answer it calls wrong; the rest of the queries got no answer
 * @param costNanodollars posted and excess in the ledger
 * @param attempts attempts sent
 */
record Tally(long queries, long passes, long wrongDelivered, long costNanodollars, long attempts) {

    static final Tally ZERO = new Tally(0, 0, 0, 0, 0);

    Tally plus(Tally other) {
        return new Tally(
                queries + other.queries,
                passes + other.passes,
                wrongDelivered + other.wrongDelivered,
                Math.addExact(costNanodollars, other.costNanodollars),
                attempts + other.attempts);
    }

    double passRate() {
        return (double) passes / queries;
    }

    double wrongRate() {
        return (double) wrongDelivered / queries;
    }

    double costPerQueryNanodollars() {
        return (double) costNanodollars / queries;
    }

    /** Cost-of-pass in nano-dollars: all that was spent, over what truly passed; infinite where nothing did. */
    double costPerPassNanodollars() {
        return passes == 0 ? Double.POSITIVE_INFINITY : (double) costNanodollars / passes;
    }

    double attemptsPerQuery() {
        return (double) attempts / queries;
    }
}
