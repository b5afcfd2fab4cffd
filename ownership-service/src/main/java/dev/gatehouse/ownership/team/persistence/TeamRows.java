package dev.gatehouse.ownership.team.persistence;

import dev.gatehouse.ownership.team.TeamStore;
import dev.gatehouse.ownership.team.model.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class TeamRows implements TeamStore {

    @Override
    public Uni<Optional<Team>> claim(Mutiny.Session session, String name) {
        // An advisory lock, because a name that no team has yet has no row to lock.
        return session.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('team:' || :name, 0))")
                .setParameter("name", name)
                .getResultList()
                .chain(() -> find(session, name));
    }

    @Override
    public Uni<Optional<Team>> find(Mutiny.Session session, String name) {
        return session.find(TeamRow.class, name)
                .map(row -> Optional.ofNullable(row).map(TeamRow::team));
    }

    @Override
    public Uni<List<Team>> after(Mutiny.Session session, String after, int limit) {
        return session.createQuery("from TeamRow where name > :after order by name", TeamRow.class)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(TeamRow::team).toList());
    }

    @Override
    public Uni<Void> save(Mutiny.Session session, Team team) {
        return session.merge(TeamRow.of(team)).replaceWithVoid();
    }
}
