package dev.gatehouse.provisioner.drift.model;

import dev.gatehouse.provisioner.drift.model.Seen.State;
import java.time.Instant;

/**
 * A component that is not as it was made.
 *
 * @param degrades whether its stack is not whole because of it
 * @param since when it was first seen to be so
 */
public record Drift(
        String stackId,
        String component,
        String team,
        String kind,
        String target,
        DriftPolicy policy,
        boolean degrades,
        Seen seen,
        Instant since) {
    private static final String PLATFORM = "platform";

    /**
     * Whether a stack is not whole because of what was seen. What a team changed in a part that it answers for itself is
     * told, but says nothing about whether the stack works; what is gone or somebody else's does, whoever answers for it.
     *
     * @param owner {@code platform} or {@code developer}: who answers for the component
     */
    public static boolean degrades(String owner, Seen seen) {
        return seen.state() != State.PRESENT || owner.equals(PLATFORM);
    }

    /** Whether to apply it again would help: what is somebody else's is never taken over. */
    boolean repairable() {
        return policy == DriftPolicy.REPAIR && seen.state() != State.FOREIGN;
    }

    /** Whether all that is told of it is the same. */
    boolean tellsTheSameAs(Drift other) {
        return policy == other.policy && seen.equals(other.seen) && target.equals(other.target);
    }

    Drift since(Instant first) {
        return new Drift(stackId, component, team, kind, target, policy, degrades, seen, first);
    }

    /** The same with what was known before of who wrote what. */
    Drift remembering(Drift before) {
        Seen known = seen.remembering(before.seen);
        return new Drift(stackId, component, team, kind, target, policy, degrades, known, since);
    }

    /** In a few words, without values. */
    String inWords() {
        return component + " (" + kind + ") "
                + switch (seen.state()) {
                    case PRESENT -> "is not as it was made";
                    case ABSENT -> "is gone";
                    case FOREIGN -> "has somebody else's things in its place";
                };
    }
}
