package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.provisioning.ComponentRecords;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Each method is one statement, however many components it is about. Keys come as arrays beside the joins, so that the
 * planner looks them up by index however small it believes the table to be. Documents are texts that are cast: given to
 * a json parameter the driver would quote them.
 */
@ApplicationScoped
class StoredComponents implements ComponentRecords {
    private static final String INSERT = """
            insert into component as c (stack_id, name, operation_id, position, kind, owner, target, depends_on, state,
                                        inputs, outputs, resources, provenance, changed_at)
            select p.stack, p.name, p.operation, p.position, p.kind, p.owner, p.target, p.needs, p.state, '{}', '{}',
                   '[]', '{}', cast($2 as timestamptz)
            from json_to_recordset(cast(cast($1 as text) as json))
                as p (stack text, operation text, position integer, name text, kind text, owner text, target text,
                      needs text, state text)
            order by p.stack, p.name
            """;

    /** A component of an earlier operation is taken over, one of this very operation stays as it is. */
    private static final DirectStatement PLAN = new DirectStatement(INSERT + """
            on conflict (stack_id, name) do update
            set operation_id = excluded.operation_id, position = excluded.position, kind = excluded.kind,
                owner = excluded.owner, target = excluded.target, depends_on = excluded.depends_on,
                state = excluded.state, inputs = excluded.inputs, outputs = excluded.outputs,
                resources = excluded.resources, provenance = excluded.provenance, changed_at = excluded.changed_at
            where c.operation_id <> excluded.operation_id
            """);

    private static final DirectStatement PLAN_BESIDES = new DirectStatement(INSERT + """
            on conflict (stack_id, name) do update
            set position = excluded.position, owner = excluded.owner, depends_on = excluded.depends_on,
                operation_id = case c.state when 'DESTROYED' then excluded.operation_id else c.operation_id end,
                kind = case c.state when 'DESTROYED' then excluded.kind else c.kind end,
                target = case c.state when 'DESTROYED' then excluded.target else c.target end,
                state = case c.state when 'DESTROYED' then excluded.state else c.state end
            """);

    private static final String ALIVE = """
            update provisioning set progressed_at = :now
            where operation_id = :operation and finished_at is null
              and (state <> 'UNDOING' or cast(:restores as boolean))
            """;

    /** After {@link #ALIVE}, which waits for whoever notes just now: only a later statement sees what that has noted. */
    private static final String TOUCH = """
            update component set operation_id = :operation, state = 'PENDING', changed_at = :now
            where stack_id = :stack and name = :name
              and not exists (select from step
                              where operation_id = :operation and attempt = cast(:attempt as integer) and step = :step)
            """;

    private static final String REMOVING = """
            update component set state = 'REMOVING', changed_at = :now
            where stack_id = :stack and name = :name and state = 'READY'
              and exists (select from provisioning where operation_id = :operation and finished_at is null)
            """;

    private static final String TOUCHED = """
            select * from component where stack_id = :stack and operation_id = :operation order by position, name
            """;

    /** Asked for by every activity, so past the object-relational mapping, as is {@link #MADE}. */
    private static final DirectStatement OF_STACKS = new DirectStatement(
            "select " + ComponentRow.COLUMNS + " from component where stack_id = any ($1) order by position, name");

