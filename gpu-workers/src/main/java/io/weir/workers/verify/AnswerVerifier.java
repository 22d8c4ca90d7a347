package io.weir.workers.verify;

import java.util.Map;
import java.util.Set;

/** Judges the text of one answer. Immutable and free of side effects; the same text always gets the same verdict. */
@FunctionalInterface
public interface AnswerVerifier {

    /**
     * Judges a text.
     *
     * @param answer the text of the model, as it came
     */
    Judgement verify(String answer);

    /**
     * The verifier of a kind.
     *
     * @param kind {@code none}, {@code external}, {@code exact}, {@code numeric}, {@code choice}, {@code regex} or
     *     {@code json_schema}
     * @param parameters parameters of the kind; see the class of each
     * @throws BadVerifierException where the kind is not known here, or a parameter is missing, wrong or unknown
     */
    static AnswerVerifier of(String kind, Map<String, String> parameters) {
        Parameters given = new Parameters(kind, parameters);
        return switch (kind) {
            case "none" -> silent(given);
            case "external" -> answer -> Judgement.none(); // its parameters are for whoever judges
            case "exact" -> ExactVerifier.of(given);
            case "numeric" -> NumericVerifier.of(given);
            case "choice" -> ChoiceVerifier.of(given);
            case "regex" -> RegexVerifier.of(given);
            case "json_schema" -> JsonSchemaVerifier.of(given);
            default ->
                throw new BadVerifierException(
                        "kind", kind, "is none of none, external, exact, numeric, choice, regex and json_schema");
        };
    }

    private static AnswerVerifier silent(Parameters given) {
        given.allow(Set.of());
        return answer -> Judgement.none();
    }
}
