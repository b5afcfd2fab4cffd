package dev.gatehouse.messaging.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * CloudEvents 1.0 on Kafka. Outgoing facts are written in structured mode; incoming records are read in structured and
 * in binary mode (Kafka protocol binding, section 3).
 */
@ApplicationScoped
public class Envelope {
    public static final String STRUCTURED = JsonFormat.CONTENT_TYPE;
    private static final String JSON = "application/json";

    private final ObjectMapper json;
    private final JsonFormat format = new JsonFormat();

    public Envelope(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The record value that tells a fact.
     *
     * @param data the payload as JSON text in UTF-8
     * @param traceparent W3C trace context, or null where the fact was told outside any trace
     */
    public byte[] write(EventAttributes attributes, byte[] data, @Nullable String traceparent) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId(attributes.id())
                .withSource(attributes.source())
                .withType(attributes.type())
                .withSubject(attributes.aggregate())
                .withTime(OffsetDateTime.ofInstant(attributes.time(), ZoneOffset.UTC))
                .withExtension("partitionkey", attributes.aggregate())
                .withExtension("sequence", Long.toString(attributes.sequence()))
                .withData(JSON, BytesCloudEventData.wrap(data));
        if (traceparent != null) {
            event.withExtension("traceparent", traceparent);
        }
        return format.serialize(event.build());
    }

    /**
     * Reads one record.
     *
     * @throws MalformedEvent if it is no CloudEvent or its data is no JSON
     */
    public Event read(ConsumerRecord<String, byte[]> message) throws MalformedEvent {
        byte[] value = message.value();
        if (value == null) {
            throw new MalformedEvent("the record has no value");
        }
        try {
            boolean structured = structured(message);
            CloudEvent event = structured
                    ? format.deserialize(value)
                    : KafkaMessageFactory.createReader(message).toEvent();
            return event(event, structured ? null : message.headers().lastHeader("ce_time"));
        } catch (RuntimeException e) {
            // The SDK has several families of exceptions for bad bytes; whatever it throws, the record is at fault.
            throw new MalformedEvent("not a CloudEvent: " + e.getMessage(), e);
        }
    }

    /** An event without any header is taken as structured too: our internal topics carry nothing else. */
    private static boolean structured(ConsumerRecord<String, byte[]> message) {
        Header contentType = message.headers().lastHeader("content-type");
        if (contentType != null && text(contentType).startsWith("application/cloudevents")) {
            return true;
        }
        return contentType == null && message.headers().lastHeader("ce_specversion") == null;
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Event event(CloudEvent event, @Nullable Header writtenTime) throws MalformedEvent {
        CloudEventData data = event.getData();
        byte[] bytes = data == null ? new byte[0] : data.toBytes();
        Map<String, String> extensions = new HashMap<>();
        for (String name : event.getExtensionNames()) {
            extensions.put(name, String.valueOf(event.getExtension(name)));
        }
        if (writtenTime != null) {
            // A signature covers the text, which the parsed instant does not give back.
            extensions.put("time", text(writtenTime));
        }
        OffsetDateTime time = event.getTime();
        String subject = event.getSubject();
        return new Event(
                event.getId(),
                event.getSource(),
                event.getType(),
                subject == null ? "" : subject,
                time == null ? null : time.toInstant(),
                sequence(extensions.remove("sequence")),
                payload(data, bytes),
                bytes,
                Map.copyOf(extensions));
    }

    private JsonNode payload(@Nullable CloudEventData data, byte[] bytes) throws MalformedEvent {
        if (data instanceof JsonCloudEventData parsed) {
            return parsed.getNode();
        }
        if (bytes.length == 0) {
            return NullNode.getInstance();
        }
        try {
            return json.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("the data is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedEvent("the data cannot be read", e);
        }
    }

    private static long sequence(@Nullable String text) throws MalformedEvent {
        if (text == null) {
            return 0;
        }
        try {
            long sequence = Long.parseLong(text);
            if (sequence < 1) {
                throw new MalformedEvent("sequence must be at least 1, but is " + text);
            }
            return sequence;
        } catch (NumberFormatException e) {
            throw new MalformedEvent("sequence is not a decimal number: " + text, e);
        }
    }
}
