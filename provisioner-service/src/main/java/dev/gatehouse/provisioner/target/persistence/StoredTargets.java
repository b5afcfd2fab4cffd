package dev.gatehouse.provisioner.target.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StoredTargets implements TargetRecords {
    private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    /** One statement, so that of two first registrations the second waits for the first instead of failing on its key. */
    private static final String PUT = """
            insert into target (name, kind, address, environments, registered_by, registered_at)
            values (:name, :kind, :address, :environments, :by, :at)
            on conflict (name) do update set kind = excluded.kind, address = excluded.address,
                environments = excluded.environments, registered_by = excluded.registered_by,
                registered_at = excluded.registered_at
            """;

    private final Documents json;

    StoredTargets(Documents json) {
        this.json = json;
    }

    @Override
    public Uni<Void> put(Mutiny.Session session, Target target) {
        return session.createNativeQuery(PUT)
                .setParameter("name", target.name())
                .setParameter("kind", target.kind())
                .setParameter("address", json.write(target.address()))
                .setParameter("environments", json.write(target.environments()))
                .setParameter("by", target.registeredBy())
                .setParameter("at", target.registeredAt())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Target>> find(Mutiny.Session session, String name) {
        return session.find(TargetRow.class, name)
                .map(row -> Optional.ofNullable(row).map(this::target));
    }

    @Override
    public Uni<List<Target>> list(Mutiny.Session session, String after, int limit) {
        return session.createQuery("from TargetRow where name > :after order by name", TargetRow.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(this::target).toList());
    }

    @Override
    public Uni<List<Target>> all(Mutiny.Session session) {
        return session.createQuery("from TargetRow", TargetRow.class)
                .getResultList()
                .map(rows -> rows.stream().map(this::target).toList());
    }

    private Target target(TargetRow row) {
        return new Target(
                row.name,
                row.kind,
                json.read(row.address, OBJECT),
                json.read(row.environments, NAMES),
                row.registeredBy,
                row.registeredAt);
    }
}
