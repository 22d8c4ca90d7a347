package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.verify.Judgement;
import java.util.Optional;

/**
 * What became of one run, before it is written down as an outcome.
 *
 * @param errorCode where there is an error; {@code usage_estimated} also stands beside an answer whose usage is a bound
 * @param queueMicros from the claim to the call, or to the end where there was no call
 * @param serviceMicros at the engine; 0 where it was not asked
 */
record Report(
        AttemptStatus status,
        Optional<ErrorClass> errorClass,
        Optional<String> errorCode,
        Optional<String> errorMessage,
        Usage usage,
        Judgement judgement,
        Optional<EngineReply> reply,
        long queueMicros,
        long serviceMicros,
        long energyMillijoules) {

    /** The engine was not asked, so nothing was spent. */
    static Report unspent(
            AttemptStatus status, Optional<ErrorClass> errorClass, String code, String message, long queueMicros) {
        return new Report(
                status,
                errorClass,
                Optional.of(code),
                Optional.of(message),
                Usage.NONE,
                Judgement.none(),
                Optional.empty(),
                queueMicros,
                0,
                0);
    }

    /** A failure before the engine was asked. */
    static Report unspent(EngineException error, long queueMicros) {
        return unspent(AttemptStatus.ERROR, Optional.of(error.errorClass()), error.code(), error.reason(), queueMicros);
    }
}
