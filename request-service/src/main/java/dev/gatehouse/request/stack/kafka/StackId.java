package dev.gatehouse.request.stack.kafka;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stack's id as record keys and subjects carry it. */
final class StackId {
    private StackId() {}

    static Optional<UUID> parse(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
