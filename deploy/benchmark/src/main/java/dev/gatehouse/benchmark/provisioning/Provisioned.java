package dev.gatehouse.benchmark.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Waits for the facts that stacks are provisioned. */
final class Provisioned implements AutoCloseable {

    private static final String TOPIC = "provisioner.stack.v1";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<String, byte[]> consumer;

    /** @param connection of a principal that may read provisioner-service's facts */
    Provisioned(Properties connection) {
        Properties settings = new Properties();
        settings.putAll(connection);
        // It looks twenty times a second: asked for each single fact, the broker would work for the onlooker.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1 << 20);
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.assignment().forEach(consumer::position);
    }

    /**
     * Returns when each of the stacks is provisioned.
     *
     * @return the operation's id of each stack
     */
    Map<String, String> await(Set<String> stacks) {
        Map<String, String> operations = new HashMap<>();
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!operations.keySet().containsAll(stacks)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Only " + operations.size() + " of " + stacks.size()
                        + " stacks were provisioned in " + LONGEST.toSeconds() + " s");
            }
            for (ConsumerRecord<String, byte[]> fact : consumer.poll(Duration.ofMillis(100))) {
                take(fact, operations);
            }
        }
        return operations;
    }

    private void take(ConsumerRecord<String, byte[]> fact, Map<String, String> operations) {
        try {
            JsonNode event = json.readTree(fact.value());
            switch (event.path("type").asText()) {
                case "dev.gatehouse.provisioner.StackProvisioned.v1" ->
                    operations.put(fact.key(), event.at("/data/operation/id").asText());
                case "dev.gatehouse.provisioner.ProvisioningFailed.v1" ->
                    throw new IllegalStateException("A stack failed: " + event.path("data"));
                default -> {
                    // on the way
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
