package dev.gatehouse.request.stack;

import dev.gatehouse.request.stack.model.ShownPlan;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Change a stack.
 *
 * @param generation the stack's as the caller knows it; null where that does not matter
 * @param deletionProtection null to leave it as it is
 * @param parameters a JSON merge patch of what the team set; null for no operation, empty to try again
 * @param plan the plan that is to be carried out, just that or nothing; null for whatever the change needs
 */
public record ChangeStack(
        UUID id,
        @Nullable Integer generation,
        @Nullable Boolean deletionProtection,
        @Nullable Map<String, Object> parameters,
        @Nullable ShownPlan plan) {}
