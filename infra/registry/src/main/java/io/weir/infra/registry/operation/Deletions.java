package io.weir.infra.registry.operation;

import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import io.weir.infra.registry.store.Visible;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletion in two steps: a soft one hides a version, a permanent one forgets it. The soft one of the last active version
 * takes the settings of the subject with it.
 */
public final class Deletions {

    private Deletions() {}

    /** Deletes a subject; the reply is the numbers of the versions. */
    public static Decision<List<Integer>> subject(SchemaStore store, String subject, boolean permanent) {
        requireWritable(store, subject);
        return permanent ? eraseSubject(store, subject) : hideSubject(store, subject);
    }

    /** Deletes one version; the reply is its number. */
    public static Decision<Integer> version(SchemaStore store, String subject, VersionId version, boolean permanent) {
        requireWritable(store, subject);
        return permanent ? eraseVersion(store, subject, version) : hideVersion(store, subject, version);
    }

    private static Decision<List<Integer>> hideSubject(SchemaStore store, String subject) {
        List<SchemaVersion> active = store.versions(subject, Visible.ACTIVE);
        if (active.isEmpty()) {
            throw store.has(subject, Visible.ALL)
                    ? Refusals.subjectSoftDeleted(subject)
                    : Refusals.subjectNotFound(subject);
        }
        active.forEach(version -> requireUnreferenced(store, version));
        List<Entry> entries = new ArrayList<>();
        entries.add(
                new Entry.DeleteSubject(subject, active.get(active.size() - 1).version()));
        entries.addAll(settingsReset(store, subject));
        return new Decision<>(entries, numbers(active));
    }

    private static Decision<List<Integer>> eraseSubject(SchemaStore store, String subject) {
        List<SchemaVersion> all = store.versions(subject, Visible.ALL);
        if (all.isEmpty()) {
            throw Refusals.subjectNotFound(subject);
        }
        if (store.has(subject, Visible.ACTIVE)) {
            throw Refusals.subjectNotSoftDeleted(subject);
        }
        all.forEach(version -> requireUnreferenced(store, version));
        List<Entry> entries = all.stream()
                .<Entry>map(version -> new Entry.Erase(subject, version.version()))
                .toList();
        return new Decision<>(entries, numbers(all));
    }

    private static Decision<Integer> hideVersion(SchemaStore store, String subject, VersionId version) {
        SchemaVersion found = version.in(store, subject, Visible.ACTIVE)
                .orElseThrow(() -> version.in(store, subject, Visible.DELETED)
                        .map(deleted -> Refusals.versionSoftDeleted(subject, deleted.version()))
                        .orElseGet(() -> version.missing(store, subject, Visible.ALL)));
        requireUnreferenced(store, found);
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Put(found.softDeleted()));
        if (store.versions(subject, Visible.ACTIVE).size() == 1) {
            entries.addAll(settingsReset(store, subject));
        }
        return new Decision<>(entries, found.version());
    }

    private static Decision<Integer> eraseVersion(SchemaStore store, String subject, VersionId version) {
        SchemaVersion found = version.require(store, subject, Visible.ALL);
        if (!found.deleted()) {
            throw Refusals.versionNotSoftDeleted(subject, found.version());
        }
        requireUnreferenced(store, found);
        return Decision.of(new Entry.Erase(subject, found.version()), found.version());
    }

    private static void requireWritable(SchemaStore store, String subject) {
        Subjects.requireValid(subject);
        Settings.requireWritable(store, Scope.of(subject));
    }

    private static void requireUnreferenced(SchemaStore store, SchemaVersion version) {
        if (!store.referrers(version.subject(), version.version()).isEmpty()) {
            throw Refusals.referenced(version.subject(), version.version());
        }
    }

    private static List<Entry> settingsReset(SchemaStore store, String subject) {
        Scope scope = Scope.of(subject);
        List<Entry> entries = new ArrayList<>();
        store.mode(scope).ifPresent(mode -> entries.add(new Entry.ResetMode(scope)));
        store.compatibility(scope).ifPresent(level -> entries.add(new Entry.ResetCompatibility(scope)));
        return entries;
    }

    private static List<Integer> numbers(List<SchemaVersion> versions) {
        return versions.stream().map(SchemaVersion::version).toList();
    }
}
