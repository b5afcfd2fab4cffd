package dev.gatehouse.messaging.transaction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The one place where blocking code (Temporal activities, start-up, schedules on worker threads) waits for reactive
 * database work. Must not be called from an event loop or from workflow code.
 */
@ApplicationScoped
public class BlockingBridge {

    /** {@link UnitOfWork#run}, awaited; throws what the work failed with. */
    public <T> T inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        throw new UnsupportedOperationException();
    }

    /** {@link UnitOfWork#read}, awaited; throws what the work failed with. */
    public <T> T read(Function<Mutiny.Session, Uni<T>> work) {
        throw new UnsupportedOperationException();
    }
}
