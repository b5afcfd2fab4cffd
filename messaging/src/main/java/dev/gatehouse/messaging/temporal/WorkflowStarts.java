package dev.gatehouse.messaging.temporal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.messaging.relay.Delivers;
import dev.gatehouse.messaging.relay.Delivery;
import dev.gatehouse.messaging.relay.DeliveryReport;
import dev.gatehouse.messaging.relay.DeliveryReport.Failure;
import dev.gatehouse.messaging.relay.DeliveryReport.Obstacle;
import dev.gatehouse.messaging.relay.OutboxRow;
import dev.gatehouse.messaging.relay.RelayKind;
import dev.gatehouse.messaging.trace.TraceParent;
import io.grpc.Context;
import io.grpc.Status;
import io.opentelemetry.context.Scope;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts workflows, several at a time. One that runs already counts as started; a closed one is started again. */
@ApplicationScoped
@Delivers(RelayKind.STARTS)
public class WorkflowStarts implements Delivery {
    private static final int AT_ONCE = 4;
    private static final long SECONDS_TO_START = 10;
    private static final Set<Status.Code> THIS_START_IS_WRONG = Set.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.PERMISSION_DENIED,
            Status.Code.FAILED_PRECONDITION,
            Status.Code.OUT_OF_RANGE);

    private final WorkflowClient client;
    private final ObjectMapper json;
    private final ExecutorService starters = Executors.newFixedThreadPool(AT_ONCE, WorkflowStarts::thread);
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(WorkflowStarts::thread);

    public WorkflowStarts(WorkflowClient client, ObjectMapper json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public DeliveryReport deliver(List<OutboxRow> rows) {
        Queue<OutboxRow> started = new ConcurrentLinkedQueue<>();
        Queue<Failure> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean away = new AtomicBoolean();
        List<Callable<Void>> tasks = rows.stream()
                .map(row -> (Callable<Void>) () -> {
                    if (!away.get()) {
                        attempt(row, started, failures, away);
                    }
                    return null;
                })
                .toList();
        try {
            starters.invokeAll(tasks);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new DeliveryReport(List.copyOf(started), List.copyOf(failures));
    }

    private void attempt(OutboxRow row, Queue<OutboxRow> started, Queue<Failure> failures, AtomicBoolean away) {
        try {
            start(row);
            started.add(row);
        } catch (WorkflowExecutionAlreadyStarted e) {
            started.add(row);
        } catch (Exception e) {
            Obstacle obstacle = obstacle(e);
            away.compareAndSet(false, obstacle == Obstacle.EVERYTHING);
            failures.add(new Failure(row, obstacle, String.valueOf(e)));
        }
    }

    private void start(OutboxRow row) throws Exception {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(row.aggregate())
                .setTaskQueue(row.destination())
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                // Where this process has the queue's workers, the first task comes with the answer.
                .setDisableEagerExecution(false)
                .build();
        // The SDK would retry for a minute; a row that waits in the outbox is the better place.
        Context deadline = Context.current().withDeadlineAfter(SECONDS_TO_START, TimeUnit.SECONDS, deadlines);
        try (Scope trace = TraceParent.context(row.traceparent()).makeCurrent()) {
            deadline.call(
                    () -> client.newUntypedWorkflowStub(row.type(), options).start(json.readTree(row.data())));
        }
    }

    private static Obstacle obstacle(Throwable failure) {
        Status.Code code = Status.fromThrowable(failure).getCode();
        boolean itself = THIS_START_IS_WRONG.contains(code) || failure instanceof IOException;
        return itself ? Obstacle.AGGREGATE : Obstacle.EVERYTHING;
    }

    @PreDestroy
    void close() {
        starters.shutdownNow();
        deadlines.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "workflow-starts");
        thread.setDaemon(true);
        return thread;
    }
}
