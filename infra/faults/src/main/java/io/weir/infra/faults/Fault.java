package io.weir.infra.faults;

/**
 * A fault to survive.
 *
 * @param number number in the list of faults
 * @param title what fails, in a few words
 * @param seeds trials in a full run
 * @param stage where it runs
 * @param body injects, heals and checks what is special about it
 */
public record Fault(int number, String title, int seeds, Stage stage, Body body) {

    /** The platform of a trial. */
    public enum Stage {
        /** One that trials share. */
        SHARED,
        /** A new one for each trial, started by the body where it needs none of the usual. */
        OWN
    }

    /** What a trial does. */
    public interface Body {
        /** @throws Exception if the platform does not do what is awaited; the trial has failed */
        void run(Trial trial) throws Exception;
    }
}
