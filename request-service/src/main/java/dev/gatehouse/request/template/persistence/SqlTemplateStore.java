package dev.gatehouse.request.template.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.request.template.TemplateStore;
import dev.gatehouse.request.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** {@link TemplateStore} in PostgreSQL. */
@ApplicationScoped
class SqlTemplateStore implements TemplateStore {
    private static final String NEWEST =
            "select r from ReleaseRow r, TemplateRow t where r.template = t.name and r.version = t.latest order by t.name";

    private static final DirectStatement LATEST = new DirectStatement("select latest from template where name = $1");

    @Override
    public Uni<Void> lock(Mutiny.Session session, String template) {
        return session.createNativeQuery("insert into template (name) values (:name) on conflict (name) do nothing")
                .setParameter("name", template)
                .executeUpdate()
                .chain(() -> session.find(TemplateRow.class, template, LockMode.PESSIMISTIC_WRITE))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Release>> find(Mutiny.Session session, String template, String version) {
        return session.find(ReleaseRow.class, ReleaseRow.id(template, version))
                .map(row -> Optional.ofNullable(row).map(ReleaseRow::release));
    }

    @Override
    public Uni<Optional<String>> latest(Mutiny.Session session, String template) {
        return LATEST.first(session, template)
                .map(row -> row == null ? Optional.empty() : Optional.ofNullable((String) row[0]));
    }

    @Override
    public Uni<Void> add(Mutiny.Session session, Release release, boolean isLatest) {
        Uni<Void> added = session.persist(ReleaseRow.of(release));
        return isLatest ? added.chain(() -> moveLatest(session, release)) : added;
    }

    private static Uni<Void> moveLatest(Mutiny.Session session, Release release) {
        return session.find(TemplateRow.class, release.template().name())
                .invoke(row -> row.latest = release.template().version())
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Listed>> templates(Mutiny.Session session) {
        return session.createSelectionQuery(NEWEST, ReleaseRow.class)
                .getResultList()
                .map(rows -> rows.stream().map(ReleaseRow::listed).toList());
    }

    @Override
    public Uni<List<Listed>> releases(Mutiny.Session session, String template) {
        return session.createSelectionQuery("from ReleaseRow where template = :template", ReleaseRow.class)
                .setParameter("template", template)
                .getResultList()
                .map(rows -> rows.stream().map(ReleaseRow::listed).toList());
    }
}
