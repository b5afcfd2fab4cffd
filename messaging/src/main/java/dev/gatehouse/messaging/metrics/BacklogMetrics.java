package dev.gatehouse.messaging.metrics;

import dev.gatehouse.messaging.transaction.UnitOfWork;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Measures the backlog every few seconds and shows the last measurement; it stays while the database is away. */
@ApplicationScoped
public class BacklogMetrics {
    private static final Logger LOG = Logger.getLogger(BacklogMetrics.class);

    private static final String MEASURE = """
            select (select count(*) from outbox where kind <> 'workflow-start') as facts,
                   (select count(*) from outbox where kind = 'workflow-start') as starts,
                   (select cast(coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) as float8)
                    from outbox) as oldest,
                   (select count(*) from inbox_parked) as parked,
                   (select count(*) from inbox_mark where parked > 0) as gaps,
                   (select count(*) from dead_letter where replayed_at is null) as letters,
                   (select count(*) from inbox_mark where stale) as stale
            """;

    private final UnitOfWork unitOfWork;
    private volatile Backlog last = Backlog.EMPTY;

    public BacklogMetrics(UnitOfWork unitOfWork, MeterRegistry registry) {
        this.unitOfWork = unitOfWork;
        gauge(registry, "outbox.depth.rows", "Facts that Kafka has not confirmed", Backlog::facts);
        gauge(registry, "workflow.starts.waiting", "Starts that Temporal has not confirmed", Backlog::workflowStarts);
        gauge(registry, "outbox.age.seconds", "Age of the oldest row in the outbox", Backlog::oldestSeconds);
        gauge(registry, "parked.events", "Events that wait behind a gap", Backlog::parked);
        gauge(registry, "gaps.aggregates", "Aggregates of which an event is missing", Backlog::gaps);
        gauge(registry, "dead.letters.waiting", "Dead letters that have not been replayed", Backlog::deadLetters);
        gauge(registry, "stale.aggregates", "Aggregates that lack a dead letter's change", Backlog::stale);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
        Gauge.builder("gatehouse.messaging." + name, this, metrics -> value.applyAsDouble(metrics.last))
                .description(description)
                .register(registry);
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return unitOfWork
                .read(session -> session.createNativeQuery(MEASURE, Tuple.class).getSingleResult())
                .invoke(row -> last = backlog(row))
                .onFailure()
                .invoke(failure -> LOG.debugf("the backlog was not measured: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private static Backlog backlog(Tuple row) {
        return new Backlog(
                number(row, "facts").longValue(),
                number(row, "starts").longValue(),
                number(row, "oldest").doubleValue(),
                number(row, "parked").longValue(),
                number(row, "gaps").longValue(),
                number(row, "letters").longValue(),
                number(row, "stale").longValue());
    }

    private static Number number(Tuple row, String column) {
        return row.get(column, Number.class);
    }
}
