package dev.gatehouse.provisioner.provisioning.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One operation on a stack. */
@Entity
@Table(name = "provisioning")
class ProvisioningRow {
    /** What {@link #of} reads, past the object-relational mapping. */
    static final String COLUMNS = "operation_id, stack_id, order_document, attempt, state, outputs, failed_component,"
            + " reason, remedy, accepted_at, finished_at";

    private static final TypeReference<StackOrder> ORDER = new TypeReference<>() {};
    private static final TypeReference<Map<String, @Nullable Object>> OUTPUTS = new TypeReference<>() {};

    @Id
    @Column(name = "operation_id")
    String operationId;

    @Column(name = "stack_id")
    String stackId;

    int number;

    String team;

    @Column(name = "order_document", columnDefinition = "text")
    String orderDocument;

    int attempt;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "text")
    ProvisioningState state;

    @Column(columnDefinition = "text")
    String outputs;

    @Column(name = "failed_component")
    @Nullable
    String failedComponent;

    @Nullable
    String reason;

    @Nullable
    String remedy;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    @Column(name = "progressed_at")
    Instant progressedAt;

    @Column(name = "checked_at")
    Instant checkedAt;

    @Column(name = "finished_at")
    @Nullable
    Instant finishedAt;

    /** A row of {@link #COLUMNS}; the other fields stay empty. */
    static ProvisioningRow of(Object[] columns) {
        ProvisioningRow row = new ProvisioningRow();
        row.operationId = (String) columns[0];
        row.stackId = (String) columns[1];
        row.orderDocument = (String) columns[2];
        row.attempt = (Integer) columns[3];
        row.state = ProvisioningState.valueOf((String) columns[4]);
        row.outputs = (String) columns[5];
        row.failedComponent = (String) columns[6];
        row.reason = (String) columns[7];
        row.remedy = (String) columns[8];
        row.acceptedAt = ((OffsetDateTime) columns[9]).toInstant();
        OffsetDateTime finished = (OffsetDateTime) columns[10];
        row.finishedAt = finished == null ? null : finished.toInstant();
        return row;
    }

    Provisioning provisioning(Documents documents) {
        Failure failure = reason == null || remedy == null ? null : new Failure(failedComponent, reason, remedy);
        return new Provisioning(
                documents.read(orderDocument, ORDER),
                attempt,
                state,
                documents.read(outputs, OUTPUTS),
                failure,
                acceptedAt,
                finishedAt);
    }
}
