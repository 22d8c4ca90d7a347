package io.weir.streams.http;

/** What the probes ask. */
public interface Health {
    /** Whether a restart would not help: running, or on the way there. */
    boolean isAlive();

    /** Whether the views were level with their topics once since the start, and can be read now. */
    boolean isReady();

    /** State in a word, for people. */
    String state();
}
