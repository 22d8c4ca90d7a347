package io.weir.infra.registry.operation;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.Scope;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Levels of compatibility and modes, of the registry or of one subject. */
public final class Settings {

    private Settings() {}

    /** The level of a scope; with {@code orGlobal}, what holds there if it has none of its own. */
    public static CompatibilityLevel compatibility(SchemaStore store, Scope scope, boolean orGlobal) {
        @Nullable String subject = scope.subject();
        if (subject != null && !orGlobal) {
            return store.compatibility(scope).orElseThrow(() -> Refusals.noSubjectCompatibility(subject));
        }
        return store.effectiveCompatibility(scope);
    }

    /** Sets the level of a scope by its name. */
    public static Decision<CompatibilityLevel> setCompatibility(SchemaStore store, Scope scope, String name) {
        requireValid(scope);
        @Nullable CompatibilityLevel level = CompatibilityLevel.forName(name);
        if (level == null) {
            throw Refusals.invalidCompatibility();
        }
        requireWritable(store, scope);
        return Decision.of(new Entry.SetCompatibility(scope, level), level);
    }

    /** Takes the level of a scope away; the reply is what it was. */
    public static Decision<CompatibilityLevel> resetCompatibility(SchemaStore store, Scope scope) {
        @Nullable String subject = scope.subject();
        if (subject != null && store.compatibility(scope).isEmpty()) {
            throw Refusals.subjectNotFound(subject);
        }
        requireWritable(store, scope);
        return Decision.of(new Entry.ResetCompatibility(scope), store.effectiveCompatibility(scope));
    }

    /** The mode of a scope; with {@code orGlobal}, what holds there if it has none of its own. */
    public static Mode mode(SchemaStore store, Scope scope, boolean orGlobal) {
        @Nullable String subject = scope.subject();
        if (subject != null && !orGlobal) {
            return store.mode(scope).orElseThrow(() -> Refusals.noSubjectMode(subject));
        }
        return store.effectiveMode(scope);
    }

    /**
     * Sets the mode of a scope by its name.
     *
     * <p>An import chooses its own ids and versions, so it starts in an empty scope: active versions forbid it unless
     * {@code force}, and soft-deleted ones go for good.
     */
    public static Decision<Mode> setMode(SchemaStore store, Scope scope, String name, boolean force) {
        requireValid(scope);
        Mode mode = parse(name);
        if (mode != Mode.IMPORT || store.effectiveMode(scope) == Mode.IMPORT) {
            return Decision.of(new Entry.SetMode(scope, mode), mode);
        }
        if (!force && store.subjects(Visible.ACTIVE).stream().anyMatch(scope::covers)) {
            throw Refusals.notPermitted("Cannot import since found existing subjects");
        }
        return new Decision<>(List.of(new Entry.ClearSubject(scope), new Entry.SetMode(scope, mode)), mode);
    }

    /** Takes the mode of a scope away; the reply is what it was. */
    public static Decision<Mode> resetMode(SchemaStore store, Scope scope) {
        @Nullable String subject = scope.subject();
        if (subject == null) {
            return Decision.of(new Entry.ResetMode(scope), store.effectiveMode(scope));
        }
        Mode mode = store.mode(scope).orElseThrow(() -> Refusals.subjectNotFound(subject));
        return Decision.of(new Entry.ResetMode(scope), mode);
    }

    static void requireWritable(SchemaStore store, Scope scope) {
        if (store.effectiveMode(scope).readOnly()) {
            throw Refusals.wrongMode(scope, "in read-only mode");
        }
    }

    private static Mode parse(String name) {
        try {
            return Mode.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Refusals.invalidMode();
        }
    }

    private static void requireValid(Scope scope) {
        if (scope.subject() != null) {
            Subjects.requireValid(scope.subject());
        }
    }
}
