package dev.gatehouse.provisioner.provisioning.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told about a stack's provisioning on {@value #TOPIC}. Credentials occur as references only. */
public final class ProvisioningFacts {
    public static final String TOPIC = "provisioner.stack.v1";

    private ProvisioningFacts() {}

    /**
     * A component.
     *
     * @param owner {@code platform} or {@code developer}: who answers for it
     */
    public record OwnedComponent(String name, String kind, String owner) {
        public static OwnedComponent of(Component component) {
            return new OwnedComponent(component.name(), component.kind(), component.owner());
        }
    }

    /** A component and where it was made. */
    public record PlacedComponent(String name, String kind, String owner, String target) {
        public static PlacedComponent of(Component component) {
            return new PlacedComponent(component.name(), component.kind(), component.owner(), component.target());
        }
    }

    /** Work on an operation has begun. */
    public record ProvisioningStarted(
            String stackId, Operation operation, int attempt, List<OwnedComponent> components, Instant startedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.ProvisioningStarted.v1";
    }

    /** One component is as the release describes it. */
    public record ComponentProvisioned(
            String stackId,
            Operation operation,
            int attempt,
            PlacedComponent component,
            Map<String, @Nullable Object> outputs,
            Instant provisionedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.ComponentProvisioned.v1";
    }

    /**
     * Every component is there: the operation's successful end.
     *
     * @param components all that the stack has now, and nothing else
     * @param emptied the names of those that somebody had taken away, and that lack the data that they held since the
     *     operation made them again
     */
    public record StackProvisioned(
            String stackId,
            Operation operation,
            int attempt,
            int generation,
            Map<String, @Nullable Object> outputs,
            List<OwnedComponent> components,
            List<String> emptied,
            Instant provisionedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.StackProvisioned.v1";
    }

    /** A component exists no more. */
    public record ComponentDestroyed(
            String stackId, Operation operation, int attempt, PlacedComponent component, Instant destroyedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.ComponentDestroyed.v1";
    }

    /** Nothing of the stack exists any more: a deletion's successful end. */
    public record StackDeleted(String stackId, Operation operation, int attempt, Instant deletedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.StackDeleted.v1";
    }

    /**
     * A deletion's unsuccessful end.
     *
     * @param restored whether the stack is as it was when it was ready last: nothing of it was removed
     */
    public record DeletionFailed(
            String stackId,
            Operation operation,
            int attempt,
            @Nullable String component,
            String reason,
            String remedy,
            List<Orphan> orphans,
            boolean restored,
            Instant failedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.DeletionFailed.v1";
    }

    /**
     * The operation's unsuccessful end.
     *
     * @param restored whether the former generation is whole again
     * @param outputs the stack's as they are now; null, and not told, unless it was restored
     * @param components what the stack has now: the former generation's, of which the remedy names those that are not as
     *     before, and what is left besides; null, and not told, where the stack never was ready
     */
    public record ProvisioningFailed(
            String stackId,
            Operation operation,
            int attempt,
            @Nullable String component,
            String reason,
            String remedy,
            List<Orphan> orphans,
            boolean restored,
            @Nullable Map<String, @Nullable Object> outputs,
            @Nullable List<OwnedComponent> components,
            Instant failedAt) {
        public static final String TYPE = "dev.gatehouse.provisioner.ProvisioningFailed.v1";
    }
}
