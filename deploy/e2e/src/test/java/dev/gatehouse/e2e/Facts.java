package dev.gatehouse.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What was told on Kafka, read whole and anew at each question. */
final class Facts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Properties superUser;

    Facts(Properties superUser) {
        this.superUser = superUser;
    }

    /** The CloudEvents of a topic about an aggregate, in order. */
    List<JsonNode> about(String topic, String aggregate) {
        List<JsonNode> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : everything(topic)) {
            if (aggregate.equals(message.key())) {
                events.add(json(message.value()));
            }
        }
        return events;
    }

    /** The values of all records of a topic as text. */
    List<String> texts(String topic) {
        return everything(topic).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Why records with the key became dead letters of the topic, in order. */
    List<String> refusals(String topic, String key) {
        return everything(topic + ".dlq").stream()
                .filter(letter -> key.equals(letter.key()))
                .map(letter -> new String(
                        letter.headers().lastHeader("gatehouse-reason").value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** The short names of the events, such as {@code StackProvisioned}, in order. */
    List<String> names(String topic, String aggregate) {
        return about(topic, aggregate).stream().map(Facts::name).toList();
    }

    /** The same, each event id once. */
    List<String> distinctNames(String topic, String aggregate) {
        Map<String, String> names = new LinkedHashMap<>();
        about(topic, aggregate).forEach(event -> names.put(event.path("id").asText(), name(event)));
        return List.copyOf(names.values());
    }

    /** The short name of an event or of what is made of one, by its {@code type}. */
    static String name(JsonNode event) {
        String[] type = event.path("type").asText().split("\\.");
        return type[type.length - 2];
    }

    private List<ConsumerRecord<String, byte[]>> everything(String topic) {
        try (var consumer = new KafkaConsumer<>(superUser, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<TopicPartition> unread = new HashSet<>(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (true) {
                unread.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
                if (unread.isEmpty()) {
                    return records;
                }
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
