package dev.gatehouse.provisioner.progress;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.progress.model.Experience;
import dev.gatehouse.provisioner.progress.model.Piece;
import dev.gatehouse.provisioner.progress.model.Progress;
import dev.gatehouse.provisioner.provisioning.StackProvisionings;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

/** How far a stack's latest operation is. */
@ApplicationScoped
public class StackProgress {
    private final UnitOfWork work;
    private final StackProvisionings provisionings;
    private final ProgressRecords records;

    public StackProgress(UnitOfWork work, StackProvisionings provisionings, ProgressRecords records) {
        this.work = work;
        this.provisionings = provisionings;
        this.records = records;
    }

    /**
     * An operation, its pieces and how far it is.
     *
     * @param learnedFrom how many earlier runs the estimate was learned from
     */
    public record OperationProgress(Provisioning operation, List<Piece> pieces, Progress progress, int learnedFrom) {}

    public Uni<Optional<OperationProgress>> find(String stackId) {
        return provisionings
                .find(stackId)
                .chain(found -> found.isPresent()
                        ? work.read(session -> of(session, found.get())).map(Optional::of)
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<OperationProgress> of(Mutiny.Session session, StackProvisioning stack) {
        Provisioning operation = stack.operation();
        boolean destroying = destroying(operation);
        Uni<Experience> experience = operation.state().finished() || operation.state() == ProvisioningState.UNDOING
                ? Uni.createFrom().item(Experience.NONE)
                : records.experience(session, operation.order());
        return records.done(session, operation.order().operation().id(), destroying)
                .chain(done -> experience.map(learned -> of(operation, pieces(stack, done, destroying), learned)));
    }

    private static boolean destroying(Provisioning operation) {
        return operation.order().operation().deletes() || operation.state() == ProvisioningState.UNDOING;
    }

    private static OperationProgress of(Provisioning operation, List<Piece> pieces, Experience learned) {
        boolean success =
                operation.state() == ProvisioningState.READY || operation.state() == ProvisioningState.DELETED;
        Progress progress = operation.state().finished()
                ? Progress.ended(success, pieces)
                : Progress.of(
                        pieces,
                        learned,
                        operation.acceptedAt(),
                        Clock.systemUTC().instant());
        return new OperationProgress(operation, pieces, progress, learned.runs());
    }

    /** Components in the order in which they are made, or go; those that need no work count as done from the beginning. */
    private static List<Piece> pieces(StackProvisioning stack, Map<String, Instant> done, boolean destroying) {
        List<Component> components = new ArrayList<>(stack.components());
        if (destroying) {
            Collections.reverse(components);
        }
        ComponentState wanted = destroying ? ComponentState.DESTROYED : ComponentState.READY;
        return components.stream()
                .map(component -> new Piece(
                        component.name(),
                        destroying ? dependents(component, components) : needed(component),
                        component.state() == wanted
                                ? done.getOrDefault(
                                        component.name(), stack.operation().acceptedAt())
                                : null))
                .toList();
    }

    private static List<String> needed(Component component) {
        return Objects.requireNonNullElse(component.dependsOn(), List.of());
    }

    private static List<String> dependents(Component component, List<Component> all) {
        return all.stream()
                .filter(other -> needed(other).contains(component.name()))
                .map(Component::name)
                .toList();
    }
}
