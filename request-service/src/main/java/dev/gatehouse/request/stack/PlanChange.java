package dev.gatehouse.request.stack;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plan a change of a stack.
 *
 * @param version the release that it would follow; null for the one it has
 * @param parameters a JSON merge patch of what the team set
 */
public record PlanChange(UUID stackId, @Nullable String version, Map<String, Object> parameters) {}
