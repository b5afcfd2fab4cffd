package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.ProvisioningRecords;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StoredProvisionings implements ProvisioningRecords {
    private static final DirectStatement ACCEPT = new DirectStatement("""
            insert into provisioning (operation_id, stack_id, number, team, order_document, attempt, state, outputs,
                                      accepted_at, progressed_at, checked_at)
            select $1, $2, cast($3 as integer), $4, $5, cast($6 as integer), $7, '{}', given.time, given.time, given.time
            from (select cast($8 as timestamptz) as time) as given
            where not exists (select from provisioning where stack_id = $2 and number >= cast($3 as integer))
            """);

    /** Asked for by every activity, so past the object-relational mapping. */
    private static final DirectStatement FIND_ALL = new DirectStatement(
            "select " + ProvisioningRow.COLUMNS + " from provisioning where operation_id = any ($1)");

    private static final String FORMERS = """
            select distinct on (stack_id) * from provisioning
            where stack_id = any (array(select json_array_elements_text(cast(cast(:stacks as text) as json))))
              and state = :state
            order by stack_id, number desc
            """;

    private static final String CLAIM = """
            update provisioning set checked_at = :now where operation_id in (
                select operation_id from provisioning
                where finished_at is null and checked_at < :since and progressed_at < :since
                  and cast(order_document as json) -> 'operation' ->> 'kind' <> 'upgrade'
                order by checked_at limit :limit for update skip locked) returning *
            """;

    private final StateChanges changes;
    private final Documents documents;

    StoredProvisionings(StateChanges changes, Documents documents) {
        this.changes = changes;
        this.documents = documents;
    }

    @Override
    public Uni<Optional<Provisioning>> accept(Mutiny.Session session, StackOrder order, Instant now) {
        Provisioning accepted = new Provisioning(order, 1, ProvisioningState.ACCEPTED, Map.of(), null, now, null);
        return ACCEPT.update(
                        session,
                        order.operation().id(),
                        order.stackId(),
                        order.operation().number(),
                        order.team(),
                        documents.write(order),
                        accepted.attempt(),
                        accepted.state().name(),
                        now.atOffset(ZoneOffset.UTC))
                .map(added -> added == 1 ? Optional.of(accepted) : Optional.empty());
    }

    @Override
    public Uni<Void> supersede(Mutiny.Session session, String stackId, int number, Instant now) {
        String update = "update ProvisioningRow set state = :state, finishedAt = :now"
                + " where stackId = :stackId and number < :number and finishedAt is null";
        return session.createMutationQuery(update)
                .setParameter("state", ProvisioningState.SUPERSEDED)
                .setParameter("now", now)
                .setParameter("stackId", stackId)
                .setParameter("number", number)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<Provisioning>> find(Mutiny.Session session, String operationId) {
        return session.find(ProvisioningRow.class, operationId).map(this::provisioning);
    }

    @Override
    public Uni<Map<String, Provisioning>> findAll(Mutiny.Session session, Set<String> operationIds) {
        return FIND_ALL.rows(session, ProvisioningRow::of, (Object) operationIds.toArray(String[]::new))
                .map(this::byId);
    }

    @Override
    public Uni<Optional<Provisioning>> latest(Mutiny.Session session, String stackId) {
        return session.createQuery(
                        "from ProvisioningRow where stackId = :stackId order by number desc", ProvisioningRow.class)
                .setParameter("stackId", stackId)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(this::provisioning);
    }

    @Override
    public Uni<Map<String, Provisioning>> formers(Mutiny.Session session, Set<String> stackIds) {
        return session.createNativeQuery(FORMERS, ProvisioningRow.class)
                .setParameter("stacks", documents.write(stackIds))
                .setParameter("state", ProvisioningState.READY.name())
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.stackId, row -> row.provisioning(documents))));
    }

    @Override
    public Uni<Map<String, Provisioning>> running(Mutiny.Session session, Set<String> operationIds, Instant now) {
        return changes.running(session, operationIds, now);
    }

    @Override
    public Uni<Void> attempt(Mutiny.Session session, Checkpoint operation) {
        return changes.attempt(session, operation);
    }

    @Override
    public Uni<Set<Checkpoint>> ready(
            Mutiny.Session session, Map<Checkpoint, Map<String, @Nullable Object>> outputs, Instant now) {
        return changes.ready(session, outputs, now);
    }

    @Override
    public Uni<Set<String>> deleted(Mutiny.Session session, Set<String> operationIds, Instant now) {
        return changes.deleted(session, operationIds, now);
    }

    @Override
    public Uni<List<String>> superseded(Mutiny.Session session, String stackId) {
        return session.createQuery(
                        "select operationId from ProvisioningRow where stackId = :stackId and state = :state",
                        String.class)
                .setParameter("stackId", stackId)
                .setParameter("state", ProvisioningState.SUPERSEDED)
                .getResultList();
    }

    @Override
    public Uni<Boolean> undoing(Mutiny.Session session, Checkpoint operation, Failure failure, Instant now) {
        return changes.undoing(session, operation, failure, now);
    }

    @Override
    public Uni<Optional<Provisioning>> failed(
            Mutiny.Session session,
            Checkpoint operation,
            Failure failure,
            String more,
            Map<String, @Nullable Object> outputs,
            Instant now) {
        return changes.failed(session, operation, failure, more, outputs, now);
    }

    @Override
    public Uni<List<Provisioning>> claimUnfinished(Mutiny.Session session, Instant since, Instant now, int limit) {
        return session.createNativeQuery(CLAIM, ProvisioningRow.class)
                .setParameter("now", now)
                .setParameter("since", since)
                .setParameter("limit", limit)
                .getResultList()
                .map(rows ->
                        rows.stream().map(row -> row.provisioning(documents)).toList());
    }

    @Override
    public Uni<Long> countUnfinished(Mutiny.Session session) {
        return session.createQuery("select count(*) from ProvisioningRow where finishedAt is null", Long.class)
                .getSingleResult();
    }

    private Map<String, Provisioning> byId(List<ProvisioningRow> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.operationId, row -> row.provisioning(documents)));
    }

    private Optional<Provisioning> provisioning(@Nullable ProvisioningRow row) {
        return Optional.ofNullable(row).map(found -> found.provisioning(documents));
    }
}
