package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Workflows alone, with time skipping; their activities only note that they were called. Runs one of them, once. */
final class ScriptedWorkflows implements AutoCloseable {
    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final Script script = new Script();

    Script script() {
        return script;
    }

    /** What the clock says that the workflows go by. */
    long now() {
        return temporal.currentTimeMillis();
    }

    Outcome provision() {
        return start(
                        WorkflowImplementationOptions.getDefaultInstance(),
                        StackProvisioningWorkflowImpl.class,
                        StackProvisioningWorkflow.class)
                .provision(new Checkpoint("stack", "operation", 1), null);
    }

    Outcome delete() {
        return delete(WorkflowImplementationOptions.getDefaultInstance());
    }

    Outcome delete(WorkflowImplementationOptions options) {
        return start(options, StackDeletionWorkflowImpl.class, StackDeletionWorkflow.class)
                .delete(new Checkpoint("stack", "operation", 1));
    }

    ReleaseOutcome release(int attempt, String direction, @Nullable String component) {
        return start(
                        WorkflowImplementationOptions.getDefaultInstance(),
                        StackReleaseWorkflowImpl.class,
                        StackReleaseWorkflow.class)
                .release(new StackRelease("stack", "operation", attempt, direction, component, null), null);
    }

    private <W> W start(WorkflowImplementationOptions options, Class<? extends W> workflow, Class<W> type) {
        Worker worker = temporal.newWorker("provisioner-service");
        worker.registerWorkflowImplementationTypes(options, workflow);
        worker.registerActivitiesImplementations(
                script.operations(), script.components(), script.deletions(), script.destructions());
        temporal.start();
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        type,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("provisioner-service")
                                .build());
    }

    @Override
    public void close() {
        temporal.close();
    }

    static Node node(String name, String... dependsOn) {
        return new Node(name, "noop", List.of(dependsOn));
    }

    /** What is called where each call fails once for a while. */
    static List<String> twice(String... calls) {
        return Stream.of(calls).flatMap(call -> Stream.of(call, call)).toList();
    }
}
