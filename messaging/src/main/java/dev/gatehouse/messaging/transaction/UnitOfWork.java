package dev.gatehouse.messaging.transaction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** One database transaction. After its commit the outbox relay is woken, so facts leave without waiting for a poll. */
@ApplicationScoped
public class UnitOfWork {

    /** Runs {@code work} in a new session and transaction; a failure rolls everything back. Needs a Vert.x context. */
    public <T> Uni<T> run(Function<Mutiny.Session, Uni<T>> work) {
        throw new UnsupportedOperationException();
    }

    /** Runs {@code work} in a new session without a transaction, for reads. Needs a Vert.x context. */
    public <T> Uni<T> read(Function<Mutiny.Session, Uni<T>> work) {
        throw new UnsupportedOperationException();
    }
}
