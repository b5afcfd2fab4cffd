package dev.gatehouse.request.template;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.request.template.TemplateSchemas.ParameterCheck;
import dev.gatehouse.request.template.model.Release;
import io.smallrye.mutiny.Uni;
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
    private final Cache<String, Ready> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .weigher((String key, Ready ready) -> ready.release().text().length())
            .build();

    Releases(TemplateStore store, TemplateSchemas schemas, UnitOfWork work) {
        this.store = store;
        this.schemas = schemas;
        this.work = work;
    }

    /** A release, ready to check parameters against it. */
    public record Ready(Release release, ParameterCheck parameters) {}

    /** A certain release; empty where there is none. */
    public Uni<Optional<Ready>> find(String template, String version) {
        String key = template + "@" + version;
        Ready cached = cache.getIfPresent(key);
        if (cached != null) {
            return Uni.createFrom().item(Optional.of(cached));
        }
        return work.read(session -> store.find(session, template, version))
                .map(found -> found.map(release -> ready(key, release)));
    }

    /** The newest release; empty where the template is unknown. */
    public Uni<Optional<Ready>> latest(String template) {
        return work.read(session -> store.latest(session, template))
                .chain(version -> version.isPresent()
                        ? find(template, version.get())
                        : Uni.createFrom().item(Optional.<Ready>empty()));
    }

    private Ready ready(String key, Release release) {
        Ready ready = new Ready(release, schemas.compile(release.template().parameters()));
        cache.put(key, ready);
        return ready;
    }
}
