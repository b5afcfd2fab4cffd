package dev.gatehouse.messaging;

import dev.gatehouse.local.testing.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One topic as an outside witness sees it: reads it from its beginning and writes to it, as the super user. */
public final class Topic implements AutoCloseable {
    private final String name;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

    public Topic(Parts parts, String name) {
        this.name = name;
        consumer = new KafkaConsumer<>(
                parts.kafkaProperties("admin"), new StringDeserializer(), new ByteArrayDeserializer());
        producer =
                new KafkaProducer<>(parts.kafkaProperties("admin"), new StringSerializer(), new ByteArraySerializer());
        List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records of one key so far, in order. */
    public List<ConsumerRecord<String, byte[]>> records(String key) {
        consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
        return seen.stream().filter(message -> key.equals(message.key())).toList();
    }

    public void send(ProducerRecord<String, byte[]> message) {
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public String name() {
        return name;
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }
}
