package dev.gatehouse.request.stack.model;

import org.jspecify.annotations.Nullable;

/**
 * Why the latest operation failed.
 *
 * @param component the component that failed; null where none did
 * @param remedy what to do about it
 */
public record Failure(@Nullable String component, String reason, String remedy) {}
