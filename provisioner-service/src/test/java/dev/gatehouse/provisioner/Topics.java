package dev.gatehouse.provisioner;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.Parts;
import dev.gatehouse.local.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The platform's topics as other services see them. */
public final class Topics {
    public static final String STACKS = "request.stack.v1";
    public static final String TEMPLATES = "request.template.v1";
    public static final String FACTS = "provisioner.stack.v1";

    private final Parts parts;

    public Topics(Parts parts) {
        this.parts = parts;
    }

    /** Tells an event as request-service does, and waits for the broker's confirmation. */
    public void tell(String topic, ObjectNode event) {
        byte[] value = event.toString().getBytes(StandardCharsets.UTF_8);
        try {
            parts.producer("request")
                    .send(new ProducerRecord<>(topic, event.get("subject").asText(), value))
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Everything that is on a topic now under this key, as JSON, in order. */
    public List<ObjectNode> read(String topic, String key) {
        return records(topic, key).stream()
                .map(record -> Events.parse(TopicReader.value(record)))
                .toList();
    }

    /** Everything that is on a topic now under this key. */
    public List<ConsumerRecord<String, byte[]>> records(String topic, String key) {
        return parts.topic(topic).records(key);
    }
}
