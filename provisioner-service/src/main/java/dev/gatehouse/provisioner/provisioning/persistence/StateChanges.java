package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Operations on their way from one state to the next; each way is one statement, and takes only those that may go it. */
@ApplicationScoped
class StateChanges {
    /** What every operation passes through goes past the object-relational mapping. */
    private static final DirectStatement RUNNING = new DirectStatement("""
            update provisioning set state = case state when 'UNDOING' then state else $1 end, progressed_at = $2
            where finished_at is null and operation_id = any ($3)
            returning
            """ + ProvisioningRow.COLUMNS);

    private static final String ATTEMPT = """
            update provisioning set attempt = :attempt
            where operation_id = :id and finished_at is null and attempt < :attempt
            """;

    /** The document is a text that is cast: given to a json parameter the driver would quote it. */
    private static final DirectStatement READY = new DirectStatement("""
            with ended as materialized (
                select * from json_to_recordset(cast(cast($1 as text) as json))
                    as e (operation text, attempt integer, outputs text)
            )
            update provisioning p set state = $2, outputs = ended.outputs, finished_at = $3
            from ended
            where p.operation_id = any (array(select operation from ended))
              and p.operation_id = ended.operation and p.finished_at is null
              and p.state <> 'UNDOING' and p.attempt <= ended.attempt
            returning p.stack_id, p.operation_id, ended.attempt
            """);

    private static final String DELETED = """
            with ended as (
                update provisioning set state = :state, finished_at = :now
                where finished_at is null
                  and operation_id = any (array(select json_array_elements_text(cast(cast(:ids as text) as json))))
                returning operation_id, stack_id
            ), gone as (
                delete from component using ended where component.stack_id = ended.stack_id
            )
            select operation_id from ended
            """;

    private static final String UNDOING = """
            update provisioning set state = :state, failed_component = :component, reason = :reason, remedy = :remedy,
                                    progressed_at = :now
            where operation_id = :id and finished_at is null and state <> :state
              and attempt <= cast(:attempt as integer)
            """;

    private static final String FAILED = """
            update provisioning
            set state = :state, finished_at = :now, outputs = :outputs,
                failed_component = case state when 'UNDOING' then failed_component else :component end,
                reason = case state when 'UNDOING' then reason else :reason end,
                remedy = case state when 'UNDOING' then remedy else :remedy end || cast(:more as text)
            where operation_id = :id and finished_at is null and attempt <= cast(:attempt as integer)
            returning *
            """;

    private final Documents documents;

    StateChanges(Documents documents) {
        this.documents = documents;
    }

    Uni<Map<String, Provisioning>> running(Mutiny.Session session, Set<String> operationIds, Instant now) {
        return RUNNING.rows(
                        session,
                        ProvisioningRow::of,
                        ProvisioningState.RUNNING.name(),
                        now.atOffset(ZoneOffset.UTC),
                        operationIds.toArray(String[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.operationId, row -> row.provisioning(documents))));
    }

    Uni<Void> attempt(Mutiny.Session session, Checkpoint operation) {
        return session.createNativeQuery(ATTEMPT)
                .setParameter("attempt", operation.attempt())
                .setParameter("id", operation.operationId())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Set<Checkpoint>> ready(
            Mutiny.Session session, Map<Checkpoint, Map<String, @Nullable Object>> outputs, Instant now) {
        List<Ended> ended = outputs.entrySet().stream()
                .map(one ->
                        new Ended(one.getKey().operationId(), one.getKey().attempt(), documents.write(one.getValue())))
                .sorted(Comparator.comparing(Ended::operation))
                .toList();
        return READY.rows(
                        session,
                        row -> new Checkpoint((String) row[0], (String) row[1], (Integer) row[2]),
                        documents.write(ended),
                        ProvisioningState.READY.name(),
                        now.atOffset(ZoneOffset.UTC))
                .map(Set::copyOf);
    }

    /** One row of {@link #READY}. */
    private record Ended(String operation, int attempt, String outputs) {}

    Uni<Set<String>> deleted(Mutiny.Session session, Set<String> operationIds, Instant now) {
        return session.createNativeQuery(DELETED, String.class)
                .setParameter("state", ProvisioningState.DELETED.name())
                .setParameter("ids", documents.write(operationIds))
                .setParameter("now", now)
                .getResultList()
                .map(Set::copyOf);
    }

    Uni<Boolean> undoing(Mutiny.Session session, Checkpoint operation, Failure failure, Instant now) {
        return session.createNativeQuery(UNDOING)
                .setParameter("state", ProvisioningState.UNDOING.name())
                .setParameter("component", failure.component())
                .setParameter("reason", failure.reason())
                .setParameter("remedy", failure.remedy())
                .setParameter("now", now)
                .setParameter("id", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .executeUpdate()
                .map(noted -> noted == 1);
    }

    Uni<Optional<Provisioning>> failed(
            Mutiny.Session session,
            Checkpoint operation,
            Failure failure,
            String more,
            Map<String, @Nullable Object> outputs,
            Instant now) {
        return session.createNativeQuery(FAILED, ProvisioningRow.class)
                .setParameter("state", ProvisioningState.FAILED.name())
                .setParameter("component", failure.component())
                .setParameter("reason", failure.reason())
                .setParameter("remedy", failure.remedy())
                .setParameter("more", more)
                .setParameter("outputs", documents.write(outputs))
                .setParameter("now", now)
                .setParameter("id", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .getSingleResultOrNull()
                .map(row -> Optional.ofNullable(row).map(found -> found.provisioning(documents)));
    }
}
