package dev.gatehouse.local.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a whole topic from its beginning, as the broker's super user. Every question is answered with all that the topic
 * holds at that moment, so that asking again is enough to wait for more. Any thread may ask.
 */
public final class TopicReader implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public TopicReader(Parts parts, String topic) {
        this(parts.kafkaProperties("admin"), topic);
    }

    TopicReader(Properties superUser, String topic) {
        consumer = new KafkaConsumer<>(superUser, new StringDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records with this key, in order. */
    public List<ConsumerRecord<String, byte[]>> records(String key) {
        return matching(message -> key.equals(message.key()));
    }

    /** The values of the records with this key, in order. */
    public List<String> values(String key) {
        return records(key).stream().map(TopicReader::value).toList();
    }

    /** The headers of the key's latest record, and its value as {@code value}; empty if there is none yet. */
    public Map<String, String> latest(String key) {
        Map<String, String> contents = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> message : records(key)) {
            message.headers().forEach(header -> contents.put(header.key(), header(message, header.key())));
            contents.put("value", value(message));
        }
        return contents;
    }

    /** The records whose values hold a text. */
    public List<ConsumerRecord<String, byte[]>> holding(String text) {
        return matching(message -> value(message).contains(text));
    }

    /** The records with a header of this value. */
    public List<ConsumerRecord<String, byte[]>> withHeader(String name, String value) {
        return matching(message -> header(message, name).equals(value));
    }

    private synchronized List<ConsumerRecord<String, byte[]>> matching(
            Predicate<ConsumerRecord<String, byte[]>> wanted) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
            consumer.poll(Duration.ofMillis(200)).forEach(seen::add);
        }
        return seen.stream().filter(wanted).toList();
    }

    /** A record's value as text; empty for a record without one. */
    public static String value(ConsumerRecord<String, byte[]> message) {
        return message.value() == null ? "" : new String(message.value(), StandardCharsets.UTF_8);
    }

    /** A record's header as text; empty if it has no such header. */
    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
