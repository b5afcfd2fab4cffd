package dev.gatehouse.local.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** Waits until a broker answers its super user. */
final class Readiness {

    private Readiness() {}

    static void await(Properties client, Duration patience, BooleanSupplier alive, Path log) {
        Instant deadline = Instant.now().plus(patience);
        Properties impatient = new Properties();
        impatient.putAll(client);
        impatient.put("reconnect.backoff.max.ms", "200");
        try (Admin admin = Admin.create(impatient)) {
            while (!answers(admin)) {
                if (!alive.getAsBoolean()) {
                    throw new IllegalStateException("Kafka ended while starting, see " + log);
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("Kafka does not answer within " + patience + ", see " + log);
                }
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
