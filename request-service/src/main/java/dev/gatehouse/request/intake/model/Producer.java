package dev.gatehouse.request.intake.model;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A machine that may order stacks by signed events.
 *
 * @param key its public key, a JWK
 * @param teams the teams it may order for
 */
public record Producer(
        String name, Map<String, Object> key, Set<String> teams, String registeredBy, Instant registeredAt) {}
