package dev.gatehouse.provisioner.provisioning.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stack of as many components as a release may have is carried through by workflows that continue as new: each
 * component once, no run with a long history, and each run's history replays.
 */
class LongHistoryTest {
    private static final int MOST_COMPONENTS = 100;
    /** What a run adds after the last component that it had room for. */
    private static final int END_OF_A_RUN = 30;

    private static final Checkpoint OPERATION = new Checkpoint("stack", "operation", 1);
    private static final Failure TAKEN = new Failure("c99", "taken", "Rename it.");

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final Script script = new Script();

    /** How components depend on each other. */
    enum Shape {
        CHAIN,
        WIDE;

        List<Node> nodes(int from, int to) {
            return IntStream.range(from, to)
                    .mapToObj(i ->
                            new Node("c" + i, "noop", this == CHAIN && i > from ? List.of("c" + (i - 1)) : List.of()))
                    .toList();
        }

        List<Node> all() {
            return nodes(0, MOST_COMPONENTS);
        }
    }

    @AfterEach
    void close() {
        temporal.close();
    }

    @ParameterizedTest
    @EnumSource
    void aStackIsProvisioned(Shape shape) {
        script.planFirst(shape.all().toArray(Node[]::new));
        Ran<Outcome> ran = provision();
        assertThat(ran.result()).isEqualTo(new Outcome(ProvisioningState.READY, null));
        once("apply", 0, MOST_COMPONENTS);
        assertThat(calls("destroy")).isEmpty();
        overSeveralRuns(shape, ran);
    }

    @ParameterizedTest
    @EnumSource
    void aStackIsDeleted(Shape shape) {
        script.plan(shape.all().toArray(Node[]::new));
        Ran<Outcome> ran = run("StackDeletionWorkflow", Outcome.class, StackDeletionWorkflowImpl.class, OPERATION);
        assertThat(ran.result()).isEqualTo(new Outcome(ProvisioningState.DELETED, null));
        once("destroy", 0, MOST_COMPONENTS);
        overSeveralRuns(shape, ran);
    }

    @ParameterizedTest
    @EnumSource
    void aFailedFirstProvisioningIsUndoneAlsoWhatEarlierRunsBegan(Shape shape) {
        script.planFirst(shape.all().toArray(Node[]::new));
        refuse("c99");
        Ran<Outcome> ran = provision();
        assertThat(ran.result()).isEqualTo(new Outcome(ProvisioningState.FAILED, TAKEN));
        once("apply", 0, MOST_COMPONENTS);
        once("destroy", 0, MOST_COMPONENTS);
        assertThat(script.left()).isEmpty();
        assertThat(script.calls()).endsWith("fail");
        overSeveralRuns(shape, ran);
    }

    @Test
    void whatWasNeverBegunIsNotUndone() {
        script.planFirst(Shape.CHAIN.all().toArray(Node[]::new));
        refuse("c90");
        overSeveralRuns(Shape.CHAIN, provision());
        once("apply", 0, 91);
        once("destroy", 0, 91);
    }

    @Test
    void whatALaterRunCannotPlanAnyMoreIsUndone() {
        script.planFirst(Shape.CHAIN.all().toArray(Node[]::new));
        script.failTimes("c40", 1, () -> {
            refuse("begin");
            return ApplicationFailure.newFailure("away", Failures.TRANSIENT);
        });
        Ran<Outcome> ran = provision();
        assertThat(ran.result().failure()).isEqualTo(new Failure(null, "taken", "Rename it."));
        List<String> made = calls("apply").stream().distinct().toList();
        once("destroy", 0, made.size());
        assertThat(made).hasSizeLessThan(MOST_COMPONENTS);
        overSeveralRuns(Shape.CHAIN, ran);
    }

    @Test
    void whatCannotBeUndoneIsNamedThoughOtherRunsCameBefore() {
        script.planFirst(Shape.CHAIN.all().toArray(Node[]::new));
        refuse("c99");
        refuse("destroy c10");
        overSeveralRuns(Shape.CHAIN, provision());
        once("destroy", 10, MOST_COMPONENTS);
        assertThat(script.left()).containsExactlyInAnyOrderElementsOf(names(Shape.CHAIN.nodes(0, 11)));
    }

    @ParameterizedTest
    @EnumSource
    void aFailedChangeIsLedBackToTheFormerGeneration(Shape shape) {
        script.planChange(shape.all(), List.of());
        script.restoration(shape.nodes(0, 80), shape.nodes(80, MOST_COMPONENTS));
        refuse("c99");
        Ran<Outcome> ran = provision();
        assertThat(ran.result()).isEqualTo(new Outcome(ProvisioningState.FAILED, TAKEN));
        once("apply", 0, MOST_COMPONENTS);
        once("restore", 0, 80);
        once("destroy", 80, MOST_COMPONENTS);
        assertThat(script.unrestored()).isEmpty();
        overSeveralRuns(shape, ran);
    }

