package dev.gatehouse.provisioner.engine;

import java.util.List;

/**
 * What an engine sees.
 *
 * @param state whether it is there and whose it is
 * @param differences where it is not as desired; empty unless it is present
 */
public record ObservedComponent(State state, List<Difference> differences) {

    /** Whether a component is there. */
    public enum State {
        /** Nothing of it is there. */
        ABSENT,
        /** There, but made by somebody else or for another stack; nothing of it is this component's. */
        FOREIGN,
        /** Something of this component is there; what is missing, or somebody else's, is a difference. */
        PRESENT
    }

    /** One field that is not as desired. */
    public record Difference(String field, String desired, String live) {}

    public static final ObservedComponent ABSENT = new ObservedComponent(State.ABSENT, List.of());
    public static final ObservedComponent FOREIGN = new ObservedComponent(State.FOREIGN, List.of());

    public static ObservedComponent present(List<Difference> differences) {
        return new ObservedComponent(State.PRESENT, List.copyOf(differences));
    }

    public boolean asDesired() {
        return state == State.PRESENT && differences.isEmpty();
    }
}
