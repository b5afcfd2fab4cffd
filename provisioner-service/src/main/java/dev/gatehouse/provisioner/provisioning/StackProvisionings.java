package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What people may know of a stack's provisioning. */
@ApplicationScoped
public class StackProvisionings {
    private final UnitOfWork work;
    private final ProvisioningRecords records;
    private final ComponentRecords components;

    public StackProvisionings(UnitOfWork work, ProvisioningRecords records, ComponentRecords components) {
        this.work = work;
        this.records = records;
        this.components = components;
    }

    /** A stack's latest operation, with the components as they are. */
    public record StackProvisioning(Provisioning operation, List<Component> components) {}

    public Uni<Optional<StackProvisioning>> find(String stackId) {
        return work.read(session -> records.latest(session, stackId).chain(latest -> components
                .ofStack(session, stackId)
                .map(made -> latest.map(operation -> new StackProvisioning(operation, made)))));
    }
}
