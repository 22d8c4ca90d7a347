package io.weir.core.ledger;

/**
 * A limit of an account in one period, after an entry. All amounts in the unit's integer.
 *
 * <p>The limit in force is what is declared, plus what the period before left over, plus the increase while it lasts. Of a
 * rolling window posted and excess are the sums of its buckets, the period is what these span, and there is one balance,
 * which {@link #at} moves on.
 *
 * @param generation generation of the account; grows when it is closed and opened again
 * @param declared the limit as declared
 * @param rolledOver what the period before left over, as the limit's rollover admits
 * @param increased the increase in force
 * @param held open holds, never negative
 * @param posted what settled within its hold
 * @param excess what was billed above or after its hold
 * @param adjusted what was booked afterwards to what is posted and in excess: above 0 charged, below 0 given back or credited
 * @param buckets of a rolling window, else none
 * @param alerted marks that an alert was raised for
 */
public record Balance(
        String account,
        long generation,
        Limit declared,
        Period period,
        long rolledOver,
        long increased,
        long held,
        long posted,
        long excess,
        long adjusted,
        Buckets buckets,
        Alerted alerted) {

    public Balance {
        if (held < 0) {
            throw new IllegalStateException("held of " + account + " limit " + declared.id() + " would be " + held);
        }
    }

    public static Balance opening(String account, long generation, Limit limit, long atMicros) {
        return opening(account, generation, limit, limit.window().periodAt(atMicros), 0, limit.increaseAt(atMicros));
    }

    private static Balance opening(
            String account, long generation, Limit limit, Period period, long rolledOver, long increased) {
        return new Balance(
                account, generation, limit, period, rolledOver, increased, 0, 0, 0, 0, Buckets.NONE, Alerted.NONE);
    }

    public String limitId() {
        return declared.id();
    }

    public Unit unit() {
        return declared.unit();
    }

    public Window window() {
        return declared.window();
    }

    public boolean hard() {
        return declared.hard();
    }

    /** The limit in force; {@link Limit#REMOVED} where it binds no more. */
    public long limit() {
        return declared.removed()
                ? Limit.REMOVED
                : Math.addExact(declared.amount(), Math.addExact(rolledOver, increased));
    }

    /** What counts against the limit; negative where more was credited. */
    public long used() {
        return Math.addExact(Math.addExact(held, adjusted), Math.addExact(posted, excess));
    }

    /** What a new hold may take; negative where an excess, an adjustment or a lowered limit made it so. */
    public long free() {
        return declared.removed() ? Long.MAX_VALUE : limit() - used();
    }

    /** Whether a hold of these amounts fits. A soft limit never refuses. */
    public boolean fits(Amounts asked) {
        return !declared.hard() || asked.get(unit()) <= free();
    }

    /** {@link Fit#NEVER}, or the earliest time from which an amount fits by the passing of time alone. */
    public long fitsAt(long asked, long atMicros) {
        return Fit.at(this, asked, atMicros);
    }

    /**
     * The balance that a hold taken now counts against: the same within its period, a rolling one without the buckets that
     * have fallen out, else one of the period that has begun. A time before the period leaves it: the clock never goes back.
     */
    public Balance at(long atMicros) {
        if (window() instanceof Window.Fixed) {
            return this;
        }
        if (atMicros >= period.endMicros() && !window().rolls()) {
            Period now = window().periodAt(atMicros);
            long increase = declared.increaseAt(atMicros);
            return opening(account, generation, declared, now, Rollover.into(now, this), increase);
        }
        Balance now = slid(atMicros);
        return now.increased == declared.increaseAt(atMicros) ? now : now.withLimit(declared, atMicros);
    }

    /** A rolling balance without the buckets that have fallen out by this time, under the limit that it states; any other as it is. */
    public Balance slid(long atMicros) {
        if (atMicros < period.endMicros() || !(window() instanceof Window.Rolling rolling)) {
            return this;
        }
        Buckets left = buckets.until(rolling.bucketAt(atMicros));
        Balance slid = new Balance(
                account,
                generation,
                declared,
                rolling.periodAt(atMicros),
                rolledOver,
                increased,
                held,
                left.posted(),
                left.excess(),
                adjusted,
                left,
                alerted);
        return slid.withAlerted(alerted.slid(slid));
    }

    public Balance plusHeld(Amounts amounts) {
        return with(Math.addExact(held, amounts.get(unit())), 0, 0, 0);
    }

    public Balance settle(Amounts released, Amounts used) {
        return with(held - released.get(unit()), used.get(unit()), 0, 0);
    }

    public Balance plusExcess(Amounts amounts) {
        return with(held, 0, amounts.get(unit()), 0);
    }

    /** Books afterwards; a rolling window, which what is adjusted has left or will, is not adjusted. */
    public Balance plusAdjusted(Amounts amounts) {
        if (window().rolls()) {
            throw new IllegalStateException("limit " + limitId() + " of " + account + " rolls: it is not adjusted");
        }
        return with(held, 0, 0, amounts.get(unit()));
    }

    private Balance with(long newHeld, long morePosted, long moreExcess, long moreAdjusted) {
        Buckets after = buckets;
        if (declared.window() instanceof Window.Rolling rolling) {
            after = buckets.plus(rolling.bucketAt(period.endMicros() - 1), morePosted, moreExcess);
        }
        return new Balance(
                        account,
                        generation,
                        declared,
                        period,
                        rolledOver,
                        increased,
                        newHeld,
                        Math.addExact(posted, morePosted),
                        Math.addExact(excess, moreExcess),
                        Math.addExact(adjusted, moreAdjusted),
                        after,
                        alerted)
                .marked();
    }

    /** The balance under a limit that changes: what was rolled over stays, within the new bound. */
    public Balance withLimit(Limit changed, long atMicros) {
        return new Balance(
                        account,
                        generation,
                        changed,
                        period,
                        Math.min(rolledOver, changed.rolloverBound()),
                        changed.increaseAt(atMicros),
                        held,
                        posted,
                        excess,
                        adjusted,
                        buckets,
                        alerted)
                .marked();
    }

    /** With the marks that it has now reached for the first time. */
    private Balance marked() {
        Alerted after = alerted.after(this);
        return after.equals(alerted) ? this : withAlerted(after);
    }

    private Balance withAlerted(Alerted after) {
        return new Balance(
                account,
                generation,
                declared,
                period,
                rolledOver,
                increased,
                held,
                posted,
                excess,
                adjusted,
                buckets,
                after);
    }

    /** Whether an entry has to set the limit, since time alone has changed it from what this one states. */
    public boolean limitDiffersFrom(Balance stated) {
        return rolledOver != stated.rolledOver || increased != stated.increased;
    }

    /** What its holds name: of a rolling window, which has one balance, no period. */
    public HoldLine line() {
        return new HoldLine(account, generation, limitId(), window().rolls() ? Period.LIFETIME : period);
    }

    /** Whether it is of this line. */
    public boolean isOf(HoldLine line) {
        return generation == line.generation()
                && limitId().equals(line.limitId())
                && (window().rolls() ? line.period().isLifetime() : period.equals(line.period()));
    }

    /** Whether it takes the place of another: of the same limit and period, or of the same rolling limit. */
    public boolean replaces(Balance other) {
        return generation == other.generation
                && limitId().equals(other.limitId())
                && (window().rolls() || period.equals(other.period));
    }
}
