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
        StackIdentity stack, String name, Map<String, @Nullable Object> inputs, EngineTarget target) {

    /** The same component of another generation of its stack. */
    public DesiredComponent ofGeneration(int generation) {
        StackIdentity other = new StackIdentity(
                stack.id(),
                stack.name(),
                stack.team(),
                stack.environment(),
                stack.namespace(),
                generation,
                stack.operationId(),
                stack.operationNumber());
        return new DesiredComponent(other, name, inputs, target);
    }
}
