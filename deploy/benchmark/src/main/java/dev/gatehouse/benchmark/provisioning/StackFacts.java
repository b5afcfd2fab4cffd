package dev.gatehouse.benchmark.provisioning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Tells request-service's facts in its place: a release of components that make nothing, and requests for it. */
final class StackFacts implements AutoCloseable {

    private static final String VERSION = "1.0.0";

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaProducer<String, byte[]> producer;
    private final Shape shape;

    /** @param connection of a principal that may write request-service's topics */
    StackFacts(Properties connection, Shape shape) {
        this.shape = shape;
        Properties settings = new Properties();
        settings.putAll(connection);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    void release() {
        tell(
                "request.template.v1",
                "TemplateReleased",
                shape.template() + "@" + VERSION,
                Map.ofEntries(
                        Map.entry("name", shape.template()),
                        Map.entry("version", VERSION),
                        Map.entry("owner", "platform"),
                        Map.entry("digest", "0".repeat(64)),
                        Map.entry("changelog", "For a benchmark."),
                        Map.entry("parameters", Map.of("type", "object")),
                        Map.entry(
                                "components",
                                IntStream.rangeClosed(1, shape.size())
                                        .mapToObj(this::component)
                                        .toList()),
                        Map.entry("outputs", Map.of("given", given(shape.size()))),
                        Map.entry("releasedBy", "pia"),
                        Map.entry("releasedAt", Instant.now().toString())));
    }

    private Map<String, Object> component(int number) {
        List<String> needs = shape.needs(number).stream().map(Shape::name).toList();
        return Map.of(
                "name",
                Shape.name(number),
                "kind",
                "noop",
                "owner",
                "platform",
                "reversible",
                true,
                "with",
                Map.of(
                        "given",
                        needs.isEmpty()
                                ? "${stack.name}"
                                : given(shape.needs(number).get(0))),
                "dependsOn",
                needs);
    }

    private static String given(int number) {
        return "${components." + Shape.name(number) + ".given}";
    }

    /** Requests a stack; its id. */
    String request() {
        String id = UUID.randomUUID().toString();
        String name = "p-" + id;
        tell(
                "request.stack.v1",
                "StackRequested",
                id,
                Map.ofEntries(
                        Map.entry("stackId", id),
                        Map.entry("name", name),
                        Map.entry("team", "checkout"),
                        Map.entry("environment", "development"),
                        Map.entry("namespace", "checkout-" + name),
                        Map.entry("labels", Map.of()),
                        Map.entry("template", Map.of("name", shape.template(), "version", VERSION)),
                        Map.entry("parameters", Map.of()),
                        Map.entry("defaults", Map.of()),
                        Map.entry("generation", 1),
                        Map.entry(
                                "operation",
                                Map.of("id", UUID.randomUUID().toString(), "number", 1, "kind", "provision")),
                        Map.entry("requestedBy", "dana"),
                        Map.entry("requestedAt", Instant.now().toString())));
        return id;
    }

    private void tell(String topic, String event, String subject, Map<String, Object> data) {
        Map<String, Object> envelope = Map.of(
                "specversion",
                "1.0",
                "id",
                UUID.randomUUID().toString(),
                "source",
                "/request-service",
                "type",
                "dev.gatehouse.request." + event + ".v1",
                "subject",
                subject,
                "time",
                Instant.now().toString(),
                "datacontenttype",
                "application/json",
                "partitionkey",
                subject,
                "sequence",
                "1",
                "data",
                data);
        try {
            var unused = producer.send(new ProducerRecord<>(topic, subject, json.writeValueAsBytes(envelope)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps of texts and numbers are JSON", impossible);
        }
    }

    /** Returns when the broker has everything. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
