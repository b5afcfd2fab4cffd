package dev.gatehouse.messaging.kafka;

import dev.gatehouse.messaging.event.Envelope;
import dev.gatehouse.messaging.event.EventAttributes;
import dev.gatehouse.messaging.relay.OutboxRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Outbox rows as Kafka records: facts as structured CloudEvents, dead letters as the bytes they came as. */
@ApplicationScoped
public class OutboxRecords {
    private final Envelope envelope;
    private final RecordHeaderText headerText;
    private final URI source;

    public OutboxRecords(
            Envelope envelope,
            RecordHeaderText headerText,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.envelope = envelope;
        this.headerText = headerText;
        this.source = URI.create("/" + service);
    }

    /** The record of one row; its key is the aggregate's id, so an aggregate stays in one partition. */
    public ProducerRecord<String, byte[]> record(OutboxRow row) {
        return row.kind() == OutboxRow.Kind.DEAD_LETTER ? deadLetter(row) : fact(row);
    }

    private ProducerRecord<String, byte[]> fact(OutboxRow row) {
        EventAttributes attributes = new EventAttributes(
                String.valueOf(row.eventId()), source, row.type(), row.aggregate(), row.sequence(), row.createdAt());
        Headers headers = new RecordHeaders().add("content-type", Envelope.STRUCTURED.getBytes(StandardCharsets.UTF_8));
        byte[] value = envelope.write(attributes, row.data(), row.traceparent());
        return new ProducerRecord<>(row.destination(), null, row.aggregate(), value, headers);
    }

    private ProducerRecord<String, byte[]> deadLetter(OutboxRow row) {
        Headers headers = headerText.read(Objects.requireNonNull(row.headers(), "a dead letter has headers"));
        String key = row.aggregate().isEmpty() ? null : row.aggregate();
        return new ProducerRecord<>(row.destination(), null, key, row.data(), headers);
    }
}
