package dev.gatehouse.provisioner.provisioning.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.provisioner.document.json.Documents;
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
    /** What {@link #of} reads, past the object-relational mapping. */
    static final String COLUMNS =
            "stack_id, name, kind, owner, target, depends_on, inputs, state, outputs, resources, provenance";

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

    /** A row of {@link #COLUMNS}; the other fields stay empty. */
    static ComponentRow of(Object[] columns) {
        ComponentRow row = new ComponentRow();
        row.stackId = (String) columns[0];
        row.name = (String) columns[1];
        row.kind = (String) columns[2];
        row.owner = (String) columns[3];
        row.target = (String) columns[4];
        row.dependsOn = (String) columns[5];
        row.inputs = (String) columns[6];
        row.state = ComponentState.valueOf((String) columns[7]);
        row.outputs = (String) columns[8];
        row.resources = (String) columns[9];
        row.provenance = (String) columns[10];
        return row;
    }

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
