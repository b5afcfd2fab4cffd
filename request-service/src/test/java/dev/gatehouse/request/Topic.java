package dev.gatehouse.request;

import dev.gatehouse.local.testing.Parts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a whole topic from its beginning, as the broker's super user. */
public final class Topic implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public Topic(Parts parts, String name) {
        consumer = new KafkaConsumer<>(
                parts.kafkaProperties("admin"), new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records so far that hold a text. */
    public List<ConsumerRecord<String, byte[]>> holding(String text) {
        return matching(message -> value(message).contains(text));
    }

    /** The records so far with a header of this value. */
    public List<ConsumerRecord<String, byte[]>> withHeader(String name, String value) {
        return matching(message -> header(message, name).equals(value));
    }

    private List<ConsumerRecord<String, byte[]>> matching(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        return seen.stream().filter(wanted).toList();
    }

    public static String value(ConsumerRecord<String, byte[]> message) {
        return message.value() == null ? "" : new String(message.value(), StandardCharsets.UTF_8);
    }

    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
