package dev.gatehouse.messaging.outbox;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Forgets proofs that a fact was told once they are older than the retention. It must be longer than any activity can
 * still be tried again, else a fact is told twice.
 */
@ApplicationScoped
public class ProofRetention {
    private static final Logger LOG = Logger.getLogger(ProofRetention.class);

    /** In portions, so that no purge holds its locks for long. */
    private static final String PURGE = """
            delete from outbox_told where event_id in (
                select event_id from outbox_told where told_at < :before limit 10000)
            """;

    private final UnitOfWork unitOfWork;
    private final Duration retention;

    public ProofRetention(
            UnitOfWork unitOfWork, @ConfigProperty(name = "gatehouse.outbox.proof-retention") Duration retention) {
        this.unitOfWork = unitOfWork;
        this.retention = retention;
    }

    @Scheduled(
            every = "{gatehouse.outbox.purge-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> hourly() {
        return purge().onFailure()
                .invoke(failure -> LOG.warnf("old proofs were not purged, the next round will: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Removes one portion of outdated proofs; completes with their number. */
    Uni<Integer> purge() {
        return unitOfWork.run(session -> session.createNativeQuery(PURGE)
                .setParameter("before", Instant.now().minus(retention))
                .executeUpdate());
    }
}
