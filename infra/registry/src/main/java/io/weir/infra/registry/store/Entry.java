package io.weir.infra.registry.store;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;

/** One fact of the log; each kind knows what it does to the store. */
public sealed interface Entry {

    void applyTo(SchemaStore store);

    /** A version as it is from now on: registered, or soft-deleted. */
    record Put(SchemaVersion version) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.put(version);
        }
    }

    /** A version gone for good. */
    record Erase(String subject, int version) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.erase(subject, version);
        }
    }

    /** All versions of a subject up to one, soft-deleted. */
    record DeleteSubject(String subject, int upToVersion) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.softDelete(subject, upToVersion);
        }
    }

    /** All soft-deleted versions in a scope, gone for good: what precedes an import. */
    record ClearSubject(Scope scope) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.eraseSoftDeleted(scope);
        }
    }

    /** A level of compatibility. */
    record SetCompatibility(Scope scope, CompatibilityLevel level) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.setCompatibility(scope, level);
        }
    }

    /** The level of the scope above holds again. */
    record ResetCompatibility(Scope scope) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.resetCompatibility(scope);
        }
    }

    /** A mode. */
    record SetMode(Scope scope, Mode mode) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.setMode(scope, mode);
        }
    }

    /** The mode of the scope above holds again. */
    record ResetMode(Scope scope) implements Entry {
        @Override
        public void applyTo(SchemaStore store) {
            store.resetMode(scope);
        }
    }

    /** Nothing; a foreign server writes it to learn where the log ends. */
    record Noop() implements Entry {
        @Override
        public void applyTo(SchemaStore store) {}
    }
}
