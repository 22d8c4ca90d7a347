package io.weir.bench.router;

import io.weir.router.RouterConfig;
import io.weir.schemas.Topics;

/** A topology that is measured. */
enum Subject {
    IDENTITY("identity", "bench.identity.inbox", 4),
    SHAPE("shape", "bench.shape.inbox", 2),
    ROUTER("router", Topics.INBOX.name(), 1);

    private final String label;
    private final String inbox;
    private final int factor;

    Subject(String label, String inbox, int factor) {
        this.label = label;
        this.inbox = inbox;
        this.factor = factor;
    }

    String label() {
        return label;
    }

    String inbox() {
        return inbox;
    }

    /** How many times the router's queries a round has: what is faster needs more of them for a window as long. */
    int factor() {
        return factor;
    }

    /** Application id of a stage; the router's is not taken, so that no bench can meet a router that runs. */
    static String applicationId(String stage) {
        return RouterConfig.APPLICATION_ID + "-bench-" + stage;
    }

    static Subject of(String label) {
        for (Subject subject : values()) {
            if (subject.label.equals(label)) {
                return subject;
            }
        }
        throw new IllegalArgumentException("subject must be identity, shape or router, is " + label);
    }
}
