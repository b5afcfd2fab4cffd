package dev.gatehouse.request.stack.model;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What a stack is from its request on and never stops being.
 *
 * @param namespace the RFC 1123 label reserved for it
 * @param requestedBy a person's name, or {@code producer:<name>}
 */
public record Origin(
        UUID id,
        String name,
        String team,
        String environment,
        String namespace,
        Map<String, String> labels,
        String template,
        String requestedBy,
        Instant requestedAt) {}
