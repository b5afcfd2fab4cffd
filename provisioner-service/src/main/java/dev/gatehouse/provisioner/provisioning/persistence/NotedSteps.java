package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Made;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** What operations begin to do with components, and have done. */
@ApplicationScoped
class NotedSteps {
    private static final String ALIVE = """
            update provisioning set progressed_at = :now
            where operation_id = :operation and finished_at is null and attempt <= cast(:attempt as integer)
              and (state <> 'UNDOING' or cast(:restores as boolean))
            """;

    /** After {@link #ALIVE}, which waits for whoever notes just now: only a later statement sees what that has noted. */
    private static final String TOUCH = """
            update component set operation_id = :operation, state = 'PENDING', changed_at = :now
            where stack_id = :stack and name = :name
              and not exists (select from step
                              where operation_id = :operation and attempt = cast(:attempt as integer) and step = :step)
            """;

    private static final String EXPLAINED = """
            update component set provenance = :provenance
            where stack_id = :stack and name = :name and state = 'READY'
              and exists (select from provisioning where operation_id = :operation and finished_at is null
                                                     and attempt <= cast(:attempt as integer)
                                                     and (state <> 'UNDOING' or cast(:restores as boolean)))
            """;

    private static final String REMOVING = """
            update component set state = 'REMOVING', changed_at = :now
            where stack_id = :stack and name = :name and state = 'READY'
              and exists (select from provisioning where operation_id = :operation and finished_at is null
                                                     and attempt <= cast(:attempt as integer))
            """;

    private static final String FOUND = """
            update component set resources = :resources, changed_at = :now
            where stack_id = :stack and name = :name and state <> 'DESTROYED' and resources = '[]'
              and exists (select from provisioning where operation_id = :operation and finished_at is null)
            """;

    /**
     * Nothing counts as made by an operation that is being undone, nor as done by an attempt once a later one has begun: an
     * engine that was lost sight of may end late. What it removed is gone all the same, unless the way back has come to it:
     * then it is that one's, and not marked as REMOVING.
     */
    private static final DirectStatement MADE = new DirectStatement("""
            with given as (
                select * from json_to_recordset(cast(cast($1 as text) as json))
                    as g (stack text, operation text, attempt integer, step text, name text, restores boolean,
                          state text, inputs text, outputs text, resources text, provenance text)
            ), alive as (
                update provisioning set progressed_at = $2
                where operation_id = any (array(select operation from given)) and finished_at is null
                returning operation_id, state, attempt
            ), noted as (
                insert into step (operation_id, attempt, step, done_at)
                select given.operation, given.attempt, given.step, $2
                from given join alive on alive.operation_id = given.operation
                                            and alive.attempt <= given.attempt
                where alive.state <> 'UNDOING' or given.restores
                   or given.state = 'DESTROYED'
                      and exists (select from component c
                                  where c.stack_id = given.stack and c.name = given.name
                                    and (c.state = 'REMOVING' or c.operation_id <> given.operation))
                on conflict do nothing
                returning operation_id, attempt, step
            ), changed as (
                update component c
                set state = given.state, inputs = given.inputs, outputs = given.outputs, resources = given.resources,
                    provenance = given.provenance, changed_at = $2
                from given join noted on noted.operation_id = given.operation and noted.attempt = given.attempt
                                     and noted.step = given.step
                where c.stack_id = any (array(select stack from given))
                  and c.stack_id = given.stack and c.name = given.name
            )
            select operation_id, attempt, step from noted
            """);

    private static final String EMPTIED = "emptied/";

    private static final String NOTE = """
            insert into step (operation_id, attempt, step, done_at) values (:operation, :attempt, :step, :now)
            on conflict do nothing
            """;

    private static final String NAMES = """
            select distinct substr(step, length(:prefix) + 1) from step
            where operation_id = :operation and starts_with(step, :prefix)
            """;

    private final Documents documents;

    NotedSteps(Documents documents) {
        this.documents = documents;
    }

