package dev.gatehouse.provisioner.provisioning.model;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would do to one component.
 *
 * @param resources what becomes of each thing on the target; empty where that is not known yet
 * @param unresolved why it is not, or not for certain; null where everything is known
 * @param refused why the operation would fail here; null where it would not
 */
public record PlannedComponent(
        String name,
        String kind,
        String target,
        Change change,
        List<PlannedResource> resources,
        @Nullable String unresolved,
        @Nullable Failure refused) {

    /** What becomes of a component, or of one resource of it. */
    public enum Change {
        CREATED,
        CHANGED,
        /** Removed and made anew: what it holds is lost. */
        REPLACED,
        DESTROYED,
        UNCHANGED
    }

    /** One resource. */
    public record PlannedResource(String type, String id, Change change, List<FieldDifference> differences) {
        public PlannedResource {
            differences = List.copyOf(differences);
        }
    }

    public PlannedComponent {
        resources = List.copyOf(resources);
    }

    /** Nobody touches it. */
    public static PlannedComponent unchanged(Component standing) {
        return of(standing, Change.UNCHANGED, null, null);
    }

    /** It is no longer part of the stack. */
    public static PlannedComponent destroyed(Component standing) {
        return of(standing, Change.DESTROYED, null, null);
    }

    /** The operation would fail at it. */
    public static PlannedComponent refused(Component component, boolean stands, Failure failure) {
        return of(component, stands ? Change.CHANGED : Change.CREATED, null, failure);
    }

    /** What it is made of is known only when others have been made. */
    public static PlannedComponent unresolved(Component component, boolean stands, String reason) {
        return of(component, stands ? Change.CHANGED : Change.CREATED, reason, null);
    }

    /** As the engine says. */
    public static PlannedComponent planned(
            Component component, boolean stands, List<PlannedResource> resources, @Nullable String unresolved) {
        return new PlannedComponent(
                component.name(),
                component.kind(),
                component.target(),
                sum(stands, resources),
                resources,
                unresolved,
                null);
    }

    private static Change sum(boolean stands, List<PlannedResource> resources) {
        if (resources.stream().anyMatch(resource -> resource.change() == Change.REPLACED)) {
            return Change.REPLACED;
        }
        boolean absent = resources.stream().allMatch(resource -> resource.change() == Change.CREATED);
        if (absent && !(stands && resources.isEmpty())) {
            return Change.CREATED;
        }
        boolean same = resources.stream().allMatch(resource -> resource.change() == Change.UNCHANGED);
        return same ? Change.UNCHANGED : Change.CHANGED;
    }

    private static PlannedComponent of(
            Component component, Change change, @Nullable String unresolved, @Nullable Failure refused) {
        List<PlannedResource> resources = component.resources().stream()
                .map((Resource resource) -> new PlannedResource(resource.type(), resource.id(), change, List.of()))
                .toList();
        return new PlannedComponent(
                component.name(), component.kind(), component.target(), change, resources, unresolved, refused);
    }
}
