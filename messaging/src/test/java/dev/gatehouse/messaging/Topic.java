package dev.gatehouse.messaging;

import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One topic as an outside witness sees it: reads it from its beginning and writes to it, as the super user. */
public final class Topic implements AutoCloseable {
    private final String name;
    private final TopicReader reader;
    private final KafkaProducer<String, byte[]> producer;

    public Topic(Parts parts, String name) {
        this.name = name;
        reader = new TopicReader(parts, name);
        producer =
                new KafkaProducer<>(parts.kafkaProperties("admin"), new StringSerializer(), new ByteArraySerializer());
    }

    /** The records of one key so far, in order. */
    public List<ConsumerRecord<String, byte[]>> records(String key) {
        return reader.records(key);
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
        reader.close();
        producer.close();
    }
}
