package dev.gatehouse.messaging.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A consumed CloudEvent, already parsed and checked for the attributes that CloudEvents 1.0 requires.
 *
 * @param id the CloudEvents id, unique with {@code source}
 * @param source who told it, for example {@code /request-service}
 * @param type for example {@code dev.gatehouse.request.StackRequested.v1}
 * @param subject the aggregate's id; empty where the producer gave none (intake)
 * @param time when it happened, UTC; null where the producer did not say
 * @param sequence rises by one per (source, subject), from 1; 0 where the producer gave none (intake)
 * @param data the payload; a JSON null node where there is none
 * @param rawData the payload's bytes exactly as received (what an intake signature covers)
 * @param extensions the remaining CloudEvents extension attributes, for example {@code traceparent}; in binary mode also
 *     {@code time}, the attribute's text exactly as received
 */
public record Event(
        String id,
        URI source,
        String type,
        String subject,
        @Nullable Instant time,
        long sequence,
        JsonNode data,
        byte[] rawData,
        Map<String, String> extensions) {}
