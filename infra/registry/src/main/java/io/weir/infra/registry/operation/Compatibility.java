package io.weir.infra.registry.operation;

import io.confluent.kafka.schemaregistry.CompatibilityChecker;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import io.weir.infra.registry.store.Visible;
import java.util.ArrayList;
import java.util.List;

/** Whether a schema may follow others in its subject; the answer is a list of objections, empty if it may. */
public final class Compatibility {

    private Compatibility() {}

    /** Against one version, or against nothing if the latest is asked for and there is none. */
    public static List<String> withVersion(
            SchemaStore store, String subject, VersionId version, Submission submission) {
        Subjects.requireValid(subject);
        List<SchemaVersion> earlier =
                version.in(store, subject, Visible.ACTIVE).stream().toList();
        if (earlier.isEmpty() && !version.latest()) {
            throw version.missing(store, subject, Visible.ACTIVE);
        }
        return objections(store, subject, new AvroTexts(store).parse(subject, submission), earlier);
    }

    /** Against the active versions of the subject, as a registration would be. */
    public static List<String> withAll(SchemaStore store, String subject, Submission submission) {
        Subjects.requireValid(subject);
        return withAll(store, subject, new AvroTexts(store).parse(subject, submission));
    }

    static List<String> withAll(SchemaStore store, String subject, ParsedSchema candidate) {
        return objections(store, subject, candidate, store.versions(subject, Visible.ACTIVE));
    }

    private static List<String> objections(
            SchemaStore store, String subject, ParsedSchema candidate, List<SchemaVersion> earlier) {
        CompatibilityLevel level = store.effectiveCompatibility(Scope.of(subject));
        if (level == CompatibilityLevel.NONE) {
            return List.of();
        }
        AvroTexts texts = new AvroTexts(store);
        List<ParsedSchema> parsed = earlier.stream().map(texts::parse).toList();
        List<String> objections = CompatibilityChecker.checker(level).isCompatible(candidate, parsed);
        if (objections.isEmpty()) {
            return List.of();
        }
        List<String> withLevel = new ArrayList<>(objections);
        withLevel.add("{compatibility: '" + level.name + "'}");
        return withLevel;
    }
}
