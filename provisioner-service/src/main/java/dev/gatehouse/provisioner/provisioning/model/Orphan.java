package dev.gatehouse.provisioner.provisioning.model;

import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import java.util.List;

/**
 * A component that exists, or may, although the operation that ended wanted it gone.
 *
 * @param resources what is left on the target; empty where the component was never finished, and its target did not say
 *     what there is of it
 */
public record Orphan(String component, String kind, String target, List<Resource> resources) {
    /** Events carry at most so many. */
    private static final int MOST = 50;

    /** What is left of these components. */
    public static List<Orphan> of(List<Component> components) {
        return components.stream()
                .filter(component -> component.state() != ComponentState.DESTROYED)
                .limit(MOST)
                .map(component ->
                        new Orphan(component.name(), component.kind(), component.target(), component.resources()))
                .toList();
    }
}
