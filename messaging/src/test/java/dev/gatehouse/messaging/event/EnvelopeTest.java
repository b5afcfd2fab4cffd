package dev.gatehouse.messaging.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final String DATA = "{\"b\": 1,  \"a\": [true, null, 1.50]}";

    private final Envelope envelope = new Envelope(new ObjectMapper());

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        Instant time = Instant.parse("2026-01-02T03:04:05.678Z");
        byte[] value = envelope.write(
                new EventAttributes("id-1", URI.create("/request-service"), "dev.gatehouse.x.Y.v1", "stack", 42, time),
                bytes(DATA),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        Event event = envelope.read(message(value, "content-type", "application/cloudevents+json"));

        assertThat(event.id()).isEqualTo("id-1");
        assertThat(event.source()).isEqualTo(URI.create("/request-service"));
        assertThat(event.type()).isEqualTo("dev.gatehouse.x.Y.v1");
        assertThat(event.subject()).isEqualTo("stack");
        assertThat(event.sequence()).isEqualTo(42);
        assertThat(event.time()).isEqualTo(time);
        assertThat(event.data()).isEqualTo(new ObjectMapper().readTree(DATA));
        assertThat(event.extensions())
                .containsEntry("partitionkey", "stack")
                .containsEntry("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    }

    @Test
    void structuredEventNeedsNoHeader() throws Exception {
        byte[] value = bytes("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"more\":\"x\"}");

        Event event = envelope.read(message(value));

        assertThat(event.sequence()).isZero();
        assertThat(event.subject()).isEmpty();
        assertThat(event.data().isNull()).isTrue();
        assertThat(event.extensions()).containsOnlyKeys("more");
    }

    @Test
    void binaryEventKeepsItsBytesAndTheTextOfItsTime() throws Exception {
        Event event = envelope.read(message(
                bytes(DATA),
                "ce_specversion",
                "1.0",
                "ce_id",
                "order-1",
                "ce_source",
                "/producers/shop",
                "ce_type",
                "dev.gatehouse.intake.StackOrdered.v1",
                "ce_time",
                "2026-01-02T03:04:05.000Z",
                "ce_signature",
                "a..b",
                "content-type",
                "application/json"));

        assertThat(event.rawData()).isEqualTo(bytes(DATA));
        assertThat(event.data().at("/a/0").asBoolean()).isTrue();
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
        assertThat(event.extensions())
                .containsEntry("time", "2026-01-02T03:04:05.000Z")
                .containsEntry("signature", "a..b");
    }

    @Test
    void whatIsNoCloudEventIsMalformed() {
        assertMalformed("", "not a CloudEvent");
        assertMalformed("no json", "not a CloudEvent");
        assertMalformed("[]", "not a CloudEvent");
        assertMalformed("{\"specversion\":\"1.0\"}", "not a CloudEvent");
        assertMalformed("{\"specversion\":\"7\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}", "not a CloudEvent");
        assertMalformed(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"sequence\":\"-1\"}",
                "at least 1");
        assertMalformed("{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"::\",\"type\":\"t\"}", "not a CloudEvent");
    }

    @Test
    void binaryDataThatIsNoJsonIsMalformed() {
        assertThatThrownBy(() -> envelope.read(message(
                        bytes("{broken"), "ce_specversion", "1.0", "ce_id", "1", "ce_source", "/s", "ce_type", "t")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining("the data is not JSON");
    }

    private void assertMalformed(String value, String reason) {
        assertThatThrownBy(() -> envelope.read(message(bytes(value), "content-type", "application/cloudevents+json")))
                .isInstanceOf(MalformedEvent.class)
                .hasMessageContaining(reason);
    }

    private static ConsumerRecord<String, byte[]> message(byte[] value, String... headers) {
        ConsumerRecord<String, byte[]> message = new ConsumerRecord<>("topic", 0, 0, "key", value);
        for (int i = 0; i < headers.length; i += 2) {
            message.headers().add(headers[i], bytes(headers[i + 1]));
        }
        return message;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
