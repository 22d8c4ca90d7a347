package io.weir.router.state;

import org.jspecify.annotations.Nullable;

/** Where the records of a state go; a null value says that the key is gone. */
@FunctionalInterface
public interface StepLog {

    void append(byte[] key, byte @Nullable [] value);
}
