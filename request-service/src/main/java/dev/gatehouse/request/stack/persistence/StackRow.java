package dev.gatehouse.request.stack.persistence;

import dev.gatehouse.request.document.json.JsonText;
import dev.gatehouse.request.stack.model.Degradation;
import dev.gatehouse.request.stack.model.Failure;
import dev.gatehouse.request.stack.model.Operation;
import dev.gatehouse.request.stack.model.Operation.Cancellation;
import dev.gatehouse.request.stack.model.Operation.Kind;
import dev.gatehouse.request.stack.model.Operation.State;
import dev.gatehouse.request.stack.model.Operation.Target;
import dev.gatehouse.request.stack.model.Origin;
import dev.gatehouse.request.stack.model.Phase;
import dev.gatehouse.request.stack.model.Provisioning;
import dev.gatehouse.request.stack.model.Stack;
import dev.gatehouse.request.stack.model.StackComponent;
import dev.gatehouse.request.stack.model.Upgrade;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code stack}. Columns that never change after the insert are marked so. */
@Entity
@Table(name = "stack")
class StackRow {
    @Id
    UUID id;

    @Column(updatable = false)
    String name;

    @Column(updatable = false)
    String team;

    @Column(updatable = false)
    String environment;

    @Column(updatable = false)
    String namespace;

    @Column(updatable = false)
    String labels;

    @Column(updatable = false)
    String template;

    String version;
    int generation;
    String parameters;

    @Column(name = "operation_id")
    UUID operationId;

    @Column(name = "operation_number")
    int operationNumber;

    @Column(name = "operation_kind")
    @Enumerated(EnumType.STRING)
    Kind operationKind;

    @Column(name = "operation_state")
    @Enumerated(EnumType.STRING)
    State operationState;

    /** Null for an operation that took the stack when it was requested. */
    @Column(name = "operation_since")
    @Nullable
    Instant operationSince;

    @Column(name = "target_version")
    String targetVersion;

    @Column(name = "target_generation")
    int targetGeneration;

    /** Null for those that the stack has. */
    @Column(name = "target_parameters")
    @Nullable
    String targetParameters;

    @Column(name = "cancel_requested_by")
    @Nullable
    String cancelRequestedBy;

    @Column(name = "cancel_requested_at")
    @Nullable
    Instant cancelRequestedAt;

    /** Null for false. */
    @Column(name = "ever_ready")
    @Nullable
    Boolean everReady;

    @Column
    @Nullable
    String degradation;

    @Enumerated(EnumType.STRING)
    Provisioning provisioning;

    @Enumerated(EnumType.STRING)
    Upgrade upgrade;

    @Column
    @Nullable
    String failure;

    String components;
    String outputs;

    @Column(name = "requested_by", updatable = false)
    String requestedBy;

    @Column(name = "requested_at", updatable = false)
    Instant requestedAt;

    @Column(name = "deletion_protection")
    @Nullable
    Boolean deletionProtection;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    static StackRow of(Stack stack) {
        Origin origin = stack.origin();
        StackRow row = new StackRow();
        row.id = origin.id();
        row.name = origin.name();
        row.team = origin.team();
        row.environment = origin.environment();
        row.namespace = origin.namespace();
        row.labels = JsonText.write(origin.labels());
        row.template = origin.template();
        row.requestedBy = origin.requestedBy();
        row.requestedAt = origin.requestedAt();
        row.become(stack);
        return row;
    }

    final boolean sharesName(Origin other) {
        return team.equals(other.team()) && name.equals(other.name());
    }

    /** Takes over all that may change. */
    final void become(Stack stack) {
        Operation operation = stack.operation();
        version = stack.version();
        generation = stack.generation();
        parameters = JsonText.write(stack.parameters());
        operationId = operation.id();
        operationNumber = operation.number();
        operationKind = operation.kind();
        operationState = operation.state();
        operationSince = operation.since();
        targetVersion = operation.target().version();
        targetGeneration = operation.target().generation();
        Map<String, Object> wanted = operation.target().parameters();
        targetParameters = wanted.equals(stack.parameters()) ? null : JsonText.write(wanted);
        Cancellation cancellation = operation.cancellation();
        cancelRequestedBy = cancellation == null ? null : cancellation.requestedBy();
        cancelRequestedAt = cancellation == null ? null : cancellation.requestedAt();
        everReady = stack.everReady() ? true : null;
        degradation = stack.degradation() == null ? null : JsonText.write(stack.degradation());
        provisioning = stack.provisioning();
        upgrade = stack.upgrade();
        failure = stack.failure() == null ? null : JsonText.write(stack.failure());
        components = JsonText.write(stack.components());
        outputs = JsonText.write(stack.outputs());
        deletionProtection = stack.deletionProtection();
        if (stack.phase() == Phase.DELETED && deletedAt == null) {
            deletedAt = Instant.now();
        }
    }

    Stack stack() {
        return new Stack(
                new Origin(id, name, team, environment, namespace, labels(), template, requestedBy, requestedAt),
                version,
                generation,
                JsonText.readObject(parameters),
                operation(),
                provisioning,
                upgrade,
                failure == null ? null : JsonText.read(failure, Failure.class),
                List.of(JsonText.read(components, StackComponent[].class)),
                JsonText.readObject(outputs),
                deletionProtection,
                Boolean.TRUE.equals(everReady),
                degradation == null ? null : JsonText.read(degradation, Degradation.class));
    }

    private Operation operation() {
        String wanted = targetParameters == null ? parameters : targetParameters;
        return new Operation(
                operationId,
                operationNumber,
                operationKind,
                operationState,
                new Target(targetVersion, targetGeneration, JsonText.readObject(wanted)),
                operationSince == null ? requestedAt : operationSince,
                cancelRequestedBy == null || cancelRequestedAt == null
                        ? null
                        : new Cancellation(cancelRequestedBy, cancelRequestedAt));
    }

    private Map<String, String> labels() {
        Map<String, String> read = new HashMap<>();
        JsonText.readObject(labels).forEach((key, value) -> read.put(key, String.valueOf(value)));
        return read;
    }
}
