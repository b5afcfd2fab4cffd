package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** First nobody else may be at work on the stack, then its components go in the reverse order of their making. */
public class StackDeletionWorkflowImpl implements StackDeletionWorkflow {
    private final DeletionActivities records = Workflow.newActivityStub(DeletionActivities.class, Patience.RECORDS);
    private final DeletionActivities waiting =
            Workflow.newActivityStub(DeletionActivities.class, Patience.EARLIER_WORK);
    private final DestructionActivities engines =
            Workflow.newActivityStub(DestructionActivities.class, Patience.REMOVALS);

    @Override
    public Outcome delete(Checkpoint operation) {
        Begun begun = records.begin(operation);
        if (begun.outcome() != null) {
            return begun.outcome();
        }
        Optional<Failure> failure =
                begun.failure() != null ? Optional.of(begun.failure()) : remove(operation, begun.graph());
        return failure.isPresent()
                ? records.fail(new FailOperation(operation, failure.get()))
                : records.complete(operation);
    }

    private Optional<Failure> remove(Checkpoint operation, ComponentGraph graph) {
        try {
            waiting.awaitEarlierWork(operation);
        } catch (ActivityFailure cancelled) {
            return Optional.of(Failures.of(null, cancelled));
        }
        // what is gone stands in the rows, so the next run needs to be told nothing
        Run run = new Run(null, done -> Workflow.continueAsNew(operation));
        return new Teardown(engines, run).run(operation, graph).failure();
    }
}
