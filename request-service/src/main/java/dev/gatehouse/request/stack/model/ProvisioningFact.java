package dev.gatehouse.request.stack.model;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the provisioner told about an operation of a stack, as far as the gate reads it. */
public sealed interface ProvisioningFact {

    OperationReference operation();

    /** The operation that a fact belongs to. */
    record OperationReference(UUID id, int number) {}

    /**
     * A component as the provisioner names it.
     *
     * @param owner {@code platform} or {@code developer}; null in events that are older than this member
     */
    record NamedComponent(
            String name, String kind, @Nullable String owner) {}

    /** An attempt has begun. */
    record Started(OperationReference operation) implements ProvisioningFact {}

    /** A component exists as the release describes it. */
    record ComponentDone(OperationReference operation, NamedComponent component, Map<String, Object> outputs)
            implements ProvisioningFact {}

    /**
     * The operation ended with success.
     *
     * @param components all that the stack has now; null where nobody says
     */
    record Done(
            OperationReference operation,
            int generation,
            Map<String, Object> outputs,
            @Nullable List<NamedComponent> components)
            implements ProvisioningFact {}

    /**
     * The operation ended without success; what it left behind is listed.
     *
     * @param restored whether the former generation is whole again; of a deletion, whether nothing was removed
     * @param outputs the stack's outputs after the restoration; null where nobody says
     * @param components all that the stack has now; null where nobody says
     */
    record Failed(
            OperationReference operation,
            @Nullable String component,
            String reason,
            String remedy,
            List<Orphan> orphans,
            boolean restored,
            @Nullable Map<String, Object> outputs,
            @Nullable List<NamedComponent> components)
            implements ProvisioningFact {}

    /** A component exists no more. */
    record ComponentGone(OperationReference operation, String component) implements ProvisioningFact {}

    /** Nothing of the stack exists any more. */
    record Deleted(OperationReference operation) implements ProvisioningFact {}
}
