package dev.gatehouse.messaging;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Facts of a foreign service about one aggregate, as they come over Kafka. */
public final class Facts {
    public static final String SOURCE = "/elsewhere";

    public final String aggregate = UUID.randomUUID().toString();
    private final String topic;

    public Facts(String topic) {
        this.topic = topic;
    }

    public String id(int sequence) {
        return aggregate + "#" + sequence;
    }

    public ProducerRecord<String, byte[]> fact(int sequence) {
        return fact(sequence, "{\"text\":\"" + sequence + "\"}");
    }

    public ProducerRecord<String, byte[]> fact(int sequence, String data) {
        return fact(sequence, "dev.gatehouse.elsewhere.Noted.v1", data);
    }

    public ProducerRecord<String, byte[]> fact(int sequence, String type, String data) {
        return raw("""
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","subject":"%s","partitionkey":"%s",\
                "sequence":"%d","time":"2026-01-02T03:04:05Z","datacontenttype":"application/json","data":%s}""".formatted(id(sequence), SOURCE, type, aggregate, aggregate, sequence, data));
    }

    public ProducerRecord<String, byte[]> raw(String value) {
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, aggregate, value.getBytes(StandardCharsets.UTF_8));
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        return message;
    }
}