    @Test
    void whatCannotBeRestoredKeepsNothingElseFromItAndIsTold() {
        script.planChange(Shape.WIDE.all(), List.of());
        script.restoration(Shape.WIDE.nodes(0, 50), Shape.CHAIN.nodes(50, MOST_COMPONENTS));
        refuse("c99");
        refuse("restore c3");
        provision();
        once("restore", 0, 50);
        once("destroy", 50, MOST_COMPONENTS);
        assertThat(script.unrestored()).containsExactly(new Failure("c3", "taken", "Rename it."));
    }

    @ParameterizedTest
    @EnumSource
    void aChangeRemovesWhatIsObsoleteLast(Shape shape) {
        script.planChange(shape.nodes(0, 50), shape.nodes(50, MOST_COMPONENTS));
        Ran<Outcome> ran = provision();
        assertThat(ran.result()).isEqualTo(new Outcome(ProvisioningState.READY, null));
        once("apply", 0, 50);
        once("destroy", 50, MOST_COMPONENTS);
        assertThat(script.calls().lastIndexOf("apply c49"))
                .isLessThan(script.calls().indexOf("destroy c99"));
        overSeveralRuns(shape, ran);
    }

    /** Looking for the operation alone makes a history long: the run still comes further than none. */
    @ParameterizedTest
    @EnumSource
    void aReleaseIsAppliedAlsoWhereItsOperationWasLongLookedFor(Shape shape) {
        script.planChange(shape.nodes(0, 80), shape.nodes(80, MOST_COMPONENTS));
        List<Admission> late = new ArrayList<>(Collections.nCopies(59, Admission.UNKNOWN));
        late.add(new Admission(true, null));
        script.admit(late.toArray(Admission[]::new));
        Ran<ReleaseOutcome> ran = release("apply");
        assertThat(ran.result()).isEqualTo(ReleaseOutcome.DONE);
        once("apply", 0, 80);
        once("destroy", 80, MOST_COMPONENTS);
        assertThat(ran.runs().size()).isGreaterThan(1);
        ran.runs().forEach(LongHistoryTest::replays);
        assertThat(ran.runs()).allMatch(LongHistoryTest::beganSomething);
    }

    @ParameterizedTest
    @EnumSource
    void aReleaseIsReverted(Shape shape) {
        script.restoration(shape.nodes(0, 80), shape.nodes(80, MOST_COMPONENTS));
        Ran<ReleaseOutcome> ran = release("revert");
        assertThat(ran.result()).isEqualTo(ReleaseOutcome.DONE);
        once("restore", 0, 80);
        once("destroy", 80, MOST_COMPONENTS);
        assertThat(script.calls()).endsWith("fail");
        overSeveralRuns(shape, ran);
    }

    @Test
    void whatIsRefusedInALaterRunHasFailedForSomethingWasTouched() {
        script.planChange(Shape.CHAIN.all(), List.of());
        Failure ended = new Failure(null, "it has ended", "Look it up.");
        script.admit(new Admission(true, null), new Admission(true, ended));
        assertThat(release("apply").result()).isEqualTo(ReleaseOutcome.failed(ended));
    }

    /** Starts another workflow as its child and tells what came of it. */
    @WorkflowInterface
    public interface Upgrade {
        @WorkflowMethod
        ReleaseOutcome upgrade(StackRelease asked);
    }

    public static class Upgrading implements Upgrade {
        @Override
        public ReleaseOutcome upgrade(StackRelease asked) {
            return Workflow.newUntypedChildWorkflowStub("StackReleaseWorkflow").execute(ReleaseOutcome.class, asked);
        }
    }

    @Test
    void aParentSeesOneWorkflowHoweverManyRunsItTakes() {
        script.planChange(Shape.CHAIN.all(), List.of());
        StackRelease asked = new StackRelease("stack", "operation", 1, "apply", null, null);
        Ran<ReleaseOutcome> parent =
                run("Upgrade", ReleaseOutcome.class, Upgrading.class, asked, StackReleaseWorkflowImpl.class);
        assertThat(parent.result()).isEqualTo(ReleaseOutcome.DONE);
        assertThat(parent.runs()).hasSize(1);
        once("apply", 0, MOST_COMPONENTS);
        assertThat(script.calls()).filteredOn("admit"::equals).hasSizeGreaterThan(1);
    }

