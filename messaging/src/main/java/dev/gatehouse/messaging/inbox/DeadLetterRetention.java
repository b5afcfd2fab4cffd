package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Removes dead letters that were replayed or skipped long ago. One that waits is never removed. */
@ApplicationScoped
public class DeadLetterRetention {
    private static final Logger LOG = Logger.getLogger(DeadLetterRetention.class);

    private final UnitOfWork unitOfWork;
    private final DeadLetterTable table;
    private final Duration retention;

    DeadLetterRetention(
            UnitOfWork unitOfWork,
            DeadLetterTable table,
            @ConfigProperty(name = "gatehouse.dead-letters.retention") Duration retention) {
        this.unitOfWork = unitOfWork;
        this.table = table;
        this.retention = retention;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> regularly() {
        return purge().onFailure()
                .invoke(failure -> LOG.warnf("old dead letters were not purged, the next round will: %s", failure))
                .onFailure()
                .recoverWithItem(0)
                .replaceWithVoid();
    }

    /** Removes one portion; completes with their number. */
    Uni<Integer> purge() {
        return unitOfWork.run(session -> table.purge(session, Instant.now().minus(retention)));
    }
}
