package io.weir.workers.engine;

/** Answers one request at a time per calling thread; safe for use by many threads. */
public interface Engine extends AutoCloseable {

    /**
     * Asks once and waits for the whole answer.
     *
     * @throws EngineException where there is no answer; its class says who is at fault
     * @throws InterruptedException where the calling thread was interrupted; the call to the provider is given up
     */
    EngineReply ask(EngineRequest request) throws EngineException, InterruptedException;

    /** Short name for reports, such as {@code openai}. */
    String name();

    /** Ends what is running with an error. A second call changes nothing. */
    @Override
    void close();
}
