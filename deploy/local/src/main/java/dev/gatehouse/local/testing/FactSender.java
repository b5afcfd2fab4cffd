package dev.gatehouse.local.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends facts in the name of the services that tell them, all to partition 0, so that they are consumed in order. */
public final class FactSender {
    public static final String REQUEST_STACK = "request.stack.v1";
    public static final String PROVISIONER_STACK = "provisioner.stack.v1";
    public static final String REQUEST_TEMPLATE = "request.template.v1";

    private final ObjectMapper json = new ObjectMapper();
    private final Parts parts;

    public FactSender(Parts parts) {
        this.parts = parts;
    }

    /** The contract's example of an event, told of another stack and at another place in its sequence. */
    public ObjectNode of(String event, String stack, int sequence) {
        ObjectNode fact = example(event);
        fact.put("id", UUID.randomUUID().toString());
        fact.put("subject", stack).put("partitionkey", stack).put("sequence", Integer.toString(sequence));
        fact.withObject("/data").put("stackId", stack);
        return fact;
    }

    private ObjectNode example(String event) {
        try {
            return json.readValue(EventContract.example(event), ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(String topic, ObjectNode fact) {
        try {
            sendBytes(topic, fact.get("subject").asText(), json.writeValueAsBytes(fact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sendBytes(String topic, String key, byte[] value) {
        var message = new ProducerRecord<>(topic, 0, key, value);
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        try {
            parts.producer(topic.substring(0, topic.indexOf('.'))).send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
