package dev.gatehouse.request.stack.model;

import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import java.util.Map;

/**
 * A component of a stack as far as the gate knows it.
 *
 * @param owner {@code platform} or {@code developer}
 * @param outputs credentials are references only
 */
public record StackComponent(String name, String kind, String owner, State state, Map<String, Object> outputs) {

    /** How far it is. */
    public enum State {
        PENDING,
        PROVISIONED,
        FAILED,
        DESTROYED
    }

    public static StackComponent pending(String name, String kind, String owner) {
        return new StackComponent(name, kind, owner, State.PENDING, Map.of());
    }

    /** The same component of the kind and with the owner that it has now. */
    StackComponent as(NamedComponent named) {
        String answers = named.owner();
        return new StackComponent(name, named.kind(), answers == null ? owner : answers, state, outputs);
    }

    StackComponent in(State next) {
        return new StackComponent(name, kind, owner, next, outputs);
    }

    StackComponent destroyed() {
        return new StackComponent(name, kind, owner, State.DESTROYED, Map.of());
    }

    StackComponent provisioned(Map<String, Object> found) {
        return new StackComponent(name, kind, owner, State.PROVISIONED, found);
    }
}
