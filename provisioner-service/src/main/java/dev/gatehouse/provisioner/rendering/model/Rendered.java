package dev.gatehouse.provisioner.rendering.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that expressions became.
 *
 * @param values the rendered tree
 * @param provenance for each leaf, by its JSON pointer from the tree's root
 */
public record Rendered(Map<String, @Nullable Object> values, Map<String, Provenance> provenance) {}
