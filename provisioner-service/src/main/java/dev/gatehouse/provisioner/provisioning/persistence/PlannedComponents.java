package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.ComponentRecords.Plan;
import dev.gatehouse.provisioner.provisioning.model.Component;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;

/** What operations are going to make: their components' rows, of which nothing has been made yet. */
@ApplicationScoped
class PlannedComponents {
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

    /**
     * What an earlier operation left goes on to be that one's, with what is noted of it, until the new one begins to make it:
     * an undo may only remove what is its operation's. It stays what it is and where it is: elsewhere nobody would look for
     * it. A component of this very operation stays as it is.
     */
    private static final DirectStatement PLAN = new DirectStatement(INSERT + """
            on conflict (stack_id, name) do update
            set operation_id = case c.state when 'DESTROYED' then excluded.operation_id else c.operation_id end,
                kind = case c.state when 'DESTROYED' then excluded.kind else c.kind end,
                target = case c.state when 'DESTROYED' then excluded.target else c.target end,
                position = excluded.position, owner = excluded.owner, depends_on = excluded.depends_on,
                state = excluded.state, changed_at = excluded.changed_at
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

    private final Documents documents;

    PlannedComponents(Documents documents) {
        this.documents = documents;
    }

    Uni<Void> plan(Mutiny.Session session, List<Plan> plans, Instant now) {
        return plan(session, PLAN, plans, now);
    }

    Uni<Void> planBesides(Mutiny.Session session, List<Plan> plans, Instant now) {
        return plan(session, PLAN_BESIDES, plans, now);
    }

    private Uni<Void> plan(Mutiny.Session session, DirectStatement statement, List<Plan> plans, Instant now) {
        List<PlannedRow> rows =
                plans.stream().flatMap(plan -> PlannedRow.of(plan, documents)).toList();
        return statement
                .update(session, documents.write(rows), now.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
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
}
