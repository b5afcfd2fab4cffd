package dev.gatehouse.local.testing.example.bad.stack.http;

import dev.gatehouse.local.Loopback;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** An adapter that sends past the outbox, and knows another module. */
public final class StackResource {

    void send() {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(new Properties())) {
            producer.send(new ProducerRecord<>("topic", Loopback.freePort(), "key", "value"));
        }
    }
}
