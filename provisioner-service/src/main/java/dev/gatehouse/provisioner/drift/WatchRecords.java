package dev.gatehouse.provisioner.drift;

import dev.gatehouse.provisioner.drift.model.Pace;
import dev.gatehouse.provisioner.drift.model.Rhythm;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * When which component is looked at. Watched are components that stand, of stacks that were ready once and whose latest
 * operation has ended, however it did. All methods work in the caller's session.
 */
public interface WatchRecords {

    /**
     * A component that one replica is to look at now.
     *
     * @param operationNumber of the stack's latest operation, which had ended
     * @param operationId the latest one that ended ready
     * @param generation the highest that any operation of the stack had
     * @param number tells this claim from earlier and later ones of the component
     * @param failures how many observations in a row could not be made
     */
    record Claim(
            String stackId,
            String component,
            String target,
            int operationNumber,
            String operationId,
            int generation,
            int number,
            int failures) {}

    /**
     * Begins to watch what has come to stand, and ends it where nothing does any more. After an operation, components whose
     * drift is open are looked at at once, and all of the stack's if it failed: what it said of the stack must be true, and
     * it may have failed for what somebody had changed.
     */
    Uni<Void> enrol(Mutiny.Session session, Instant now, Rhythm rhythm);

    /** The targets on which a component is due. */
    Uni<List<String>> dueTargets(Mutiny.Session session, Instant now);

    /**
     * Takes at most so many due components of a target as its pace allows; they count as taken until {@code lease}. Takes
     * none while another replica is taking some.
     */
    Uni<List<Claim>> claim(Mutiny.Session session, String target, Pace pace, int most, Instant now, Instant lease);

    /**
     * Notes that a component was as it was made, if it had been before too; one statement, since that is nearly always so.
     *
     * @return whether that was all there is to note; false also if the claim does not count any more
     */
    Uni<Boolean> undisturbed(Mutiny.Session session, Claim claim, Instant next);

    /**
     * Whether what was seen under a claim still counts: nobody claimed the component since, and no operation of its stack
     * began. Locks the stack's latest operation until the transaction ends, so that what is noted of one stack is noted
     * one after the other.
     */
    Uni<Boolean> holds(Mutiny.Session session, Claim claim);

    /** When a claimed component is looked at next; does nothing if the claim does not count any more. */
    Uni<Void> next(Mutiny.Session session, Claim claim, Instant next, int failures);
}
