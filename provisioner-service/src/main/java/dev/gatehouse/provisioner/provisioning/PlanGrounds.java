package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is known here of an order before any target is asked. */
@ApplicationScoped
class PlanGrounds {
    private final BlockingBridge bridge;
    private final ProvisioningRecords records;
    private final Releases releases;
    private final TargetRecords targets;
    private final ComponentRecords components;

    PlanGrounds(
            BlockingBridge bridge,
            ProvisioningRecords records,
            Releases releases,
            TargetRecords targets,
            ComponentRecords components) {
        this.bridge = bridge;
        this.records = records;
        this.releases = releases;
        this.targets = targets;
        this.components = components;
    }

    /**
     * @param standing what the operation goes on from
     * @param anew whether the stack was never ready: then it makes all of its release again, and leaves alone what that lacks
     */
    record Ground(Release release, Collection<Target> targets, List<Component> standing, boolean anew) {

        /** What goes once everything else is there. */
        List<Component> obsolete() {
            return anew
                    ? List.of()
                    : standing.stream()
                            .filter(component -> component.state() != ComponentState.DESTROYED)
                            .filter(component -> release.find(component.name()).isEmpty())
                            .toList();
        }
    }

    /** @throws TransientFailure if the release is not known here yet */
    Ground read(StackOrder order) {
        String name = order.template().name();
        String version = order.template().version();
        return bridge.read(session -> releases.find(session, name, version)
                        .chain(release -> targets.all(session).chain(registered -> components
                                .ofStack(session, order.stackId())
                                .chain(there -> records.formers(session, Set.of(order.stackId()))
                                        .map(formers -> release.map(
                                                found -> ground(found, registered, there, formers.isEmpty())))))))
                .orElseThrow(() -> new TransientFailure(
                        "release " + name + "@" + version + " is not known here yet; it comes on request.template.v1",
                        null));
    }

    private static Ground ground(Release release, Collection<Target> registered, List<Component> there, boolean anew) {
        List<Component> standing =
                anew ? there.stream().map(Component::begunAnew).toList() : there;
        return new Ground(release, registered, standing, anew);
    }
}
