package io.weir.infra.registry.operation;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import java.util.Optional;

/** New versions, and the look-up of those that are there. */
public final class Registrations {

    private Registrations() {}

    /** Registers a schema, or finds that it is there; the reply is the version that holds it. */
    public static Decision<SchemaVersion> register(SchemaStore store, String subject, Submission submission) {
        Subjects.requireValid(subject);
        requireMode(store, subject, submission);
        ParsedSchema parsed = new AvroTexts(store).parse(subject, submission);
        SchemaText text = AvroTexts.canonical(parsed);
        if (submission.id() != null) {
            return importAs(store, subject, text, submission.id(), submission);
        }
        Optional<SchemaVersion> existing = find(store, subject, parsed, text, Visible.ACTIVE);
        if (existing.isPresent()) {
            return Decision.nothing(existing.get());
        }
        List<String> objections = Compatibility.withAll(store, subject, parsed);
        if (!objections.isEmpty()) {
            throw Refusals.incompatible(subject, objections);
        }
        int id = store.id(text).orElse(store.highestId() + 1);
        return put(new SchemaVersion(subject, store.nextVersion(subject), id, text, false));
    }

    /** The version of the subject that holds the schema. */
    public static SchemaVersion lookUp(SchemaStore store, String subject, Submission submission, Visible visible) {
        Subjects.requireValid(subject);
        if (!store.has(subject, visible)) {
            throw Refusals.subjectNotFound(subject);
        }
        ParsedSchema parsed = new AvroTexts(store).parse(subject, submission);
        return find(store, subject, parsed, AvroTexts.canonical(parsed), visible)
                .orElseThrow(Refusals::schemaNotFound);
    }

    private static void requireMode(SchemaStore store, String subject, Submission submission) {
        Scope scope = Scope.of(subject);
        Mode mode = store.effectiveMode(scope);
        if (mode.readOnly()) {
            throw Refusals.wrongMode(scope, "in read-only mode");
        }
        if (submission.id() != null && mode != Mode.IMPORT) {
            throw Refusals.wrongMode(scope, "not in import mode");
        }
        if (submission.id() == null && mode == Mode.IMPORT) {
            throw Refusals.wrongMode(scope, "in import mode");
        }
    }

    private static Decision<SchemaVersion> importAs(
            SchemaStore store, String subject, SchemaText text, int id, Submission submission) {
        if (store.text(id).filter(known -> !known.equals(text)).isPresent()) {
            throw Refusals.idTaken(id);
        }
        int version = submission.version() != null ? submission.version() : store.nextVersion(subject);
        Optional<SchemaVersion> there = store.version(subject, version, Visible.ALL);
        if (there.filter(known -> known.id() != id).isPresent()) {
            throw Refusals.idTaken(id);
        }
        return put(new SchemaVersion(subject, version, id, text, false));
    }

    private static Decision<SchemaVersion> put(SchemaVersion version) {
        return Decision.of(new Entry.Put(version), version);
    }

    /**
     * By text; else, for a text that has its types inline, by meaning among those that take them by reference: clients
     * that register for a record class send it inline.
     */
    private static Optional<SchemaVersion> find(
            SchemaStore store, String subject, ParsedSchema parsed, SchemaText text, Visible visible) {
        Optional<SchemaVersion> same = store.find(subject, text, visible);
        if (same.isPresent() || !text.references().isEmpty()) {
            return same;
        }
        AvroTexts texts = new AvroTexts(store);
        return store.versions(subject, visible).stream()
                .filter(version -> !version.text().references().isEmpty())
                .filter(version -> parsed.deepEquals(texts.parse(version)))
                .reduce((older, newer) -> newer);
    }
}
