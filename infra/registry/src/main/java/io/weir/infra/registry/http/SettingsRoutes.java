package io.weir.infra.registry.http;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.weir.infra.registry.log.EntryLog;
import io.weir.infra.registry.operation.Settings;
import io.weir.infra.registry.state.Registry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.Scope;

/** Levels of compatibility and modes; each path is there for the registry and for one subject. */
final class SettingsRoutes {

    private final Registry registry;
    private final EntryLog log;

    SettingsRoutes(Registry registry, EntryLog log) {
        this.registry = registry;
        this.log = log;
    }

    void addTo(Javalin http) {
        http.get("/config", ctx -> getLevel(ctx, Scope.GLOBAL));
        http.put("/config", ctx -> setLevel(ctx, Scope.GLOBAL));
        http.delete("/config", ctx -> resetLevel(ctx, Scope.GLOBAL));
        http.get("/config/{subject}", ctx -> getLevel(ctx, subject(ctx)));
        http.put("/config/{subject}", ctx -> setLevel(ctx, subject(ctx)));
        http.delete("/config/{subject}", ctx -> resetLevel(ctx, subject(ctx)));
        http.get("/mode", ctx -> getMode(ctx, Scope.GLOBAL));
        http.put("/mode", ctx -> setMode(ctx, Scope.GLOBAL));
        http.delete("/mode", ctx -> resetMode(ctx, Scope.GLOBAL));
        http.get("/mode/{subject}", ctx -> getMode(ctx, subject(ctx)));
        http.put("/mode/{subject}", ctx -> setMode(ctx, subject(ctx)));
        http.delete("/mode/{subject}", ctx -> resetMode(ctx, subject(ctx)));
    }

    private void getLevel(Context ctx, Scope scope) {
        boolean orGlobal = Query.flag(ctx, "defaultToGlobal");
        replyLevel(ctx, registry.read(store -> Settings.compatibility(store, scope, orGlobal)));
    }

    /** The answer names the level as the request does, not as the other answers do. */
    private void setLevel(Context ctx, Scope scope) {
        String name = Body.setting(ctx, "compatibility");
        CompatibilityLevel level = registry.write(log, store -> Settings.setCompatibility(store, scope, name));
        Replies.json(ctx, Replies.one("compatibility", level.name));
    }

    private void resetLevel(Context ctx, Scope scope) {
        replyLevel(ctx, registry.write(log, store -> Settings.resetCompatibility(store, scope)));
    }

    private void getMode(Context ctx, Scope scope) {
        boolean orGlobal = Query.flag(ctx, "defaultToGlobal");
        replyMode(ctx, registry.read(store -> Settings.mode(store, scope, orGlobal)));
    }

    private void setMode(Context ctx, Scope scope) {
        String name = Body.setting(ctx, "mode");
        boolean force = Query.flag(ctx, "force");
        replyMode(ctx, registry.write(log, store -> Settings.setMode(store, scope, name, force)));
    }

    private void resetMode(Context ctx, Scope scope) {
        replyMode(ctx, registry.write(log, store -> Settings.resetMode(store, scope)));
    }

    private static Scope subject(Context ctx) {
        return Scope.of(Query.subject(ctx));
    }

    private static void replyLevel(Context ctx, CompatibilityLevel level) {
        Replies.json(ctx, Replies.one("compatibilityLevel", level.name));
    }

    private static void replyMode(Context ctx, Mode mode) {
        Replies.json(ctx, Replies.one("mode", mode.name()));
    }
}
