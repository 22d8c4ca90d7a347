package io.weir.infra.faults;

import java.util.Set;

/**
 * A fault to survive.
 *
 * @param number number in the list of faults
 * @param title what fails, in a few words
 * @param seeds trials in a full run
 * @param stage where it runs
 * @param mayEnd parts that may end by themselves of it and are started again; any other end is a problem
 * @param body injects, heals and checks what is special about it
 */
public record Fault(int number, String title, int seeds, Stage stage, Set<String> mayEnd, Body body) {

    public Fault {
        mayEnd = Set.copyOf(mayEnd);
    }

    /** One of which no part ends by itself. */
    public Fault(int number, String title, int seeds, Stage stage, Body body) {
        this(number, title, seeds, stage, Set.of(), body);
    }

    /** The platform of a trial. */
    public enum Stage {
        /** One broker; trials share it. */
        SHARED(1),
        /** A new one for each trial, which it may spoil. */
        ALONE(1),
        /** A new one for each trial, with three brokers that replicate. */
        REPLICATED(3);

        private final int brokers;

        Stage(int brokers) {
            this.brokers = brokers;
        }

        int brokers() {
            return brokers;
        }
    }

    /** What a trial does. */
    public interface Body {
        /** @throws Exception if the platform does not do what is awaited; the trial has failed */
        void run(Trial trial) throws Exception;
    }
}
