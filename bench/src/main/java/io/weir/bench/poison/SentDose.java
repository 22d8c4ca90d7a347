package io.weir.bench.poison;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A dose that was sent: where it stands, or why it stands nowhere. */
final class SentDose {

    private final Poison poison;
    private final String tenant;
    private final String queryId;
    private final AtomicReference<@Nullable String> coordinates = new AtomicReference<>();
    private final AtomicReference<@Nullable Answer> refusal = new AtomicReference<>();

    SentDose(Poison poison, Dose dose) {
        this.poison = poison;
        this.tenant = dose.tenant();
        this.queryId = dose.queryId();
    }

    Poison poison() {
        return poison;
    }

    void appended(String topic, int partition, long offset) {
        coordinates.set(Answers.coordinates(topic, partition, offset));
    }

    void refused(Answer answer) {
        refusal.set(answer);
    }

    /** What became of it, as far as is known. */
    Answer answer(Answers answers) {
        Answer refused = refusal.get();
        if (refused != null) {
            return refused;
        }
        String at = coordinates.get();
        Answer letter = at == null ? null : answers.letter(at);
        if (letter != null) {
            return letter;
        }
        Answer result = queryId.isEmpty() ? null : answers.result(tenant, queryId);
        return result == null ? Answer.NONE : result;
    }
}
