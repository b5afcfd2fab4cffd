package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Operations and how far they are. All methods work in the caller's session. */
public interface ProvisioningRecords {

    /**
     * Adds an operation unless its stack has seen its number, or a higher one, before; empty then. The caller's
     * transaction is the only one that adds to this stack.
     */
    Uni<Optional<Provisioning>> accept(Mutiny.Session session, StackOrder order, Instant now);

    /** Ends the stack's unfinished operations with a lower number: whatever they still do is refused from now on. */
    Uni<Void> supersede(Mutiny.Session session, String stackId, int number, Instant now);

    Uni<Optional<Provisioning>> find(Mutiny.Session session, String operationId);

    /** Those of the operations that are known, by their ids. */
    Uni<Map<String, Provisioning>> findAll(Mutiny.Session session, Set<String> operationIds);

    /** The stack's operation with the highest number. */
    Uni<Optional<Provisioning>> latest(Mutiny.Session session, String stackId);

    /** The operations that ended ready last, by the stack's id: what stacks fall back to. */
    Uni<Map<String, Provisioning>> formers(Mutiny.Session session, Set<String> stackIds);

    /**
     * Notes that operations are at work, unless they are being undone, and hands those back that have not ended, by their ids. Like the two below it
     * locks them until the transaction ends, so that what the caller adds belongs to operations that go on.
     */
    Uni<Map<String, Provisioning>> running(Mutiny.Session session, Set<String> operationIds, Instant now);

    /** Notes that an attempt at an operation begins: from now on nothing is begun, noted or ended for an earlier one. */
    Uni<Void> attempt(Mutiny.Session session, Checkpoint operation);

    /**
     * Ends operations with success, unless they are being undone or a later attempt has begun.
     *
     * @param outputs the stack's outputs by the operation and its attempt
     * @return those that ended now
     */
    Uni<Set<Checkpoint>> ready(
            Mutiny.Session session, Map<Checkpoint, Map<String, @Nullable Object>> outputs, Instant now);

    /**
     * Ends deletions with success: their stacks have no components any more.
     *
     * @return the ids of those that had not ended before
     */
    Uni<Set<String>> deleted(Mutiny.Session session, Set<String> operationIds, Instant now);

    /** The ids of a stack's operations that a later one took the place of before they had ended. */
    Uni<List<String>> superseded(Mutiny.Session session, String stackId);

    /**
     * Notes that an operation has failed for good and is going to be undone, unless it has ended, that was noted, or a later
     * attempt has begun; false then.
     */
    Uni<Boolean> undoing(Mutiny.Session session, Checkpoint operation, Failure failure, Instant now);

    /**
     * Ends an operation without success; empty if it had ended before, or a later attempt has begun. Where it is being undone
     * already, the failure that began that counts.
     *
     * @param more what else can be done about it, whichever failure counts; may be empty
     * @param outputs the stack's where it is whole nevertheless, else none
     */
    Uni<Optional<Provisioning>> failed(
            Mutiny.Session session,
            Checkpoint operation,
            Failure failure,
            String more,
            Map<String, @Nullable Object> outputs,
            Instant now);

    /**
     * At most {@code limit} unfinished operations, upgrades left out, that have neither moved on nor been claimed since
     * {@code since}; they count as claimed at {@code now}. What another transaction has claimed is skipped.
     */
    Uni<List<Provisioning>> claimUnfinished(Mutiny.Session session, Instant since, Instant now, int limit);

    Uni<Long> countUnfinished(Mutiny.Session session);
}
