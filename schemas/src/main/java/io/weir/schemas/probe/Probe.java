package io.weir.schemas.probe;

/** What is asked of a part. Answers come at once and from any thread. */
public interface Probe {

    /** Whether a restart would not help: running, or on the way there. */
    boolean isAlive();

    /** Whether it does its work now. */
    boolean isReady();

    /** Its state in a word, for people. */
    String state();
}
