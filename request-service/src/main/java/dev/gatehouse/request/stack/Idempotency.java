package dev.gatehouse.request.stack;

/**
 * The wish that a repeated request has the effect and the answer of the first
 * (draft-ietf-httpapi-idempotency-key-header).
 *
 * @param subject whose key it is
 * @param key the header's value
 * @param fingerprint SHA-256 of the request's content, independent of the order of members
 */
public record Idempotency(String subject, String key, String fingerprint) {}
