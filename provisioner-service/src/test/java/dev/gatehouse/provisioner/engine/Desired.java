package dev.gatehouse.provisioner.engine;

import java.util.Map;
import java.util.UUID;

/** Components that tests want. */
public final class Desired {
    private Desired() {}

    public static StackIdentity stack(String name) {
        return stack(UUID.randomUUID().toString(), name, 1, 1);
    }

    public static StackIdentity stack(String id, String name, int generation, int operation) {
        return new StackIdentity(
                id,
                name,
                "checkout",
                "development",
                "checkout-" + name,
                generation,
                UUID.randomUUID().toString(),
                operation);
    }

    public static DesiredComponent component(
            StackIdentity stack, String name, EngineTarget target, Map<String, Object> inputs) {
        return new DesiredComponent(stack, name, inputs, target);
    }
}