    /** As the workflow was before it was continued as new: it begins whatever may begin, however much that is. */
    public static class Unbounded implements StackProvisioningWorkflow {
        @Override
        public Outcome provision(Checkpoint operation, EarlierRuns earlier) {
            OperationActivities records = Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS);
            ComponentActivities engines = Workflow.newActivityStub(ComponentActivities.class, Patience.ENGINES);
            Begun begun = Workflow.newActivityStub(OperationActivities.class, Patience.PLANNING)
                    .begin(operation);
            ComponentGraph graph = begun.graph();
            List<Promise<Void>> made = new ArrayList<>();
            for (Node node : graph.ordered()) {
                if (!node.dependsOn().isEmpty()) {
                    Promise.allOf(made).get();
                }
                made.add(Async.procedure(engines::apply, new ApplyComponent(operation, node.name())));
            }
            Promise.allOf(made).get();
            return records.complete(operation);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLongHistoryThatIsOlderReplaysToo(Shape shape) {
        script.plan(shape.all().toArray(Node[]::new));
        Ran<Outcome> ran = run("StackProvisioningWorkflow", Outcome.class, Unbounded.class, OPERATION);
        assertThat(ran.runs()).singleElement().satisfies(history -> {
            assertThat(history.getEvents().size()).isGreaterThan(3 * MOST_COMPONENTS);
            replays(history);
        });
    }

    private void refuse(String step) {
        script.failTimes(
                step, 1, () -> ApplicationFailure.newNonRetryableFailure("taken", Failures.PERMANENT, "Rename it."));
    }

    private List<String> calls(String verb) {
        return script.calls().stream()
                .filter(call -> call.startsWith(verb + " "))
                .toList();
    }

    private void once(String verb, int from, int to) {
        assertThat(calls(verb))
                .containsExactlyInAnyOrderElementsOf(Shape.WIDE.nodes(from, to).stream()
                        .map(node -> verb + " " + node.name())
                        .toList());
    }

    private static List<String> names(List<Node> nodes) {
        return nodes.stream().map(Node::name).toList();
    }

    /** Of those that are begun at once a good many end in one task: they may do with one run. */
    private static void overSeveralRuns(Shape shape, Ran<?> ran) {
        if (shape == Shape.CHAIN) {
            assertThat(ran.runs().size()).isGreaterThan(1);
        }
        ran.runs().forEach(history -> {
            assertThat(history.getEvents().size()).isLessThan(Run.MOST_EVENTS + END_OF_A_RUN);
            assertThat(beganSomething(history)).isTrue();
            replays(history);
        });
    }

    /** Whether a component was begun. */
    private static boolean beganSomething(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                .map(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName())
                .anyMatch(activity -> activity.endsWith("Component"));
    }

    private static void replays(WorkflowExecutionHistory history) {
        try {
            WorkflowReplayer.replayWorkflowExecution(
                    history,
                    StackProvisioningWorkflowImpl.class,
                    StackDeletionWorkflowImpl.class,
                    StackReleaseWorkflowImpl.class);
        } catch (Exception different) {
            throw new AssertionError(different);
        }
    }

    private Ran<Outcome> provision() {
        return run("StackProvisioningWorkflow", Outcome.class, StackProvisioningWorkflowImpl.class, OPERATION);
    }

    private Ran<ReleaseOutcome> release(String direction) {
        StackRelease asked = new StackRelease("stack", "operation", 1, direction, null, null);
        return run("StackReleaseWorkflow", ReleaseOutcome.class, StackReleaseWorkflowImpl.class, asked);
    }

    /** What came of a workflow, and the histories of its runs. */
    private record Ran<T>(T result, List<WorkflowExecutionHistory> runs) {}

    private <T> Ran<T> run(String type, Class<T> result, Class<?> workflow, Object input, Class<?>... others) {
        Worker worker = temporal.newWorker("provisioner-service");
        worker.registerWorkflowImplementationTypes(
                Stream.concat(Stream.of(workflow), Stream.of(others)).toArray(Class<?>[]::new));
        worker.registerActivitiesImplementations(
                script.operations(), script.components(), script.deletions(), script.destructions());
        temporal.start();
        WorkflowStub stub = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("provisioner-service")
                                .build());
        WorkflowExecution first = stub.start(input);
        T outcome = stub.getResult(result);
        return new Ran<>(outcome, histories(first));
    }

    private List<WorkflowExecutionHistory> histories(WorkflowExecution first) {
        List<WorkflowExecutionHistory> histories = new ArrayList<>();
        String run = first.getRunId();
        while (!run.isEmpty()) {
            WorkflowExecutionHistory history = temporal.getWorkflowClient().fetchHistory(first.getWorkflowId(), run);
            histories.add(history);
            HistoryEvent last = history.getLastEvent();
            run = last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
        }
        return histories;
    }
}
