package dev.gatehouse.provisioner.progress.persistence;

import dev.gatehouse.provisioner.progress.ProgressRecords;
import dev.gatehouse.provisioner.progress.model.Experience;
import dev.gatehouse.provisioner.provisioning.model.StackOrder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Nothing is written for it while an operation runs: what the steps tell anyhow is enough to learn from. */
@ApplicationScoped
class StoredProgress implements ProgressRecords {
    private static final String MADE = "component/";
    private static final String DESTROYED = "destroyed/";
    /** Enough to even out one slow run, few enough to forget what was slow last year. */
    private static final int RUNS = 20;

    private static final String STEPS =
            "select step, max(done_at) as done_at from step where operation_id = :operation group by 1";

    private static final String EVER_READY =
            "select exists (select from provisioning where stack_id = :stack and state = 'READY')";

    /** The first expression and the condition are those of the index {@code provisioning_experience}. */
    private static final String EXPERIENCE = """
            with runs as (
                select operation_id, accepted_at from provisioning
                where (cast(order_document as jsonb) #>> '{template,name}') = :template
                  and (cast(order_document as jsonb) #>> '{operation,kind}') = :kind
                  and state in ('READY', 'DELETED')
                order by finished_at desc limit :runs
            )
            select substr(step, length(cast(:prefix as text)) + 1) as component,
                   cast(avg(extract(epoch from (step.done_at - runs.accepted_at)) * 1000) as bigint) as millis,
                   (select count(*) from runs) as runs
            from runs join step on step.operation_id = runs.operation_id
            where starts_with(step.step, cast(:prefix as text))
            group by 1
            """;

    @Override
    public Uni<Map<String, Instant>> steps(Mutiny.Session session, String operationId) {
        return session.createNativeQuery(STEPS, Tuple.class)
                .setParameter("operation", operationId)
                .getResultList()
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(
                                row -> row.get("step", String.class),
                                row -> row.get("done_at", OffsetDateTime.class).toInstant())));
    }

    @Override
    public Uni<Boolean> everReady(Mutiny.Session session, String stackId) {
        return session.createNativeQuery(EVER_READY, Boolean.class)
                .setParameter("stack", stackId)
                .getSingleResult();
    }

    @Override
    public Uni<Experience> experience(Mutiny.Session session, StackOrder order) {
        return session.createNativeQuery(EXPERIENCE, Tuple.class)
                .setParameter("template", order.template().name())
                .setParameter("kind", order.operation().kind())
                .setParameter("prefix", order.operation().deletes() ? DESTROYED : MADE)
                .setParameter("runs", RUNS)
                .getResultList()
                .map(StoredProgress::experience);
    }

    private static Experience experience(List<Tuple> rows) {
        return rows.isEmpty()
                ? Experience.NONE
                : new Experience(
                        number(rows.get(0), "runs").intValue(),
                        rows.stream()
                                .collect(Collectors.toMap(
                                        row -> row.get("component", String.class),
                                        row -> Duration.ofMillis(Math.max(
                                                0, number(row, "millis").longValue())))));
    }

    private static Number number(Tuple row, String column) {
        return row.get(column, Number.class);
    }
}
