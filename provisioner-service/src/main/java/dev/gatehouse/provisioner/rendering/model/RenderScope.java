package dev.gatehouse.provisioner.rendering.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What expressions may refer to.
 *
 * @param stack id, name, team, environment, namespace, generation, labels
 * @param parameters the effective parameters
 * @param components outputs of the components that are already there, by component name
 */
public record RenderScope(
        Map<String, @Nullable Object> stack,
        EffectiveParameters parameters,
        Map<String, Map<String, @Nullable Object>> components) {}
