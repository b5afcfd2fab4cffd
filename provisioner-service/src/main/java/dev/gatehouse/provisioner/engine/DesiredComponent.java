package dev.gatehouse.provisioner.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A component as it shall be.
 *
 * @param stack whose it is
 * @param name the component's name in the template
 * @param inputs the rendered inputs
 * @param target where to make it
 */
public record DesiredComponent(
        StackIdentity stack, String name, Map<String, @Nullable Object> inputs, EngineTarget target) {}
