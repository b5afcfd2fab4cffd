package dev.gatehouse.local.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.util.Durations;
import dev.gatehouse.local.Loopback;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.StickyExecutionAttributes;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers with the SDK's usual stickiness on the in-memory server. */
class StickyQueuesTest {

    private static final String QUEUE = "greetings";

    private final InMemoryTemporal temporal = new InMemoryTemporal(Loopback.freePort());
    private WorkflowServiceStubs stubs;
    private WorkflowStub workflow;

    @BeforeEach
    void start() {
        temporal.start();
        stubs = connect();
    }

    @AfterEach
    void stop() {
        stubs.shutdownNow();
        temporal.close();
    }

    @Test
    void aWorkflowOfAWorkerThatVanishedGoesOnWithAnother() {
        WorkflowServiceStubs vanishing = connect();
        WorkerFactory first = work(vanishing);
        workflow = begin();
        await().untilAsserted(() -> assertThat(tasksCompleted()).isEqualTo(1));

        // the process dies: its connection ends, and nobody says good-bye
        vanishing.shutdownNow();
        workflow.signal("greet", "after");
        WorkerFactory second = work(stubs);

        assertThat(result()).isEqualTo("before after");
        second.shutdownNow();
        first.shutdownNow();
    }

    @Test
    void andSoDoesOneThatIsWokenLongAfter() {
        WorkflowServiceStubs vanishing = connect();
        WorkerFactory first = work(vanishing);
        workflow = begin();
        await().untilAsserted(() -> assertThat(tasksCompleted()).isEqualTo(1));
        vanishing.shutdownNow();
        WorkerFactory second = work(stubs);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .anyMatch(thread -> thread.getName().startsWith("abandoned ")));

        workflow.signal("greet", "after");

        assertThat(result()).isEqualTo("before after");
        second.shutdownNow();
        first.shutdownNow();
    }

    /** As it happens to one that gets a task with the answer to a start, and is replaced before it polls. */
    @Test
    void andSoDoesOneWhoseWorkerVanishedBeforeItEverPolledItsOwnQueue() {
        workflow = begin();
        PollWorkflowTaskQueueResponse taken = stubs.blockingStub()
                .pollWorkflowTaskQueue(PollWorkflowTaskQueueRequest.newBuilder()
                        .setNamespace("default")
                        .setTaskQueue(TaskQueue.newBuilder().setName(QUEUE))
                        .setIdentity("vanishing")
                        .build());
        var unused = stubs.blockingStub()
                .respondWorkflowTaskCompleted(RespondWorkflowTaskCompletedRequest.newBuilder()
                        .setNamespace("default")
                        .setIdentity("vanishing")
                        .setTaskToken(taken.getTaskToken())
                        .setStickyAttributes(StickyExecutionAttributes.newBuilder()
                                .setWorkerTaskQueue(TaskQueue.newBuilder()
                                        .setName("vanishing's own")
                                        .setKind(TaskQueueKind.TASK_QUEUE_KIND_STICKY)
                                        .setNormalName(QUEUE))
                                .setScheduleToStartTimeout(Durations.fromSeconds(5)))
                        .build());

        WorkerFactory second = work(stubs);
        workflow.signal("greet", "after");

        assertThat(result()).isEqualTo("before after");
        second.shutdownNow();
    }

    private WorkflowStub begin() {
        WorkflowStub stub = WorkflowClient.newInstance(stubs)
                .newUntypedWorkflowStub(
                        "Greetings",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(UUID.randomUUID().toString())
                                .build());
        stub.start();
        stub.signal("greet", "before");
        return stub;
    }

    /** Workflow tasks that the worker has completed: from the first on the workflow sticks to it. */
    private long tasksCompleted() {
        return WorkflowClient.newInstance(stubs)
                .fetchHistory(workflow.getExecution().getWorkflowId())
                .getEvents()
                .stream()
                .filter(event -> event.hasWorkflowTaskCompletedEventAttributes())
                .limit(1)
                .count();
    }

    private String result() {
        try {
            return workflow.getResult(30, TimeUnit.SECONDS, String.class);
        } catch (TimeoutException stuck) {
            throw new AssertionError("the workflow is stuck", stuck);
        }
    }

    private WorkflowServiceStubs connect() {
        return WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(temporal.address())
                        .build(),
                Duration.ofSeconds(10));
    }

    private static WorkerFactory work(WorkflowServiceStubs connection) {
        WorkerFactory factory = WorkerFactory.newInstance(WorkflowClient.newInstance(connection));
        Worker worker = factory.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(GreetingsImpl.class);
        factory.start();
        return factory;
    }

    /** Waits for two signals. */
    @WorkflowInterface
    public interface Greetings {
        @WorkflowMethod(name = "Greetings")
        String collect();

        @SignalMethod(name = "greet")
        void greet(String word);
    }

    public static final class GreetingsImpl implements Greetings {
        private String words = "";

        @Override
        public String collect() {
            Workflow.await(() -> words.contains(" "));
            return words;
        }

        @Override
        public void greet(String word) {
            words = words.isEmpty() ? word : words + " " + word;
        }
    }
}
