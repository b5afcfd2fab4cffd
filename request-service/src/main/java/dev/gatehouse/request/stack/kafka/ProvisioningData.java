package dev.gatehouse.request.stack.kafka;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.gatehouse.messaging.inbox.Required;
import dev.gatehouse.messaging.inbox.RequiredTree;
import dev.gatehouse.request.stack.model.Orphan;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentDone;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentGone;
import dev.gatehouse.request.stack.model.ProvisioningFact.Done;
import dev.gatehouse.request.stack.model.ProvisioningFact.Failed;
import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.ProvisioningFact.OperationReference;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the gate reads of the data of the provisioner's events; each event has the members that its record has, and others. */
final class ProvisioningData {
    private ProvisioningData() {}

    /** The operation that an event belongs to. */
    record OperationMember(@Required UUID id, @Required int number) {
        OperationReference reference() {
            return new OperationReference(id, number);
        }
    }

    /** A component that an event tells of; its owner is not in events from before it was told. */
    record ComponentMember(
            @Required String name,
            @Required String kind,
            @Nullable String owner) {
        NamedComponent component() {
            return new NamedComponent(name, kind, owner);
        }

        static @Nullable List<NamedComponent> all(@Nullable List<ComponentMember> members) {
            return members == null
                    ? null
                    : members.stream().map(ComponentMember::component).toList();
        }
    }

    /** ProvisioningStarted and StackDeleted: nothing but whose they are. */
    record OfOperation(@Required OperationMember operation) {}

    record ComponentProvisioned(
            @Required OperationMember operation,
            @Required ComponentMember component,
            @RequiredTree Map<String, @Nullable Object> outputs) {
        ComponentDone fact() {
            return new ComponentDone(operation.reference(), component.component(), outputs);
        }
    }

    record ComponentDestroyed(
            @Required OperationMember operation, @Required ComponentMember component) {
        ComponentGone fact() {
            return new ComponentGone(operation.reference(), component.name());
        }
    }

    record StackProvisioned(
            @Required OperationMember operation,
            @Required int generation,
            @RequiredTree Map<String, @Nullable Object> outputs,
            @Nullable List<ComponentMember> components) {
        Done fact() {
            return new Done(operation.reference(), generation, outputs, ComponentMember.all(components));
        }
    }

    /** ProvisioningFailed and DeletionFailed. */
    record OperationFailed(
            @Required OperationMember operation,
            @Nullable String component,
            @Required String reason,
            @Required String remedy,
            @Nullable List<OrphanMember> orphans,
            @Nullable Boolean restored,
            @JsonSetter(contentNulls = Nulls.SET) @Nullable Map<String, @Nullable Object> outputs,
            @Nullable List<ComponentMember> components) {
        Failed fact() {
            return new Failed(
                    operation.reference(),
                    component,
                    reason,
                    remedy,
                    orphans == null
                            ? List.of()
                            : orphans.stream().map(OrphanMember::orphan).toList(),
                    Boolean.TRUE.equals(restored),
                    outputs,
                    ComponentMember.all(components));
        }
    }

    record OrphanMember(
            @Required String component,
            @Required String kind,
            @Required String target,
            @Required List<ResourceMember> resources) {
        Orphan orphan() {
            return new Orphan(
                    component,
                    kind,
                    target,
                    resources.stream().map(ResourceMember::resource).toList());
        }
    }

    record ResourceMember(@Required String type, @Required String id) {
        Orphan.Resource resource() {
            return new Orphan.Resource(type, id);
        }
    }
}
