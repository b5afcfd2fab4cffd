package dev.gatehouse.messaging.transaction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** One database transaction. After its commit the outbox relay is woken, so facts leave without waiting for a poll. */
@ApplicationScoped
public class UnitOfWork {
    private final Mutiny.SessionFactory sessions;
    private final AfterCommit afterCommit;

    public UnitOfWork(Mutiny.SessionFactory sessions, AfterCommit afterCommit) {
        this.sessions = sessions;
        this.afterCommit = afterCommit;
    }

    /** Runs {@code work} in a new session and transaction; a failure rolls everything back. Needs a Vert.x context. */
    public <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
        // Always a session of its own: the session factory's withTransaction would join one that is open already.
        return sessions.openSession().chain(session -> session.withTransaction(transaction -> work.apply(session))
                .onItemOrFailure()
                .call((result, failure) -> session.close())
                .invoke(() -> afterCommit.committed(session))
                .onFailure()
                .invoke(() -> afterCommit.forget(session)));
    }

    /** Runs {@code work} in a new session without a transaction, for reads. Needs a Vert.x context. */
    public <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
        return sessions.openSession().chain(session -> work.apply(session).eventually(session::close));
    }
}