    /** Nothing counts as made by an operation that is being undone: an engine that was lost sight of may end late. */
    private static final DirectStatement MADE = new DirectStatement("""
            with given as (
                select * from json_to_recordset(cast(cast($1 as text) as json))
                    as g (stack text, operation text, attempt integer, step text, name text, restores boolean,
                          state text, inputs text, outputs text, resources text, provenance text)
            ), alive as (
                update provisioning set progressed_at = $2
                where operation_id = any (array(select operation from given)) and finished_at is null
                returning operation_id, state
            ), noted as (
                insert into step (operation_id, attempt, step, done_at)
                select given.operation, given.attempt, given.step, $2
                from given join alive on alive.operation_id = given.operation
                where alive.state <> 'UNDOING' or given.restores or given.state = 'DESTROYED'
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

    private static final String EVER_MADE = """
            select exists (select from step join provisioning p on p.operation_id = step.operation_id
                           where p.stack_id = :stack and step.step = :step)
            """;

    private final Documents documents;

    StoredComponents(Documents documents) {
        this.documents = documents;
    }

    @Override
    public Uni<Void> plan(Mutiny.Session session, List<Plan> plans, Instant now) {
        return plan(session, PLAN, plans, now);
    }

    @Override
    public Uni<Void> planBesides(Mutiny.Session session, List<Plan> plans, Instant now) {
        return plan(session, PLAN_BESIDES, plans, now);
    }

    private Uni<Void> plan(Mutiny.Session session, DirectStatement statement, List<Plan> plans, Instant now) {
        List<PlannedRow> rows =
                plans.stream().flatMap(plan -> PlannedRow.of(plan, documents)).toList();
        return statement
                .update(session, documents.write(rows), now.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> touch(
            Mutiny.Session session, Checkpoint operation, String name, boolean restores, Instant now) {
        return session.createNativeQuery(ALIVE)
                .setParameter("now", now)
                .setParameter("operation", operation.operationId())
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

    @Override
    public Uni<Void> removing(Mutiny.Session session, Checkpoint operation, String name, Instant now) {
        return session.createNativeQuery(REMOVING)
                .setParameter("now", now)
                .setParameter("stack", operation.stackId())
                .setParameter("name", name)
                .setParameter("operation", operation.operationId())
                .executeUpdate()
                .replaceWithVoid();
    }

    @Override
    public Uni<List<Component>> touched(Mutiny.Session session, Checkpoint operation) {
        return session.createNativeQuery(TOUCHED, ComponentRow.class)
                .setParameter("stack", operation.stackId())
                .setParameter("operation", operation.operationId())
                .getResultList()
                .map(rows -> rows.stream().map(row -> row.component(documents)).toList());
    }

    @Override
    public Uni<List<Component>> ofStack(Mutiny.Session session, String stackId) {
        return ofStacks(session, Set.of(stackId)).map(stacks -> stacks.getOrDefault(stackId, List.of()));
    }

    @Override
    public Uni<Optional<Standing>> find(Mutiny.Session session, String stackId, String name) {
        return session.find(ComponentRow.class, new ComponentRow.Key(stackId, name))
                .map(row -> Optional.ofNullable(row)
                        .map(found -> new Standing(found.component(documents), found.operationId)));
    }

    @Override
    public Uni<Boolean> everMade(Mutiny.Session session, String stackId, String name) {
        return session.createNativeQuery(EVER_MADE, Boolean.class)
                .setParameter("stack", stackId)
                .setParameter("step", Made.MADE + name)
                .getSingleResult();
    }

    @Override
    public Uni<Map<String, List<Component>>> ofStacks(Mutiny.Session session, Set<String> stackIds) {
        return OF_STACKS
                .rows(session, ComponentRow::of, (Object) stackIds.toArray(String[]::new))
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> row.stackId,
                                Collectors.mapping(row -> row.component(documents), Collectors.toList()))));
    }

    @Override
    public Uni<Set<Made>> made(Mutiny.Session session, List<Made> made, Instant now) {
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

    /** What differs between the rows of a plan; nothing of it has been made. */
    private record PlannedRow(
            String stack,
            String operation,
            int position,
            String name,
            String kind,
            String owner,
            String target,
            String needs,
            String state) {

        static Stream<PlannedRow> of(Plan plan, Documents documents) {
            return IntStream.range(0, plan.components().size())
                    .mapToObj(position -> of(plan, position, plan.components().get(position), documents));
        }

        private static PlannedRow of(Plan plan, int position, Component component, Documents documents) {
            return new PlannedRow(
                    plan.operation().stackId(),
                    plan.operation().operationId(),
                    position,
                    component.name(),
                    component.kind(),
                    component.owner(),
                    component.target(),
                    documents.write(Objects.requireNonNullElse(component.dependsOn(), List.of())),
                    component.state().name());
        }
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
