package io.weir.infra.registry.store;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of the registry: the fold of its entries.
 *
 * <p>A text is known as long as a version holds it, deleted or not, and keeps one id. Ids grow: an id is used again only
 * if it was the highest, all its versions are gone for good, and the log was compacted and read anew since. Questions other
 * than those by id and by version scan; a registry holds thousands of versions, not millions.
 *
 * <p>Not safe for use by several threads at once; see {@code Registry}.
 */
public final class SchemaStore {

    private static final CompatibilityLevel DEFAULT_COMPATIBILITY = CompatibilityLevel.BACKWARD;
    private static final Mode DEFAULT_MODE = Mode.READWRITE;

    private final NavigableMap<String, NavigableMap<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<Integer, SchemaText> textById = new HashMap<>();
    private final Map<SchemaText, Integer> idByText = new HashMap<>();
    private final Map<Scope, CompatibilityLevel> levels = new HashMap<>();
    private final Map<Scope, Mode> modes = new HashMap<>();
    private int highestId;

    /** Takes one more entry of the log. */
    public void apply(Entry entry) {
        entry.applyTo(this);
    }

    /** Subjects that have a visible version, in order of name. */
    public NavigableSet<String> subjects(Visible visible) {
        NavigableSet<String> names = new TreeSet<>();
        all().filter(visible::admits).map(SchemaVersion::subject).forEach(names::add);
        return names;
    }

    /** Visible versions of a subject, oldest first. */
    public List<SchemaVersion> versions(String subject, Visible visible) {
        return ofSubject(subject).values().stream().filter(visible::admits).toList();
    }

    public boolean has(String subject, Visible visible) {
        return ofSubject(subject).values().stream().anyMatch(visible::admits);
    }

    public Optional<SchemaVersion> version(String subject, int version, Visible visible) {
        return Optional.ofNullable(ofSubject(subject).get(version)).filter(visible::admits);
    }

    public Optional<SchemaVersion> latest(String subject, Visible visible) {
        return ofSubject(subject).descendingMap().values().stream()
                .filter(visible::admits)
                .findFirst();
    }

    /** The newest visible version of the subject that holds the text. */
    public Optional<SchemaVersion> find(String subject, SchemaText text, Visible visible) {
        return ofSubject(subject).descendingMap().values().stream()
                .filter(visible::admits)
                .filter(version -> version.text().equals(text))
                .findFirst();
    }

    public Optional<SchemaText> text(int id) {
        return Optional.ofNullable(textById.get(id));
    }

    public Optional<Integer> id(SchemaText text) {
        return Optional.ofNullable(idByText.get(text));
    }

    /** Visible versions that hold the text of an id, in order of subject and version. */
    public List<SchemaVersion> holders(int id, Visible visible) {
        return all().filter(version -> version.id() == id && visible.admits(version))
                .toList();
    }

    /** Active versions that refer to a version. */
    public List<SchemaVersion> referrers(String subject, int version) {
        return all().filter(Visible.ACTIVE::admits)
                .filter(candidate -> candidate.text().refersTo(subject, version))
                .toList();
    }

    public int highestId() {
        return highestId;
    }

    /** One more than the highest of the subject, deleted ones included. */
    public int nextVersion(String subject) {
        NavigableMap<Integer, SchemaVersion> versions = ofSubject(subject);
        return versions.isEmpty() ? 1 : versions.lastKey() + 1;
    }

    /** The level set for exactly this scope. */
    public Optional<CompatibilityLevel> compatibility(Scope scope) {
        return Optional.ofNullable(levels.get(scope));
    }

    /** The level that holds in the scope: its own, else the global one, else BACKWARD. */
    public CompatibilityLevel effectiveCompatibility(Scope scope) {
        return effective(levels, scope, DEFAULT_COMPATIBILITY);
    }

    /** The mode set for exactly this scope. */
    public Optional<Mode> mode(Scope scope) {
        return Optional.ofNullable(modes.get(scope));
    }

    /** The mode that holds in the scope: a global override, else its own, else the global one, else READWRITE. */
    public Mode effectiveMode(Scope scope) {
        if (modes.get(Scope.GLOBAL) == Mode.READONLY_OVERRIDE) {
            return Mode.READONLY_OVERRIDE;
        }
        return effective(modes, scope, DEFAULT_MODE);
    }

    void put(SchemaVersion version) {
        @Nullable
        SchemaVersion before = subjects.computeIfAbsent(version.subject(), name -> new TreeMap<>())
                .put(version.version(), version);
        textById.put(version.id(), version.text());
        idByText.putIfAbsent(version.text(), version.id());
        highestId = Math.max(highestId, version.id());
        if (before != null && before.id() != version.id()) {
            forgetIfUnused(before);
        }
    }

    void erase(String subject, int version) {
        NavigableMap<Integer, SchemaVersion> versions = ofSubject(subject);
        @Nullable SchemaVersion before = versions.remove(version);
        if (versions.isEmpty()) {
            subjects.remove(subject);
        }
        if (before != null) {
            forgetIfUnused(before);
        }
    }

    void softDelete(String subject, int upToVersion) {
        ofSubject(subject).headMap(upToVersion, true).replaceAll((number, version) -> version.softDeleted());
    }

    void eraseSoftDeleted(Scope scope) {
        List<SchemaVersion> gone = all().filter(Visible.DELETED::admits)
                .filter(version -> scope.covers(version.subject()))
                .toList();
        gone.forEach(version -> erase(version.subject(), version.version()));
    }

    void setCompatibility(Scope scope, CompatibilityLevel level) {
        levels.put(scope, level);
    }

    void resetCompatibility(Scope scope) {
        levels.remove(scope);
    }

    void setMode(Scope scope, Mode mode) {
        modes.put(scope, mode);
    }

    void resetMode(Scope scope) {
        modes.remove(scope);
    }

    private void forgetIfUnused(SchemaVersion gone) {
        if (!holders(gone.id(), Visible.ALL).isEmpty()) {
            return;
        }
        textById.remove(gone.id());
        if (idByText.remove(gone.text(), gone.id())) {
            // An import may have given the same text a second id.
            all().filter(version -> version.text().equals(gone.text()))
                    .min(Comparator.comparingInt(SchemaVersion::id))
                    .ifPresent(version -> idByText.put(version.text(), version.id()));
        }
    }

    private Stream<SchemaVersion> all() {
        return subjects.values().stream().flatMap(versions -> versions.values().stream());
    }

    private NavigableMap<Integer, SchemaVersion> ofSubject(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>());
    }

    private static <T> T effective(Map<Scope, T> settings, Scope scope, T otherwise) {
        @Nullable T own = settings.get(scope);
        return own != null ? own : settings.getOrDefault(Scope.GLOBAL, otherwise);
    }
}
