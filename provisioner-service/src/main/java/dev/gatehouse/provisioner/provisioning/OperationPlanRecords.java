package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** What attempts at operations planned when they began. All methods work in the caller's session. */
public interface OperationPlanRecords {

    /** What an attempt planned, by the component's name; empty where it has planned nothing yet. */
    Uni<Optional<Map<String, ComponentPlan>>> find(Mutiny.Session session, Checkpoint attempt);

    /** Notes it. What was noted first stays: from then on it may have been done in part. */
    Uni<Void> add(Mutiny.Session session, Checkpoint attempt, Map<String, ComponentPlan> plans, Instant now);
}
