package dev.gatehouse.messaging.outbox;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
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
                select event_id from outbox_told where told_at < :before limit :portion)
            """;

    private static final int PORTION = 10_000;

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
    Uni<Void> regularly() {
        return purge().onFailure()
                .invoke(failure -> LOG.warnf("old proofs were not purged, the next round will: %s", failure))
                .onFailure()
                .recoverWithItem(0L)
                .replaceWithVoid();
    }

    /** Removes all outdated proofs; completes with their number. */
    Uni<Long> purge() {
        Instant before = Instant.now().minus(retention);
        return Multi.createBy()
                .repeating()
                .uni(() -> unitOfWork.run(session -> session.createNativeQuery(PURGE)
                        .setParameter("before", before)
                        .setParameter("portion", PORTION)
                        .executeUpdate()))
                .whilst(removed -> removed == PORTION)
                .collect()
                .with(Collectors.summingLong(Integer::longValue));
    }
}
