package dev.gatehouse.provisioner.provisioning.persistence;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.provisioning.OperationPlanRecords;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class StoredOperationPlans implements OperationPlanRecords {
    private static final TypeReference<Map<String, ComponentPlan>> PLANS = new TypeReference<>() {};

    private static final DirectStatement FIND = new DirectStatement(
            "select components from operation_plan where operation_id = $1 and attempt = cast($2 as integer)");

    private static final DirectStatement ADD = new DirectStatement("""
            insert into operation_plan (operation_id, attempt, components, planned_at)
            values ($1, cast($2 as integer), $3, $4)
            on conflict do nothing
            """);

    private final Documents documents;

    StoredOperationPlans(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Optional<Map<String, ComponentPlan>>> find(Mutiny.Session session, Checkpoint attempt) {
        return FIND.rows(session, row -> (String) row[0], attempt.operationId(), attempt.attempt())
                .map(rows -> rows.stream().findFirst().map(document -> documents.read(document, PLANS)));
    }

    @Override
    public Uni<Void> add(Mutiny.Session session, Checkpoint attempt, Map<String, ComponentPlan> plans, Instant now) {
        return ADD.update(
                        session,
                        attempt.operationId(),
                        attempt.attempt(),
                        documents.write(plans),
                        now.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }
}
