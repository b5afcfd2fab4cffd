package dev.gatehouse.provisioner.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an engine sees.
 *
 * @param state whether it is there and whose it is
 * @param differences where it is not as desired; empty unless it is present
 * @param emptied whether what held its data is not there, although something of it is
 */
public record ObservedComponent(State state, List<Difference> differences, boolean emptied) {

    /** Whether a component is there. */
    public enum State {
        /** Nothing of it is there. */
        ABSENT,
        /** There, but made by somebody else or for another stack; nothing of it is this component's. */
        FOREIGN,
        /** Something of this component is there; what is missing, or somebody else's, is a difference. */
        PRESENT
    }

    /**
     * One field that is not as desired.
     *
     * @param writer who wrote the live value last, where the target says so: a claim, not a proof
     */
    public record Difference(
            String field,
            String desired,
            String live,
            @Nullable String writer) {
        public Difference(String field, String desired, String live) {
            this(field, desired, live, null);
        }

        public Difference by(@Nullable String name) {
            return new Difference(field, desired, live, name);
        }
    }

    public static final ObservedComponent ABSENT = new ObservedComponent(State.ABSENT, List.of(), false);
    public static final ObservedComponent FOREIGN = new ObservedComponent(State.FOREIGN, List.of(), false);

    public static ObservedComponent present(List<Difference> differences) {
        return new ObservedComponent(State.PRESENT, List.copyOf(differences), false);
    }

    /** Something of it is there, but not what held its data. */
    public static ObservedComponent emptied(List<Difference> differences) {
        return new ObservedComponent(State.PRESENT, List.copyOf(differences), true);
    }

    /** Whether an apply makes it anew, without what it held; of no account where its engine keeps no data. */
    public boolean lacksData() {
        return state == State.ABSENT || emptied;
    }

    public boolean asDesired() {
        return state == State.PRESENT && differences.isEmpty();
    }
}
