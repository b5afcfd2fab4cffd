package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Each component as soon as those it depends on are there; independent ones at the same time. Where a first provisioning
 * fails for good, what it made goes again; where a later operation does, the former generation is made again.
 */
public class StackProvisioningWorkflowImpl implements StackProvisioningWorkflow {
    private static final String UNDO = "undo what a first provisioning made";

    private final OperationActivities planning = Workflow.newActivityStub(OperationActivities.class, Patience.PLANNING);
    private final OperationActivities records = Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS);
    private final ComponentActivities engines = Workflow.newActivityStub(ComponentActivities.class, Patience.ENGINES);
    private final DeletionActivities waiting =
            Workflow.newActivityStub(DeletionActivities.class, Patience.EARLIER_WORK);
    private final DestructionActivities destructions =
            Workflow.newActivityStub(DestructionActivities.class, Patience.REMOVALS);

    @Override
    public Outcome provision(Checkpoint operation) {
        try {
            Begun begun = planning.begin(operation);
            if (begun.outcome() != null) {
                return begun.outcome();
            }
            if (begun.failure() == null) {
                return provision(operation, begun);
            }
            // Temporal lost a workflow that was undoing what it had made: what that had begun is not known any more
            return begun.hasFormer()
                    ? restore(operation, begun.failure())
                    : undo(operation, begun.graph(), begun.failure());
        } catch (ActivityFailure failed) {
            return records.fail(new FailOperation(operation, Failures.of(null, failed)));
        }
    }

    private Outcome provision(Checkpoint operation, Begun begun) {
        if (begun.later()) {
            waiting.awaitEarlierWork(operation);
        }
        Making making = new Making(engines::apply);
        Optional<Failure> failure = making.run(operation, begun.graph());
        if (failure.isEmpty() && !begun.obsolete().ordered().isEmpty()) {
            failure = remove(operation, begun.obsolete());
        }
        if (failure.isPresent()) {
            return fail(operation, begun, making.begun(), failure.get());
        }
        try {
            return records.complete(operation);
        } catch (ActivityFailure failed) {
            return fail(operation, begun, making.begun(), Failures.of(null, failed));
        }
    }

    /** What is removed may be lost, so nothing else may fail the operation afterwards. */
    private Optional<Failure> remove(Checkpoint operation, ComponentGraph obsolete) {
        try {
            records.rehearse(operation);
        } catch (ActivityFailure failed) {
            return Optional.of(Failures.of(null, failed));
        }
        return new Teardown(destructions).run(operation, obsolete).failure();
    }

    /** Nothing of a first provisioning was there before, so what was begun goes. */
    private Outcome fail(Checkpoint operation, Begun begun, Set<String> applied, Failure failure) {
        if (begun.hasFormer()) {
            return restore(operation, failure);
        }
        boolean undo = begun.first() && Workflow.getVersion(UNDO, Workflow.DEFAULT_VERSION, 1) == 1;
        return undo
                ? undo(operation, begun.graph().only(applied), failure)
                : records.fail(new FailOperation(operation, failure));
    }

    private Outcome undo(Checkpoint operation, ComponentGraph made, Failure failure) {
        records.undo(new FailOperation(operation, failure));
        waiting.awaitEarlierWork(operation);
        List<String> left = new Teardown(destructions).run(operation, made).left();
        return records.fail(new FailOperation(operation, failure, left));
    }

    /** What was created goes last: what is made again may have used it until then. */
    private Outcome restore(Checkpoint operation, Failure failure) {
        records.undo(new FailOperation(operation, failure));
        Restoration restoration;
        try {
            waiting.awaitEarlierWork(operation);
            restoration = records.restore(operation);
        } catch (ActivityFailure unplanned) {
            return records.fail(new FailOperation(operation, failure, List.of(), Failures.of(null, unplanned)));
        }
        Optional<Failure> unmade = new Making(engines::restore).run(operation, restoration.former());
        Teardown.Result gone = new Teardown(destructions).run(operation, restoration.created());
        Failure unrestored = unmade.or(gone::failure).orElse(null);
        return records.fail(new FailOperation(operation, failure, gone.left(), unrestored));
    }
}
