package dev.gatehouse.local.kafka;

import dev.gatehouse.local.Loopback;
import dev.gatehouse.local.container.LoopbackContainer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The broker in a container, with the same settings as the child process. {@link #close()} removes the records. */
public final class ContainerKafka implements KafkaServer {

    private static final String IMAGE = "apache/kafka:4.1.1";
    private static final int CONTROLLER_PORT = 9093;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final int port;
    private final BrokerCredentials credentials;
    private final LoopbackContainer container;

    public ContainerKafka(int port, BrokerCredentials credentials) {
        this.port = port;
        this.credentials = credentials;
        // the same number inside and outside, since the broker also calls itself by its advertised address
        Map<String, String> settings =
                BrokerConfiguration.of(credentials, "0.0.0.0", port, CONTROLLER_PORT, bootstrapServers());
        container = new LoopbackContainer(IMAGE, port, port, environment(settings), List.of());
    }

    /** As the image reads settings: {@code auto.create.topics.enable} is {@code KAFKA_AUTO_CREATE_TOPICS_ENABLE}. */
    static Map<String, String> environment(Map<String, String> settings) {
        Map<String, String> environment = new TreeMap<>();
        settings.forEach((name, value) ->
                environment.put("KAFKA_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        return environment;
    }

    @Override
    public void start() {
        container.start();
        try {
            Readiness.await(
                    clientProperties(BrokerCredentials.ADMIN), port, PATIENCE, container::isRunning, "its container");
        } catch (RuntimeException e) {
            throw new IllegalStateException("Kafka does not start in its container: " + container.words(), e);
        }
    }

    @Override
    public void stop() {
        container.stop();
    }

    @Override
    public BrokerCredentials credentials() {
        return credentials;
    }

    @Override
    public String bootstrapServers() {
        return Loopback.HOST + ":" + port;
    }

    @Override
    public void close() {
        container.close();
    }
}
