package dev.gatehouse.request.template;

import dev.gatehouse.request.template.model.Release;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where templates and their releases are kept. All methods work in the caller's session. */
public interface TemplateStore {

    /** A release in a list. */
    record Listed(
            String name,
            String version,
            String owner,
            String digest,
            String changelog,
            String releasedBy,
            Instant releasedAt) {}

    /** Makes the caller the only one who releases this template, until the end of the transaction. */
    Uni<Void> lock(Mutiny.Session session, String template);

    Uni<Optional<Release>> find(Mutiny.Session session, String template, String version);

    /** The newest version of a template; empty where the template is unknown. */
    Uni<Optional<String>> latest(Mutiny.Session session, String template);

    /** Keeps a release. The caller holds the template's lock. */
    Uni<Void> add(Mutiny.Session session, Release release, boolean isLatest);

    /** The newest release of every template, by name. */
    Uni<List<Listed>> templates(Mutiny.Session session);

    /** All releases of a template, in no certain order; empty where the template is unknown. */
    Uni<List<Listed>> releases(Mutiny.Session session, String template);
}
