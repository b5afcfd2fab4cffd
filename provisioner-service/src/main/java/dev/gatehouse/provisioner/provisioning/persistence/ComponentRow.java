package dev.gatehouse.provisioner.provisioning.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import dev.gatehouse.provisioner.provisioning.model.ComponentState;
import dev.gatehouse.provisioner.rendering.model.Provenance;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stack's component as the latest operation left it. */
@Entity
@Table(name = "component")
@IdClass(ComponentRow.Key.class)
class ComponentRow {
    private static final TypeReference<Map<String, @Nullable Object>> OUTPUTS = new TypeReference<>() {};
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};
    private static final TypeReference<List<Resource>> RESOURCES = new TypeReference<>() {};
    private static final TypeReference<Map<String, Provenance>> PROVENANCE = new TypeReference<>() {};

    /** A component's name is unique in its stack. */
    record Key(String stackId, String name) implements Serializable {}

    @Id
    @Column(name = "stack_id")
    String stackId;

    @Id
    String name;

    @Column(name = "operation_id")
    String operationId;

    int position;

    String kind;

    String owner;

    String target;

    @Column(name = "depends_on", columnDefinition = "text")
    @Nullable
    String dependsOn;

    @Column(columnDefinition = "text")
    String inputs;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    ComponentState state;

    @Column(columnDefinition = "text")
    String outputs;

    @Column(columnDefinition = "text")
    String resources;

    @Column(columnDefinition = "text")
    String provenance;

    @Column(name = "changed_at")
    Instant changedAt;

    Component component(Documents documents) {
        return new Component(
                name,
                kind,
                owner,
                target,
                dependsOn == null ? null : documents.read(dependsOn, NAMES),
                state,
                documents.read(inputs, OUTPUTS),
                documents.read(outputs, OUTPUTS),
                documents.read(resources, RESOURCES),
                documents.read(provenance, PROVENANCE));
    }
}
