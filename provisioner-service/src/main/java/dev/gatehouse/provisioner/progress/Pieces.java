package dev.gatehouse.provisioner.progress;

import dev.gatehouse.provisioner.progress.model.Piece;
import dev.gatehouse.provisioner.provisioning.StackProvisionings.StackProvisioning;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operation has to do, piece by piece, by the steps that it has noted. */
final class Pieces {
    private static final String MADE = "component/";
    private static final String REMOVED = "destroyed/";
    private static final String RESTORED = "restored/";
    private static final List<String> ALL = List.of(MADE, REMOVED, RESTORED);

    private Pieces() {}

    /**
     * The pieces in the order of the work.
     *
     * @param steps when each step of the operation was done last, in whichever attempt
     * @param former whether there is a former generation, to which a failed operation leads back
     * @param affected the components that the operation has still to make, or had when it failed, as far as that is certain
     */
    static List<Piece> of(StackProvisioning stack, Map<String, Instant> steps, boolean former, Set<String> affected) {
        Provisioning operation = stack.operation();
        boolean undoing = operation.state() == ProvisioningState.UNDOING;
        if (undoing && former && !operation.order().operation().deletes()) {
            return restoring(stack.components(), steps);
        }
        return undoing || operation.order().operation().deletes()
                ? removing(stack, steps)
                : making(stack.components(), steps, affected);
    }

    /** What an operation leaves alone is no work of it, nor is what it took back and needs not make again. */
    private static List<Piece> making(List<Component> components, Map<String, Instant> steps, Set<String> affected) {
        Set<String> names = components.stream()
                .map(Component::name)
                .filter(name -> done(MADE, name, steps) != null || affected.contains(name))
                .collect(Collectors.toSet());
        return components.stream()
                .filter(component -> names.contains(component.name()))
                .map(component -> new Piece(
                        component.name(), within(needed(component), names), done(MADE, component.name(), steps)))
                .toList();
    }

    /** The way back is made of what the operation has touched. */
    private static List<Piece> restoring(List<Component> components, Map<String, Instant> steps) {
        return components.stream()
                .filter(component -> component.state() == ComponentState.PENDING
                        || steps.containsKey(MADE + component.name())
                        || steps.containsKey(RESTORED + component.name()))
                .map(component -> new Piece(component.name(), List.of(), done(RESTORED, component.name(), steps)))
                .toList();
    }

    private static List<Piece> removing(StackProvisioning stack, Map<String, Instant> steps) {
        boolean undoing = stack.operation().state() == ProvisioningState.UNDOING;
        List<Component> reversed = new ArrayList<>(stack.components());
        // what a provisioning had not begun is nothing to undo
        reversed.removeIf(component -> undoing && component.state() == ComponentState.PENDING);
        Collections.reverse(reversed);
        return reversed.stream()
                .map(component -> new Piece(
                        component.name(),
                        dependents(component, reversed),
                        component.state() == ComponentState.DESTROYED
                                ? steps.getOrDefault(
                                        REMOVED + component.name(),
                                        stack.operation().acceptedAt())
                                : null))
                .toList();
    }

    /** When a step was done with a component; null where another one has undone it since. */
    private static @Nullable Instant done(String step, String component, Map<String, Instant> steps) {
        Instant done = steps.get(step + component);
        if (done == null) {
            return null;
        }
        boolean last = ALL.stream()
                .filter(other -> !other.equals(step))
                .map(other -> steps.getOrDefault(other + component, Instant.MIN))
                .allMatch(done::isAfter);
        return last ? done : null;
    }

    private static List<String> needed(Component component) {
        return Objects.requireNonNullElse(component.dependsOn(), List.of());
    }

    private static List<String> within(List<String> names, Set<String> all) {
        return names.stream().filter(all::contains).toList();
    }

    private static List<String> dependents(Component component, List<Component> all) {
        return all.stream()
                .filter(other -> needed(other).contains(component.name()))
                .map(Component::name)
                .toList();
    }
}
