package dev.gatehouse.messaging.inbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be applied.
 *
 * @param origin topic/partition/offset of the record
 * @param reason why it was not applied, as a sentence for people
 * @param aggregate null where the record was malformed
 * @param sequence 0 where the record was malformed or had none
 * @param replayedAt null while it waits
 */
public record DeadLetter(
        UUID id,
        String topic,
        String origin,
        String reason,
        @Nullable String aggregate,
        long sequence,
        Instant storedAt,
        @Nullable Instant replayedAt) {}
