package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.provisioner.provisioning.ProvisioningRecords;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StoredProvisionings implements ProvisioningRecords {
    private final Documents documents;

    StoredProvisionings(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Provisioning> accept(Mutiny.Session session, StackOrder order, Instant now) {
        ProvisioningRow row = ProvisioningRow.of(order, now, documents);
        return session.persist(row).chain(session::flush).map(added -> row.provisioning(documents));
    }

    @Override
    public Uni<Integer> highestNumber(Mutiny.Session session, String stackId) {
        return session.createQuery(
                        "select coalesce(max(number), 0) from ProvisioningRow where stackId = :stackId", Integer.class)
                .setParameter("stackId", stackId)
                .getSingleResult();
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
    public Uni<Optional<Provisioning>> lock(Mutiny.Session session, String operationId) {
        return session.find(ProvisioningRow.class, operationId, LockModeType.PESSIMISTIC_WRITE)
                .map(this::provisioning);
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
    public Uni<Void> running(Mutiny.Session session, String operationId, Instant now) {
        return change(session, operationId, row -> {
            row.state = ProvisioningState.RUNNING;
            row.progressedAt = now;
        });
    }

    @Override
    public Uni<Void> progressed(Mutiny.Session session, String operationId, Instant now) {
        return session.createMutationQuery("update ProvisioningRow set progressedAt = :now where operationId = :id")
                .setParameter("now", now)
                .setParameter("id", operationId)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> ready(
            Mutiny.Session session, String operationId, Map<String, @Nullable Object> outputs, Instant now) {
        return change(session, operationId, row -> {
            row.state = ProvisioningState.READY;
            row.outputs = documents.write(outputs);
            row.finishedAt = now;
        });
    }

    @Override
    public Uni<Void> failed(Mutiny.Session session, String operationId, Failure failure, Instant now) {
        return change(session, operationId, row -> {
            row.state = ProvisioningState.FAILED;
            row.failedComponent = failure.component();
            row.reason = failure.reason();
            row.remedy = failure.remedy();
            row.finishedAt = now;
        });
    }

    @Override
    public Uni<List<Provisioning>> claimUnfinished(Mutiny.Session session, Instant since, Instant now, int limit) {
        String claim = "update provisioning set checked_at = :now where operation_id in ("
                + "select operation_id from provisioning where finished_at is null and checked_at < :since"
                + " and progressed_at < :since order by checked_at limit :limit for update skip locked) returning *";
        return session.createNativeQuery(claim, ProvisioningRow.class)
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

    private Uni<Void> change(Mutiny.Session session, String operationId, Consumer<ProvisioningRow> change) {
        return session.find(ProvisioningRow.class, operationId).invoke(change).chain(session::flush);
    }

    private Optional<Provisioning> provisioning(@Nullable ProvisioningRow row) {
        return Optional.ofNullable(row).map(found -> found.provisioning(documents));
    }
}
