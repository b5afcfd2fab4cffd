package dev.gatehouse.local.kafka;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.Patience;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Waits until a broker answers its super user. */
final class Readiness {

    private Readiness() {}

    /**
     * @param alive whether waiting has any sense yet
     * @param log where a person finds out why the broker does not answer
     */
    static void await(Properties client, int port, Duration patience, BooleanSupplier alive, Object log) {
        // Kafka's client is noisy while nobody listens: so it only begins when somebody does
        if (!Patience.until(() -> Loopback.answers(port) || !alive.getAsBoolean(), patience)) {
            throw new IllegalStateException("Kafka does not listen on port " + port + ", see " + log);
        }
        try (Admin admin = Admin.create(client)) {
            boolean answered = Patience.until(() -> answers(admin) || !alive.getAsBoolean(), patience);
            if (!answered || !alive.getAsBoolean()) {
                throw new IllegalStateException("Kafka does not start, see " + log);
            }
        }
    }

    private static boolean answers(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka starts", e);
        }
    }
}
