package dev.gatehouse.request.intake;

import dev.gatehouse.request.intake.model.Producer;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Where producers, and receipts of their orders, are kept. */
public interface ProducerStore {

    /** Registers a producer, or replaces what was registered under its name; true where the name is new. */
    Uni<Boolean> put(Mutiny.Session session, Producer producer);

    Uni<Optional<Producer>> find(Mutiny.Session session, String name);

    /**
     * Remembers that the producer's event made a stack. Waits for another transaction that is just taking the same event.
     *
     * @return false where the event was taken before; then nothing is written
     */
    Uni<Boolean> receive(Mutiny.Session session, String producer, String eventId, UUID stack);
}
