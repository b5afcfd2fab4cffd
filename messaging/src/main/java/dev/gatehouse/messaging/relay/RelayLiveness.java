package dev.gatehouse.messaging.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A relay that hangs tells no fact any more; only a new process helps. An absent Kafka or database is no such case. */
@Liveness
@ApplicationScoped
public class RelayLiveness implements HealthCheck {
    /** Far above the longest round: a batch that ends in timeouts, one after the other. */
    private static final Duration LONGEST_ROUND = Duration.ofMinutes(5);

    private final Relays relays;

    public RelayLiveness(Relays relays) {
        this.relays = relays;
    }

    @Override
    public HealthCheckResponse call() {
        Duration round = relays.longestRound();
        return HealthCheckResponse.named("outbox relay")
                .status(round.compareTo(LONGEST_ROUND) < 0)
                .withData("roundMillis", round.toMillis())
                .build();
    }
}
