package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.provisioner.provisioning.ComponentRecords;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class StoredComponents implements ComponentRecords {
    private final Documents documents;

    StoredComponents(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Void> plan(Mutiny.Session session, Checkpoint operation, List<Component> components, Instant now) {
        return rows(session, operation.stackId())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.name, Function.identity())))
                .chain(known -> {
                    Object[] added = planned(operation, components, known, now).toArray();
                    return session.persistAll(added);
                })
                .chain(session::flush);
    }

    /** Changes the rows of earlier operations, and hands back those to add. The caller holds the operation's lock. */
    private List<ComponentRow> planned(
            Checkpoint operation, List<Component> components, Map<String, ComponentRow> known, Instant now) {
        return IntStream.range(0, components.size())
                .filter(position ->
                        !isOf(operation, known.get(components.get(position).name())))
                .mapToObj(position -> {
                    Component component = components.get(position);
                    ComponentRow row = known.getOrDefault(component.name(), new ComponentRow());
                    row.stackId = operation.stackId();
                    row.name = component.name();
                    row.operationId = operation.operationId();
                    row.position = position;
                    row.take(component, now, documents);
                    return row;
                })
                .filter(row -> !known.containsKey(row.name))
                .toList();
    }

    private static boolean isOf(Checkpoint operation, @Nullable ComponentRow row) {
        return row != null && row.operationId.equals(operation.operationId());
    }

    @Override
    public Uni<List<Component>> ofStack(Mutiny.Session session, String stackId) {
        return rows(session, stackId)
                .map(rows -> rows.stream().map(row -> row.component(documents)).toList());
    }

    private static Uni<List<ComponentRow>> rows(Mutiny.Session session, String stackId) {
        return session.createQuery(
                        "from ComponentRow where stackId = :stackId order by position, name", ComponentRow.class)
                .setParameter("stackId", stackId)
                .getResultList();
    }

    @Override
    public Uni<Void> update(Mutiny.Session session, String stackId, Component component, Instant now) {
        return session.find(ComponentRow.class, new ComponentRow.Key(stackId, component.name()))
                .invoke(row -> row.take(component, now, documents))
                .chain(session::flush);
    }

    @Override
    public Uni<Boolean> firstTime(Mutiny.Session session, Checkpoint operation, String step, Instant now) {
        String insert = "insert into step (operation_id, attempt, step, done_at)"
                + " values (:operation, :attempt, :step, :now) on conflict do nothing";
        return session.createNativeQuery(insert)
                .setParameter("operation", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .setParameter("step", step)
                .setParameter("now", now)
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }
}
