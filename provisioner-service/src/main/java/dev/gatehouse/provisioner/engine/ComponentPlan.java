package dev.gatehouse.provisioner.engine;

import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import java.util.List;

/**
 * What an apply would do to each of a component's resources, had nothing changed until then.
 *
 * @param resources every resource that apply makes or keeps, in its order; empty where a component has none
 */
public record ComponentPlan(List<PlannedResource> resources) {

    public ComponentPlan {
        resources = List.copyOf(resources);
    }

    /** What becomes of a resource. */
    public enum Change {
        CREATED,
        /** Stays the same resource; what it holds stays too. */
        CHANGED,
        /** Removed and made anew: what it holds is lost. */
        REPLACED,
        DESTROYED,
        UNCHANGED
    }

    /**
     * One resource and what becomes of it.
     *
     * @param differences what an apply would change, field by field; empty unless the resource is changed or replaced
     */
    public record PlannedResource(Resource resource, Change change, List<Difference> differences) {

        public PlannedResource {
            differences = List.copyOf(differences);
        }

        public static PlannedResource created(Resource resource) {
            return new PlannedResource(resource, Change.CREATED, List.of());
        }

        /** Changed where there are differences, unchanged where there are none. */
        public static PlannedResource existing(Resource resource, List<Difference> differences) {
            return new PlannedResource(
                    resource, differences.isEmpty() ? Change.UNCHANGED : Change.CHANGED, differences);
        }
    }

    public boolean changesNothing() {
        return resources.stream().allMatch(resource -> resource.change() == Change.UNCHANGED);
    }
}
