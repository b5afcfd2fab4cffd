package dev.gatehouse.messaging.inbox;

import dev.gatehouse.messaging.kafka.RecordHeaderText;
import jakarta.persistence.Tuple;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** A record read back from a table, as it was received. */
final class StoredRecord {
    static final String COLUMNS = "partition, \"offset\", key, headers, value";

    private StoredRecord() {}

    static ConsumerRecord<String, byte[]> of(String topic, Tuple row, RecordHeaderText headers) {
        return new ConsumerRecord<>(
                topic,
                row.get("partition", Number.class).intValue(),
                row.get("offset", Number.class).longValue(),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                row.get("key", String.class),
                row.get("value", byte[].class),
                headers.read(row.get("headers", String.class)),
                Optional.empty());
    }
}
