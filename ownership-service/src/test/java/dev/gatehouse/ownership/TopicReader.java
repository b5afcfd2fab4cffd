package dev.gatehouse.ownership;

import dev.gatehouse.local.testing.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole topic from its beginning, as the broker's super user. */
public final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public TopicReader(Parts parts, String topic) {
        Properties properties = parts.kafkaProperties("admin");
        consumer = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The values of the key so far, in order. */
    public List<String> values(String key) {
        return records(key).stream().map(TopicReader::text).toList();
    }

    /** The headers of the key's latest record, and its value as {@code value}; empty if there is none yet. */
    public Map<String, String> latest(String key) {
        Map<String, String> contents = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> message : records(key)) {
            message.headers()
                    .forEach(header -> contents.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
            contents.put("value", text(message));
        }
        return contents;
    }

    private List<ConsumerRecord<String, byte[]>> records(String key) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen.stream().filter(message -> key.equals(message.key())).toList();
    }

    private static String text(ConsumerRecord<String, byte[]> message) {
        return new String(message.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
