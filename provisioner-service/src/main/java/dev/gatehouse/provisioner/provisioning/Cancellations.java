package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Operation;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Lets operations go no further. One that is cancelled has failed for good: what it made is undone, or the former
 * generation is made again; a deletion stops before its next component.
 */
@ApplicationScoped
public class Cancellations {
    private final ProvisioningRecords records;
    private final WorkflowStarts starts;

    public Cancellations(ProvisioningRecords records, WorkflowStarts starts) {
        this.records = records;
        this.starts = starts;
    }

    /**
     * Notes in the caller's transaction that the operation is cancelled. Engines begin nothing for it from then on, and
     * its workflow, wherever it is, meets that at its next step. An operation that is unknown, has ended, or has failed
     * already stays as it is, and so does an upgrade: the service that carries it out cancels it.
     */
    public Uni<Void> cancel(Mutiny.Session session, CancelOperation command) {
        Instant now = Clock.systemUTC().instant();
        return records.find(session, command.operationId())
                .chain(found -> found.filter(operation -> isMeant(operation, command))
                        .map(operation -> cancel(session, operation, command.requestedBy(), now))
                        .orElse(Uni.createFrom().voidItem()));
    }

    private static boolean isMeant(Provisioning operation, CancelOperation command) {
        return operation.order().stackId().equals(command.stackId())
                && !operation.order().operation().upgrades();
    }

    private Uni<Void> cancel(Mutiny.Session session, Provisioning operation, String requestedBy, Instant now) {
        Operation cancelled = operation.order().operation();
        Failure failure = new Failure(null, "cancelled by " + requestedBy, remedy(cancelled));
        // Temporal may have lost the workflow: nothing would be undone until the next look at unfinished operations.
        return records.undoing(session, operation.checkpoint(), failure, now)
                .chain(noted -> noted
                        ? starts.start(session, operation)
                        : Uni.createFrom().voidItem());
    }

    private static String remedy(Operation cancelled) {
        return cancelled.deletes()
                ? "Delete the stack again to go on from there."
                : "Ask for the same again when it is wanted.";
    }
}
