package dev.gatehouse.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatehouse.local.testing.EventContract;
import dev.gatehouse.local.testing.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells facts about stacks in the name of provisioner-service. */
public final class Provisioner implements AutoCloseable {
    private static final String TOPIC = "provisioner.stack.v1";

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaProducer<String, byte[]> producer;

    public Provisioner(Parts parts) {
        producer = new KafkaProducer<>(
                parts.kafkaProperties("provisioner"), new StringSerializer(), new ByteArraySerializer());
    }

    /** The contract's example of an event, told of another stack and operation. */
    public ObjectNode fact(String event, String stack, String operation, int sequence) {
        return fact(event, stack, operation, 1, sequence);
    }

    /** The same of an operation with this number. */
    public ObjectNode fact(String event, String stack, String operation, int number, int sequence) {
        try {
            ObjectNode fact = json.readValue(EventContract.example(event), ObjectNode.class);
            fact.put("id", UUID.randomUUID().toString());
            fact.put("subject", stack).put("partitionkey", stack).put("sequence", Integer.toString(sequence));
            ObjectNode data = fact.withObject("/data").put("stackId", stack);
            if (data.has("operation")) {
                data.withObject("/operation").put("id", operation).put("number", number);
            }
            return fact;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void tell(ObjectNode fact) {
        try {
            tell(fact.get("subject").asText(), json.writeValueAsBytes(fact));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends bytes as they are. */
    public void tell(String key, byte[] value) {
        var message = new ProducerRecord<>(TOPIC, key, value);
        message.headers()
                .add(
                        "content-type",
                        "application/cloudevents+json".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try {
            producer.send(message).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells of a whole provisioning of the sample template, sequences 1 to 4. */
    public void provision(String stack, String operation) {
        tell(fact("ProvisioningStarted", stack, operation, 1));
        tell(fact("ComponentProvisioned", stack, operation, 2));
        tell(application(stack, operation, 3));
        tell(fact("StackProvisioned", stack, operation, 4));
    }

    /** The end of a failed operation, the former generation whole again or not. */
    public ObjectNode failed(String stack, String operation, int number, int sequence, boolean restored) {
        ObjectNode fact = fact("ProvisioningFailed", stack, operation, number, sequence);
        fact.withObject("/data").put("restored", restored);
        if (restored) {
            fact.withObject("/data").putArray("orphans");
        }
        return fact;
    }

    /** The end of an operation that made this generation. */
    public ObjectNode provisioned(String stack, String operation, int number, int sequence, int generation) {
        ObjectNode fact = fact("StackProvisioned", stack, operation, number, sequence);
        fact.withObject("/data").put("generation", generation);
        return fact;
    }

    /** The fact that the sample's second component stands. */
    public ObjectNode application(String stack, String operation, int sequence) {
        ObjectNode fact = fact("ComponentProvisioned", stack, operation, sequence);
        fact.withObject("/data/component")
                .put("name", "application")
                .put("kind", "gitops")
                .put("owner", "developer")
                .put("target", "local-git");
        fact.withObject("/data").putObject("outputs").put("path", "stacks/shop");
        return fact;
    }

    @Override
    public void close() {
        producer.close();
    }
}
