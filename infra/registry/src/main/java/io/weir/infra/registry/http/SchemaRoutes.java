package io.weir.infra.registry.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.weir.infra.registry.operation.Refusals;
import io.weir.infra.registry.state.Registry;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Schemas by id, and all of them. */
final class SchemaRoutes {

    private static final String ID = "/schemas/ids/{id}";

    private final Registry registry;

    SchemaRoutes(Registry registry) {
        this.registry = registry;
    }

    void addTo(Javalin http) {
        http.get("/schemas", this::list);
        http.get(ID, this::byId);
        http.get(ID + "/schema", ctx -> Replies.raw(ctx, text(ctx).schema()));
        http.get(ID + "/versions", ctx -> Replies.json(ctx, holders(ctx, Replies::coordinates)));
        http.get(
                ID + "/subjects",
                ctx -> Replies.json(
                        ctx,
                        holders(ctx, SchemaVersion::subject).stream().distinct().toList()));
    }

    private void list(Context ctx) {
        Visible visible = Query.visible(ctx);
        SubjectPrefix prefix = SubjectPrefix.of(Query.text(ctx, "subjectPrefix"));
        boolean latestOnly = Query.flag(ctx, "latestOnly");
        Replies.json(ctx, registry.read(store -> store.subjects(visible).stream()
                .filter(prefix::matches)
                .flatMap(subject -> listed(store, subject, visible, latestOnly))
                .map(Replies::version)
                .toList()));
    }

    private static Stream<SchemaVersion> listed(
            SchemaStore store, String subject, Visible visible, boolean latestOnly) {
        return latestOnly ? store.latest(subject, visible).stream() : store.versions(subject, visible).stream();
    }

    private void byId(Context ctx) {
        ObjectNode reply = Replies.text(text(ctx));
        if (Query.flag(ctx, "fetchMaxId")) {
            reply.put("maxId", registry.read(SchemaStore::highestId));
        }
        Replies.json(ctx, reply);
    }

    private SchemaText text(Context ctx) {
        int id = Query.id(ctx);
        return registry.read(store -> store.text(id)).orElseThrow(() -> Refusals.schemaNotFound(id));
    }

    private <T> List<T> holders(Context ctx, Function<SchemaVersion, T> reply) {
        int id = Query.id(ctx);
        Visible visible = Query.visible(ctx);
        String subject = Query.text(ctx, "subject");
        return registry.read(store -> {
            if (store.text(id).isEmpty()) {
                throw Refusals.schemaNotFound();
            }
            return store.holders(id, visible).stream()
                    .filter(holder -> subject.isEmpty() || holder.subject().equals(subject))
                    .map(reply)
                    .toList();
        });
    }
}
