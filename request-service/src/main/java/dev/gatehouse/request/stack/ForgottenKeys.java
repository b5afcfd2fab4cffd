package dev.gatehouse.request.stack;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/** Forgets idempotency keys after a day: whoever retries for longer sends a new request. */
@ApplicationScoped
class ForgottenKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    private final IdempotencyStore keys;
    private final UnitOfWork work;

    ForgottenKeys(IdempotencyStore keys, UnitOfWork work) {
        this.keys = keys;
        this.work = work;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return work.run(session -> keys.forget(session, Instant.now().minus(KEPT)))
                .replaceWithVoid();
    }
}
