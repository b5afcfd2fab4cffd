package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Operations and how far they are. All methods work in the caller's session. */
public interface ProvisioningRecords {

    /** Adds an operation that is not known yet, and hands it back. */
    Uni<Provisioning> accept(Mutiny.Session session, StackOrder order, Instant now);

    /** The highest operation number of the stack that this service has accepted; 0 if there is none. */
    Uni<Integer> highestNumber(Mutiny.Session session, String stackId);

    /** Ends the stack's unfinished operations with a lower number: whatever they still do is refused from now on. */
    Uni<Void> supersede(Mutiny.Session session, String stackId, int number, Instant now);

    Uni<Optional<Provisioning>> find(Mutiny.Session session, String operationId);

    /** Finds an operation and locks it until the transaction ends. */
    Uni<Optional<Provisioning>> lock(Mutiny.Session session, String operationId);

    /** The stack's operation with the highest number. */
    Uni<Optional<Provisioning>> latest(Mutiny.Session session, String stackId);

    /** Notes that an operation is at work. */
    Uni<Void> running(Mutiny.Session session, String operationId, Instant now);

    /** Notes that an operation has just moved on. */
    Uni<Void> progressed(Mutiny.Session session, String operationId, Instant now);

    Uni<Void> ready(Mutiny.Session session, String operationId, Map<String, @Nullable Object> outputs, Instant now);

    Uni<Void> failed(Mutiny.Session session, String operationId, Failure failure, Instant now);

    /**
     * At most {@code limit} unfinished operations that have neither moved on nor been claimed since {@code since}; they
     * count as claimed at {@code now}. What another transaction has claimed is skipped.
     */
    Uni<List<Provisioning>> claimUnfinished(Mutiny.Session session, Instant since, Instant now, int limit);

    Uni<Long> countUnfinished(Mutiny.Session session);
}
