package dev.gatehouse.messaging.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Names Kafka in the readiness report when no broker answers within two seconds. */
@Readiness
@ApplicationScoped
public class KafkaReadiness implements HealthCheck {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);

    private final Map<String, Object> configuration;
    private @Nullable Admin admin;

    public KafkaReadiness(@Identifier("default-kafka-broker") Map<String, Object> configuration) {
        this.configuration = configuration;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder report = HealthCheckResponse.named("Kafka")
                .withData("address", String.valueOf(configuration.get("bootstrap.servers")));
        try {
            int millis = (int) LONGEST_ANSWER.toMillis();
            admin().describeCluster(new DescribeClusterOptions().timeoutMs(millis))
                    .nodes()
                    .get(millis, TimeUnit.MILLISECONDS);
            return report.up().build();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return report.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return report.down().build();
        }
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(new HashMap<>(configuration));
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(LONGEST_ANSWER);
        }
    }
}
