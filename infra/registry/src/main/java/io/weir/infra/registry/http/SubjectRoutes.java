package io.weir.infra.registry.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.weir.infra.registry.log.EntryLog;
import io.weir.infra.registry.operation.Deletions;
import io.weir.infra.registry.operation.Refusals;
import io.weir.infra.registry.operation.Registrations;
import io.weir.infra.registry.operation.Submission;
import io.weir.infra.registry.operation.VersionId;
import io.weir.infra.registry.state.Registry;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import java.util.function.BiFunction;

/** Subjects and their versions. */
final class SubjectRoutes {

    private static final String VERSIONS = "/subjects/{subject}/versions";
    private static final String VERSION = VERSIONS + "/{version}";

    private final Registry registry;
    private final EntryLog log;

    SubjectRoutes(Registry registry, EntryLog log) {
        this.registry = registry;
        this.log = log;
    }

    void addTo(Javalin http) {
        http.get("/subjects", this::list);
        http.post("/subjects/{subject}", this::lookUp);
        http.delete("/subjects/{subject}", this::deleteSubject);
        http.get(VERSIONS, this::versions);
        http.post(VERSIONS, this::register);
        http.get(VERSION, ctx -> Replies.json(ctx, Replies.version(found(ctx))));
        http.get(VERSION + "/schema", ctx -> Replies.raw(ctx, found(ctx).text().schema()));
        http.get(VERSION + "/referencedby", this::referencedBy);
        http.delete(VERSION, this::deleteVersion);
    }

    private void list(Context ctx) {
        Visible visible = Query.visible(ctx);
        SubjectPrefix prefix = SubjectPrefix.of(Query.text(ctx, "subjectPrefix"));
        Replies.json(ctx, registry.read(store -> store.subjects(visible).stream()
                .filter(prefix::matches)
                .toList()));
    }

    private void lookUp(Context ctx) {
        String subject = Query.subject(ctx);
        Visible visible = Query.visible(ctx);
        Submission submission = Body.submission(ctx);
        SchemaVersion found = registry.read(store -> Registrations.lookUp(store, subject, submission, visible));
        Replies.json(ctx, Replies.version(found));
    }

    private void register(Context ctx) {
        String subject = Query.subject(ctx);
        Submission submission = Body.submission(ctx);
        SchemaVersion registered = registry.write(log, store -> Registrations.register(store, subject, submission));
        Replies.json(ctx, Replies.one("id", registered.id()));
    }

    private void versions(Context ctx) {
        String subject = Query.subject(ctx);
        Visible visible = Query.visible(ctx);
        List<Integer> numbers = registry.read(store -> store.versions(subject, visible).stream()
                .map(SchemaVersion::version)
                .toList());
        if (numbers.isEmpty()) {
            throw Refusals.subjectNotFound(subject);
        }
        Replies.json(ctx, numbers);
    }

    private void referencedBy(Context ctx) {
        Replies.json(ctx, read(ctx, (store, version) -> store.referrers(version.subject(), version.version()).stream()
                .map(SchemaVersion::id)
                .distinct()
                .toList()));
    }

    private void deleteSubject(Context ctx) {
        String subject = Query.subject(ctx);
        boolean permanent = Query.flag(ctx, "permanent");
        Replies.json(ctx, registry.write(log, store -> Deletions.subject(store, subject, permanent)));
    }

    private void deleteVersion(Context ctx) {
        String subject = Query.subject(ctx);
        VersionId version = Query.version(ctx);
        boolean permanent = Query.flag(ctx, "permanent");
        Replies.json(ctx, registry.write(log, store -> Deletions.version(store, subject, version, permanent)));
    }

    private SchemaVersion found(Context ctx) {
        return read(ctx, (store, version) -> version);
    }

    private <T> T read(Context ctx, BiFunction<SchemaStore, SchemaVersion, T> question) {
        String subject = Query.subject(ctx);
        VersionId version = Query.version(ctx);
        Visible visible = Query.visible(ctx);
        return registry.read(store -> question.apply(store, version.require(store, subject, visible)));
    }
}