    Uni<Boolean> touch(Mutiny.Session session, Checkpoint operation, String name, boolean restores, Instant now) {
        return session.createNativeQuery(ALIVE)
                .setParameter("now", now)
                .setParameter("operation", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .setParameter("restores", restores)
                .executeUpdate()
                .chain(alive -> alive == 0
                        ? Uni.createFrom().item(false)
                        : session.createNativeQuery(TOUCH)
                                .setParameter("now", now)
                                .setParameter("operation", operation.operationId())
                                .setParameter("attempt", operation.attempt())
                                .setParameter("step", Made.step(name, restores))
                                .setParameter("stack", operation.stackId())
                                .setParameter("name", name)
                                .executeUpdate()
                                .map(touched -> touched == 1));
    }

    Uni<Void> explained(Mutiny.Session session, Made made) {
        return session.createNativeQuery(EXPLAINED)
                .setParameter("provenance", documents.write(made.component().provenance()))
                .setParameter("stack", made.operation().stackId())
                .setParameter("name", made.component().name())
                .setParameter("operation", made.operation().operationId())
                .setParameter("attempt", made.operation().attempt())
                .setParameter("restores", made.restores())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> removing(Mutiny.Session session, Checkpoint operation, String name, Instant now) {
        return session.createNativeQuery(REMOVING)
                .setParameter("now", now)
                .setParameter("stack", operation.stackId())
                .setParameter("name", name)
                .setParameter("operation", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Void> found(Mutiny.Session session, Checkpoint operation, String name, List<Resource> there, Instant now) {
        return session.createNativeQuery(FOUND)
                .setParameter("resources", documents.write(there))
                .setParameter("now", now)
                .setParameter("stack", operation.stackId())
                .setParameter("name", name)
                .setParameter("operation", operation.operationId())
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Set<String>> removed(Mutiny.Session session, Checkpoint operation) {
        return names(session, operation, Made.REMOVED);
    }

    Uni<Void> emptied(Mutiny.Session session, Checkpoint operation, String name, Instant now) {
        return session.createNativeQuery(NOTE)
                .setParameter("operation", operation.operationId())
                .setParameter("attempt", operation.attempt())
                .setParameter("step", EMPTIED + name)
                .setParameter("now", now)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<Set<String>> emptied(Mutiny.Session session, Checkpoint operation) {
        return names(session, operation, EMPTIED);
    }

    private static Uni<Set<String>> names(Mutiny.Session session, Checkpoint operation, String prefix) {
        return session.createNativeQuery(NAMES, String.class)
                .setParameter("prefix", prefix)
                .setParameter("operation", operation.operationId())
                .getResultList()
                .map(Set::copyOf);
    }

    Uni<Set<Made>> made(Mutiny.Session session, List<Made> made, Instant now) {
        List<MadeRow> rows = made.stream().map(this::row).toList();
        return MADE.rows(session, Step::of, documents.write(rows), now.atOffset(ZoneOffset.UTC))
                .map(Set::copyOf)
                .map(noted -> made.stream()
                        .filter(one -> noted.contains(Step.of(one)))
                        .collect(Collectors.toSet()));
    }

    private MadeRow row(Made made) {
        Component component = made.component();
        return new MadeRow(
                made.operation().stackId(),
                made.operation().operationId(),
                made.operation().attempt(),
                made.step(),
                component.name(),
                made.restores(),
                component.state().name(),
                documents.write(component.inputs()),
                documents.write(component.outputs()),
                documents.write(component.resources()),
                documents.write(component.provenance()));
    }

    /** One row of {@link #MADE}. */
    private record MadeRow(
            String stack,
            String operation,
            int attempt,
            String step,
            String name,
            boolean restores,
            String state,
            String inputs,
            String outputs,
            String resources,
            String provenance) {}

    /** A row of the table {@code step}. */
    private record Step(String operation, int attempt, String name) {

        static Step of(Object[] row) {
            return new Step((String) row[0], (Integer) row[1], (String) row[2]);
        }

        static Step of(Made made) {
            return new Step(made.operation().operationId(), made.operation().attempt(), made.step());
        }
    }
}
