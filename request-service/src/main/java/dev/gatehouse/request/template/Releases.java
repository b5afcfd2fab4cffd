package dev.gatehouse.request.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.template.TemplateSchemas.ParameterCheck;
import dev.gatehouse.request.template.model.Release;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Finds releases. A release never changes, so what was read once stays in memory, its schema compiled; only "the
 * newest version" is asked of the database each time, because another replica may have released a newer one.
 */
@ApplicationScoped
public class Releases {
    private static final long MOST_CHARACTERS = 32L * 1024 * 1024;

    private final TemplateStore store;
    private final TemplateSchemas schemas;
    private final UnitOfWork work;
    private final Vertx vertx;
    private final Cache<String, Ready> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String key, Ready ready) -> ready.release().text().length())
            .build();

    Releases(TemplateStore store, TemplateSchemas schemas, UnitOfWork work, Vertx vertx) {
        this.store = store;
        this.schemas = schemas;
        this.work = work;
        this.vertx = vertx;
    }

    /** A release, ready to check parameters against it. */
    public record Ready(Release release, ParameterCheck parameters) {}

    /** A certain release; empty where there is none. */
    public Uni<Optional<Release>> find(String template, String version) {
        Ready cached = cache.getIfPresent(key(template, version));
        return cached != null
                ? Uni.createFrom().item(Optional.of(cached.release()))
                : work.read(session -> store.find(session, template, version));
    }

    /** A certain release, to request stacks of; empty where there is none. */
    public Uni<Optional<Ready>> ready(String template, String version) {
        Ready cached = cache.getIfPresent(key(template, version));
        if (cached != null) {
            return Uni.createFrom().item(Optional.of(cached));
        }
        return work.read(session -> store.find(session, template, version))
                .chain(found -> found.isPresent()
                        ? compile(found.get()).map(Optional::of)
                        : Uni.createFrom().item(Optional.<Ready>empty()));
    }

    /** The newest release, to request stacks of; empty where the template is unknown. */
    public Uni<Optional<Ready>> newest(String template) {
        return work.read(session -> store.latest(session, template))
                .chain(version -> version.isPresent()
                        ? ready(template, version.get())
                        : Uni.createFrom().item(Optional.<Ready>empty()));
    }

    /** A large schema takes a while, so not on the event loop. */
    private Uni<Ready> compile(Release release) {
        return vertx.executeBlocking(
                        () -> new Ready(
                                release, schemas.compile(release.template().parameters())),
                        false)
                .invoke(ready -> cache.put(
                        key(release.template().name(), release.template().version()), ready));
    }

    private static String key(String template, String version) {
        return template + "@" + version;
    }
}
