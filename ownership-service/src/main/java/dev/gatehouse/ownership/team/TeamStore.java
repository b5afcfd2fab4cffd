package dev.gatehouse.ownership.team;

import dev.gatehouse.ownership.team.model.Team;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where teams are kept. Everything happens in the caller's session. */
public interface TeamStore {

    /**
     * Reads a team and keeps its name to this transaction until it ends, also a name that no team has yet: two first
     * registrations take turns.
     */
    Uni<Optional<Team>> claim(Mutiny.Session session, String name);

    Uni<Optional<Team>> find(Mutiny.Session session, String name);

    /** At most {@code limit} teams whose names come after {@code after}, by name. */
    Uni<List<Team>> after(Mutiny.Session session, String after, int limit);

    /** Writes a team over the one of that name, if there is one. */
    Uni<Void> save(Mutiny.Session session, Team team);
}
