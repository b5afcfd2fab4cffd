package dev.gatehouse.request.stack;

import java.time.Instant;
import java.util.UUID;

/** The fact that a stack was protected from deletion, or is no longer. */
public record DeletionProtectionChanged(UUID stackId, boolean deletionProtection, String changedBy, Instant changedAt) {

    public static final String TYPE = "dev.gatehouse.request.DeletionProtectionChanged.v1";
}
