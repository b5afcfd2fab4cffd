package dev.gatehouse.request.intake;

import java.util.Map;
import java.util.Set;

/**
 * Register a producer, or change its key or teams.
 *
 * @param key a public JWK: EC P-256 or OKP Ed25519
 * @param teams the teams it may order for
 */
public record RegisterProducer(String name, Map<String, Object> key, Set<String> teams) {}
