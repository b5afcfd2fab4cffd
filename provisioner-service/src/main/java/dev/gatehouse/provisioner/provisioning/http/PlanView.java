package dev.gatehouse.provisioner.provisioning.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.PlanDigest;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent;
import dev.gatehouse.provisioner.provisioning.model.PlannedComponent.PlannedResource;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is read.
 *
 * @param digest of all of it; an order that carries it does just this, or fails
 */
record PlanView(List<Planned> components, String digest) {

    /** @param change created, changed, replaced, destroyed or unchanged */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Planned(
            String name,
            String kind,
            String target,
            String change,
            List<PlannedPart> resources,
            @Nullable String unresolved,
            @Nullable Failure refused) {}

    record PlannedPart(String type, String id, String change, List<Difference> differences) {}

    record Difference(String field, String desired, String live) {}

    static PlanView of(StackOrder order, List<PlannedComponent> plan) {
        return new PlanView(plan.stream().map(PlanView::of).toList(), PlanDigest.of(order, plan));
    }

    private static Planned of(PlannedComponent component) {
        return new Planned(
                component.name(),
                component.kind(),
                component.target(),
                label(component.change()),
                component.resources().stream().map(PlanView::of).toList(),
                component.unresolved(),
                component.refused());
    }

    private static PlannedPart of(PlannedResource resource) {
        return new PlannedPart(
                resource.type(),
                resource.id(),
                label(resource.change()),
                resource.differences().stream()
                        .map(one -> new Difference(one.field(), one.desired(), one.live()))
                        .toList());
    }

    private static String label(PlannedComponent.Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }
}
