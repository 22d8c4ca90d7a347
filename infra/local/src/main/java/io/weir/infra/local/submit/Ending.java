package io.weir.infra.local.submit;

import io.weir.v1.DeadLetter;
import io.weir.v1.Result;

/** How a query came to its end: a result, or a dead letter that says why there is none. */
sealed interface Ending {

    /** A terminal result. */
    record Answered(Result result) implements Ending {}

    /** It was not taken. */
    record Refused(DeadLetter letter) implements Ending {}
}
