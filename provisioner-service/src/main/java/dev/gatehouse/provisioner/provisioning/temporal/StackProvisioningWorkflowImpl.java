package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each component as soon as those it depends on are there; independent ones at the same time. Where a first provisioning
 * fails for good, what it made goes again; where a later operation does, the former generation is made again.
 */
public class StackProvisioningWorkflowImpl implements StackProvisioningWorkflow {
    private static final String UNDO = "undo what a first provisioning made";
    private static final String UNDO_UNPLANNED = "undo what a workflow that was lost had made";

    private final OperationActivities planning = Workflow.newActivityStub(OperationActivities.class, Patience.PLANNING);
    private final OperationActivities records = Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS);
    private final ComponentActivities engines = Workflow.newActivityStub(ComponentActivities.class, Patience.ENGINES);
    private final DeletionActivities waiting =
            Workflow.newActivityStub(DeletionActivities.class, Patience.EARLIER_WORK);
    private final DestructionActivities destructions =
            Workflow.newActivityStub(DestructionActivities.class, Patience.REMOVALS);

    @Override
    public Outcome provision(Checkpoint operation, @Nullable EarlierRuns earlier) {
        Run run = new Run(earlier, done -> Workflow.continueAsNew(operation, done));
        try {
            Begun begun = begin(operation);
            if (begun.outcome() != null) {
                return begun.outcome();
            }
            if (begun.failure() == null) {
                return provision(operation, run, begun);
            }
            return begun.hasFormer()
                    ? restore(operation, run, begun.failure())
                    : undo(operation, run, whatMayBeThere(begun, earlier), begun.failure());
        } catch (ActivityFailure failed) {
            return records.fail(new FailOperation(operation, Failures.of(null, failed)));
        }
    }

    /**
     * What cannot be planned any more, for a target went, may have been made in part, by a run before this one or a workflow
     * that Temporal lost: that is undone as after any other failure.
     */
    private Begun begin(Checkpoint operation) {
        try {
            return planning.begin(operation);
        } catch (ActivityFailure unplanned) {
            if (!Run.isContinued() && Workflow.getVersion(UNDO_UNPLANNED, Workflow.DEFAULT_VERSION, 1) < 1) {
                throw unplanned;
            }
            records.undo(new FailOperation(operation, Failures.of(null, unplanned)));
            return planning.begin(operation);
        }
    }

    /** Where Temporal lost a workflow that was undoing what it had made, nobody knows any more what that had begun. */
    private static ComponentGraph whatMayBeThere(Begun begun, @Nullable EarlierRuns earlier) {
        return earlier == null ? begun.graph() : begun.graph().only(Set.copyOf(earlier.made()));
    }

    private Outcome provision(Checkpoint operation, Run run, Begun begun) {
        if (begun.later()) {
            waiting.awaitEarlierWork(operation);
        }
        if (begun.plannedFirst() && PlanFirst.isDue()) {
            engines.plan(operation);
        }
        Optional<Failure> failure = new Making(engines::apply, run, run.made()).run(operation, begun.graph());
        if (failure.isEmpty() && !begun.obsolete().ordered().isEmpty()) {
            failure = remove(operation, run, begun.obsolete());
        }
        if (failure.isPresent()) {
            return fail(operation, run, begun, failure.get());
        }
        try {
            return records.complete(operation);
        } catch (ActivityFailure failed) {
            return fail(operation, run, begun, Failures.of(null, failed));
        }
    }

    /** What is removed may be lost, so nothing else may fail the operation afterwards. */
    private Optional<Failure> remove(Checkpoint operation, Run run, ComponentGraph obsolete) {
        try {
            records.rehearse(operation);
        } catch (ActivityFailure failed) {
            return Optional.of(Failures.of(null, failed));
        }
        return new Teardown(destructions, run).run(operation, obsolete).failure();
    }

    /** Nothing of a first provisioning was there before, so what was begun goes. */
    private Outcome fail(Checkpoint operation, Run run, Begun begun, Failure failure) {
        if (begun.hasFormer()) {
            return restore(operation, run, failure);
        }
        boolean undo = begun.first() && Workflow.getVersion(UNDO, Workflow.DEFAULT_VERSION, 1) == 1;
        return undo
                ? undo(operation, run, begun.graph().only(run.made()), failure)
                : records.fail(new FailOperation(operation, failure));
    }

    private Outcome undo(Checkpoint operation, Run run, ComponentGraph made, Failure failure) {
        records.undo(new FailOperation(operation, failure));
        waiting.awaitEarlierWork(operation);
        List<String> left = new Teardown(destructions, run).run(operation, made).left();
        return records.fail(new FailOperation(operation, failure, left));
    }

    /** What was created goes last: what is made again may have used it until then. */
    private Outcome restore(Checkpoint operation, Run run, Failure failure) {
        records.undo(new FailOperation(operation, failure));
        Restoration restoration;
        try {
            waiting.awaitEarlierWork(operation);
            restoration = records.restore(operation);
        } catch (ActivityFailure unplanned) {
            return records.fail(new FailOperation(operation, failure, List.of(), Failures.of(null, unplanned)));
        }
        Optional<Failure> unmade =
                new Making(engines::restore, run, run.restored()).run(operation, restoration.former());
        unmade.ifPresent(toTell -> run.goOnToTheEnd());
        Teardown.Result gone = new Teardown(destructions, run).run(operation, restoration.created());
        Failure unrestored = unmade.or(gone::failure).orElse(null);
        return records.fail(new FailOperation(operation, failure, gone.left(), unrestored));
    }
}
