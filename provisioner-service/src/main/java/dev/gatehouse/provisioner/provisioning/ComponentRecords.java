package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Components and the steps that have been done. All methods work in the caller's session. */
public interface ComponentRecords {

    /** Adds the components of an operation. Those that this very operation has added before stay as they are. */
    Uni<Void> plan(Mutiny.Session session, Checkpoint operation, List<Component> components, Instant now);

    /** The stack's components, in the order of the plan. */
    Uni<List<Component>> ofStack(Mutiny.Session session, String stackId);

    Uni<Void> update(Mutiny.Session session, String stackId, Component component, Instant now);

    /** Notes that a step of this attempt was done; false if that was noted before. */
    Uni<Boolean> firstTime(Mutiny.Session session, Checkpoint operation, String step, Instant now);
}
