package dev.gatehouse.ownership.team;

import dev.gatehouse.messaging.outbox.Outbox;
import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.ownership.team.Registration.Outcome;
import dev.gatehouse.ownership.team.model.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** Registers teams and reads them. */
@ApplicationScoped
public class Teams {
    private final UnitOfWork unitOfWork;
    private final TeamStore store;
    private final Outbox outbox;

    Teams(UnitOfWork unitOfWork, TeamStore store, Outbox outbox) {
        this.unitOfWork = unitOfWork;
        this.store = store;
        this.outbox = outbox;
    }

    /**
     * Registers or changes a team and tells it, both in one transaction; repeating what is known tells nothing.
     *
     * @return fails with {@link StaleRevision} if the team is not at the expected revision
     */
    public Uni<Registration> register(RegisterTeam command) {
        return unitOfWork.run(session -> store.claim(session, command.name())
                .map(known -> decide(known, command, Instant.now().truncatedTo(ChronoUnit.MICROS)))
                .call(registration -> registration.outcome() == Outcome.UNCHANGED
                        ? Uni.createFrom().voidItem()
                        : saveAndTell(session, registration.team())));
    }

    public Uni<Optional<Team>> find(String name) {
        return unitOfWork.read(session -> store.find(session, name));
    }

    /** At most {@code limit} teams whose names come after {@code after}, by name. */
    public Uni<List<Team>> after(String after, int limit) {
        return unitOfWork.read(session -> store.after(session, after, limit));
    }

    private Uni<Boolean> saveAndTell(Mutiny.Session session, Team team) {
        return store.save(session, team).chain(() -> outbox.publish(session, TeamRegistered.of(team)));
    }

    static Registration decide(Optional<Team> known, RegisterTeam command, Instant now) {
        long actual = known.map(Team::revision).orElse(0L);
        long expected = command.expectedRevision().orElse(actual);
        if (expected != actual) {
            throw new StaleRevision(command.name(), expected, actual);
        }
        if (known.isEmpty()) {
            var team = new Team(command.name(), command.title(), command.contact(), 1, command.by(), now);
            return new Registration(team, Outcome.REGISTERED);
        }
        Team team = known.get();
        return team.says(command.title(), command.contact())
                ? new Registration(team, Outcome.UNCHANGED)
                : new Registration(
                        team.changed(command.title(), command.contact(), command.by(), now), Outcome.CHANGED);
    }
}
