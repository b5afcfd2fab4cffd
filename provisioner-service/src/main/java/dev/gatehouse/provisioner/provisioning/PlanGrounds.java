package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.BlockingBridge;
import dev.gatehouse.provisioner.engine.TransientFailure;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import dev.gatehouse.provisioner.target.TargetRecords;
import dev.gatehouse.provisioner.target.model.Target;
import dev.gatehouse.provisioner.template.Releases;
import dev.gatehouse.provisioner.template.model.Release;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;

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
     * @param there what stands, or may: it stays where it is
     * @param standing what of it the operation goes on from; nothing where the stack was never ready, for then it begins anew
     */
    record Ground(Release release, Collection<Target> targets, List<Component> there, List<Component> standing) {}

    /** @throws TransientFailure if the release is not known here yet */
    Ground read(StackOrder order) {
        String name = order.template().name();
        String version = order.template().version();
        return bridge.read(session -> releases.find(session, name, version)
                        .chain(release -> targets.all(session).chain(registered -> components
                                .ofStack(session, order.stackId())
                                .chain(there -> standing(session, order, there)
                                        .map(standing ->
                                                release.map(found -> new Ground(found, registered, there, standing)))))))
                .orElseThrow(() -> new TransientFailure(
                        "release " + name + "@" + version + " is not known here yet; it comes on request.template.v1",
                        null));
    }

    private Uni<List<Component>> standing(Mutiny.Session session, StackOrder order, List<Component> there) {
        return records.formers(session, Set.of(order.stackId()))
                .map(formers -> formers.isEmpty() ? List.of() : there);
    }
}
