package dev.gatehouse.provisioner.provisioning.persistence;

import dev.gatehouse.messaging.transaction.DirectStatement;
import dev.gatehouse.provisioner.document.json.Documents;
import dev.gatehouse.provisioner.provisioning.ComponentRecords;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Component;
import dev.gatehouse.provisioner.provisioning.model.Component.Resource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Each method is one statement, however many components it is about. Keys come as arrays beside the joins, so that the
 * planner looks them up by index however small it believes the table to be. Documents are texts that are cast: given to
 * a json parameter the driver would quote them.
 */
@ApplicationScoped
class StoredComponents implements ComponentRecords {
    private static final String TOUCHED = """
            select * from component where stack_id = :stack and operation_id = :operation order by position, name
            """;

    /** Asked for by every activity, so past the object-relational mapping. */
    private static final DirectStatement OF_STACKS = new DirectStatement(
            "select " + ComponentRow.COLUMNS + " from component where stack_id = any ($1) order by position, name");

    private static final String EVER_MADE = """
            select exists (select from step join provisioning p on p.operation_id = step.operation_id
                           where p.stack_id = :stack and step.step = :step)
            """;

    private final PlannedComponents planned;
    private final NotedSteps steps;
    private final Documents documents;

    StoredComponents(PlannedComponents planned, NotedSteps steps, Documents documents) {
        this.planned = planned;
        this.steps = steps;
        this.documents = documents;
    }

    @Override
    public Uni<Void> plan(Mutiny.Session session, List<Plan> plans, Instant now) {
        return planned.plan(session, plans, now);
    }

    @Override
    public Uni<Void> planBesides(Mutiny.Session session, List<Plan> plans, Instant now) {
        return planned.planBesides(session, plans, now);
    }

    @Override
    public Uni<Boolean> touch(
            Mutiny.Session session, Checkpoint operation, String name, boolean restores, Instant now) {
        return steps.touch(session, operation, name, restores, now);
    }

    @Override
    public Uni<Void> explained(Mutiny.Session session, Made made) {
        return steps.explained(session, made);
    }

    @Override
    public Uni<Void> removing(Mutiny.Session session, Checkpoint operation, String name, Instant now) {
        return steps.removing(session, operation, name, now);
    }

    @Override
    public Uni<Void> found(
            Mutiny.Session session, Checkpoint operation, String name, List<Resource> there, Instant now) {
        return steps.found(session, operation, name, there, now);
    }

    @Override
    public Uni<Set<Made>> made(Mutiny.Session session, List<Made> made, Instant now) {
        return steps.made(session, made, now);
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
    public Uni<Set<String>> removed(Mutiny.Session session, Checkpoint operation) {
        return steps.removed(session, operation);
    }

    @Override
    public Uni<Void> emptied(Mutiny.Session session, Checkpoint operation, String name, Instant now) {
        return steps.emptied(session, operation, name, now);
    }

    @Override
    public Uni<Set<String>> emptied(Mutiny.Session session, Checkpoint operation) {
        return steps.emptied(session, operation);
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
}
