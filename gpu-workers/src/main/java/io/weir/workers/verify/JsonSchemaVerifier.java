package io.weir.workers.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.AllowSchemaLoader;
import java.util.Set;

/**
 * Passes a text that is one JSON value and fulfils a schema.
 *
 * <p>{@code schema}: JSON Schema, draft 2020-12. The schema is checked against its meta-schema, and a reference may lead
 * into the schema itself only: nothing is fetched from a network or a file. Patterns are RE2, as in {@link RegexVerifier}.
 * A text that is not JSON, or has something before or after it, fails. {@code format} is an annotation and not checked.
 *
 * <p>Work is bounded by {@link Steps}, of which a pattern on a value is one, and the text by the length that a pattern may be
 * given. A schema that takes more to read is refused; one that takes more on a text leaves it unjudged.
 */
final class JsonSchemaVerifier implements AnswerVerifier {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final SchemaValidatorsConfig CONFIG = new Steps(JsonSchemaVerifier::expression);

    /** Without a cache: the $id of one tenant's schema must not be seen by another's. */
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012, factory -> factory.enableSchemaCache(false)
                    .schemaLoaders(loaders -> loaders.add(
                            new AllowSchemaLoader(iri -> iri.toString().startsWith("classpath:draft/2020-12/")))));

    private final JsonSchema schema;

    private JsonSchemaVerifier(JsonSchema schema) {
        this.schema = schema;
    }

    static JsonSchemaVerifier of(Parameters given) {
        given.allow(Set.of("schema"));
        String text = given.required("schema");
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isMissingNode()) {
                throw new BadVerifierException("schema", text, "is empty");
            }
            String dialect = node.path("$schema").asText(SchemaId.V202012);
            if (!dialect.equals(SchemaId.V202012)) {
                throw new BadVerifierException("schema", text, "is of another dialect: $schema is " + dialect);
            }
            checkAgainstMetaSchema(text, node);
            Steps.begin();
            JsonSchema schema = FACTORY.getSchema(node, CONFIG);
            schema.initializeValidators(); // resolves every reference now
            return new JsonSchemaVerifier(schema);
        } catch (JsonProcessingException e) {
            throw new BadVerifierException("schema", text, "is not JSON: " + e.getOriginalMessage());
        } catch (JsonSchemaException e) {
            throw new BadVerifierException("schema", text, "cannot be used: " + e.getMessage());
        } catch (Steps.TooManyError e) {
            throw new BadVerifierException("schema", text, String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new BadVerifierException("schema", text, "is nested too deeply");
        }
    }

    private static void checkAgainstMetaSchema(String text, JsonNode node) {
        JsonSchema meta = FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012));
        Set<ValidationMessage> faults = meta.validate(node);
        if (!faults.isEmpty()) {
            throw new BadVerifierException(
                    "schema",
                    text,
                    "is not a schema: " + faults.iterator().next().getMessage());
        }
    }

    private static RegularExpression expression(String regex) {
        Pattern pattern = RegexVerifier.compile("schema", regex);
        return value -> {
            Steps.evaluate();
            return pattern.matcher(value).find();
        };
    }

    @Override
    public Judgement verify(String answer) {
        if (answer.length() > RegexVerifier.MAX_ANSWER_CHARACTERS) {
            return Judgement.unknown(
                    "json_schema: the answer is longer than " + RegexVerifier.MAX_ANSWER_CHARACTERS + " characters");
        }
        try {
            Steps.begin();
            JsonNode value = JSON.readTree(answer);
            return Judgement.of(!value.isMissingNode() && schema.validate(value).isEmpty());
        } catch (JsonProcessingException e) {
            return Judgement.of(false);
        } catch (Steps.TooManyError e) {
            return Judgement.unknown("json_schema: the schema " + e.getMessage() + " on this answer");
        } catch (JsonSchemaException | ArithmeticException | NumberFormatException e) {
            return Judgement.unknown("json_schema: " + e.getMessage());
        } catch (StackOverflowError e) { // {"$ref":"#"} is a valid schema that never ends
            return Judgement.unknown("json_schema: the schema refers to itself without end");
        }
    }
}
