package dev.gatehouse.provisioner.drift.model;

import java.time.Instant;

/**
 * Something on a target that carries Gatehouse's mark and names a stack that is unknown or deleted. Nobody but a platform
 * engineer removes it.
 *
 * @param number rises with each that is found; lists go by it
 * @param kind the component kind of the engine that knows the mark
 * @param type for example {@code database}
 * @param id its name or path on the target
 * @param stackId as its mark says
 */
public record Orphan(
        long number,
        String target,
        String kind,
        String type,
        String id,
        String stackId,
        Instant firstSeen,
        Instant lastSeen) {}
