package dev.gatehouse.request.stack.kafka;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.messaging.event.Event;
import dev.gatehouse.messaging.inbox.RejectedEvent;
import dev.gatehouse.request.stack.model.Orphan;
import dev.gatehouse.request.stack.model.ProvisioningFact;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentDone;
import dev.gatehouse.request.stack.model.ProvisioningFact.ComponentGone;
import dev.gatehouse.request.stack.model.ProvisioningFact.Deleted;
import dev.gatehouse.request.stack.model.ProvisioningFact.Done;
import dev.gatehouse.request.stack.model.ProvisioningFact.Failed;
import dev.gatehouse.request.stack.model.ProvisioningFact.NamedComponent;
import dev.gatehouse.request.stack.model.ProvisioningFact.OperationReference;
import dev.gatehouse.request.stack.model.ProvisioningFact.Started;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The provisioner's events, read tolerantly: only what the gate needs of them. */
final class ProvisioningEvents {
    private static final String PREFIX = "dev.gatehouse.provisioner.";
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ProvisioningEvents() {}

    /** The members of all provisioning events; each event has some of them. */
    record Data(
            @Nullable OperationMember operation,
            @Nullable JsonNode component,
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<ComponentMember> components,
            @Nullable Integer generation,
            @Nullable Map<String, Object> outputs,
            @Nullable String reason,
            @Nullable String remedy,
            @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<Orphan> orphans,
            @Nullable Boolean restored) {}

    /** The operation that an event belongs to. */
    record OperationMember(UUID id, int number) {}

    /** A component that an event tells of. */
    record ComponentMember(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String owner) {}

    /** What an event means for its stack; empty for events that only belong on the timeline. */
    static Optional<ProvisioningFact> read(Event event) {
        return switch (event.type()) {
            case PREFIX + "ProvisioningStarted.v1" -> Optional.of(new Started(operation(data(event))));
            case PREFIX + "ComponentProvisioned.v1" -> Optional.of(componentDone(data(event)));
            case PREFIX + "StackProvisioned.v1" -> Optional.of(done(data(event)));
            case PREFIX + "ProvisioningFailed.v1", PREFIX + "DeletionFailed.v1" -> Optional.of(failed(data(event)));
            case PREFIX + "ComponentDestroyed.v1" -> Optional.of(componentGone(data(event)));
            case PREFIX + "StackDeleted.v1" -> Optional.of(new Deleted(operation(data(event))));
            default -> Optional.empty();
        };
    }

    private static Data data(Event event) {
        return read(event.data(), Data.class);
    }

    private static <T> T read(JsonNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (JsonProcessingException malformed) {
            throw new RejectedEvent("the data cannot be read: " + malformed.getOriginalMessage());
        }
    }

    private static OperationReference operation(Data data) {
        OperationMember operation = required("operation", data.operation());
        return new OperationReference(required("operation.id", operation.id()), operation.number());
    }

    private static ComponentDone componentDone(Data data) {
        ComponentMember component =
                required("component", read(required("component", data.component()), ComponentMember.class));
        return new ComponentDone(operation(data), named("component", component), required("outputs", data.outputs()));
    }

    private static Done done(Data data) {
        return new Done(
                operation(data),
                required("generation", data.generation()),
                required("outputs", data.outputs()),
                named(data.components()));
    }

    private static ComponentGone componentGone(Data data) {
        return new ComponentGone(
                operation(data),
                required("component", data.component()).path("name").asText());
    }

    private static Failed failed(Data data) {
        JsonNode component = data.component();
        String name = component == null || component.isNull() ? null : component.asText();
        return new Failed(
                operation(data),
                name,
                required("reason", data.reason()),
                required("remedy", data.remedy()),
                data.orphans() == null ? List.of() : data.orphans(),
                Boolean.TRUE.equals(data.restored()),
                data.outputs(),
                named(data.components()));
    }

    private static @Nullable List<NamedComponent> named(@Nullable List<ComponentMember> components) {
        return components == null
                ? null
                : components.stream()
                        .map(component -> named("components", component))
                        .toList();
    }

    private static NamedComponent named(String member, ComponentMember component) {
        return new NamedComponent(
                required(member + ".name", component.name()),
                required(member + ".kind", component.kind()),
                component.owner());
    }

    private static <T> T required(String member, @Nullable T value) {
        if (value == null) {
            throw new RejectedEvent("the data has no " + member);
        }
        return value;
    }
}
