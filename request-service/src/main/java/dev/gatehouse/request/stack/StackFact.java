package dev.gatehouse.request.stack;

import java.time.Instant;

/**
 * Something that happened to a stack, for its timeline.
 *
 * @param eventId the event's id, unique with its source
 * @param source who told it, for example {@code /provisioner-service}
 * @param type the event's type, for example {@code dev.gatehouse.provisioner.StackProvisioned.v1}
 * @param data the event's data; anything that has a JSON form
 */
public record StackFact(String eventId, String source, String type, Instant time, Object data) {}
