package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.DestroyComponent;
import dev.gatehouse.provisioner.provisioning.model.EarlierRuns;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.ReleaseOutcome;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All components, after which the operation has ended, or one, after which it goes on. */
public class StackReleaseWorkflowImpl implements StackReleaseWorkflow {
    /** The order of an upgrade comes over Kafka to its two services, to one sooner than to the other. */
    private static final int LOOKS = 60;

    private static final String LATER_ATTEMPT_WAITS = "let a component of a later attempt wait for earlier work";

    private final OperationActivities planning = Workflow.newActivityStub(OperationActivities.class, Patience.PLANNING);
    private final OperationActivities records = Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS);
    private final ComponentActivities engines = Workflow.newActivityStub(ComponentActivities.class, Patience.ENGINES);
    private final DeletionActivities waiting =
            Workflow.newActivityStub(DeletionActivities.class, Patience.EARLIER_WORK);
    private final DestructionActivities destructions =
            Workflow.newActivityStub(DestructionActivities.class, Patience.REMOVALS);

    @Override
    public ReleaseOutcome release(StackRelease asked, @Nullable EarlierRuns earlier) {
        if (!asked.sound()) {
            String reason = "direction is neither apply nor revert, or attempt is less than 1";
            return ReleaseOutcome.refused(new Failure(null, reason, "Correct what starts this workflow."));
        }
        Failure refusal = admit(asked).refusal();
        if (refusal != null) {
            return refused(refusal);
        }
        Run run = new Run(earlier, done -> Workflow.continueAsNew(asked, done));
        try {
            if (asked.component() == null || !asked.applies() || comesAgain(asked)) {
                waiting.awaitEarlierWork(asked.checkpoint());
            }
            return asked.applies() ? apply(asked, run) : revert(asked, run);
        } catch (ActivityFailure failed) {
            return ReleaseOutcome.failed(Failures.of(asked.component(), failed));
        }
    }

    /** An engine that an earlier attempt lost sight of may still be at work. */
    private static boolean comesAgain(StackRelease asked) {
        return asked.attempt() > 1 && Workflow.getVersion(LATER_ATTEMPT_WAITS, Workflow.DEFAULT_VERSION, 1) == 1;
    }

    /** Nothing was touched, unless an earlier run has done so. */
    private static ReleaseOutcome refused(Failure refusal) {
        return Run.isContinued() ? ReleaseOutcome.failed(refusal) : ReleaseOutcome.refused(refusal);
    }

    /** However many looks it takes, it is no reason to continue as new: the next run would begin to look again. */
    private Admission admit(StackRelease asked) {
        Admission admission = records.admit(asked);
        for (int look = 1; look < LOOKS && !admission.known(); look++) {
            Workflow.sleep(Duration.ofSeconds(1));
            admission = records.admit(asked);
        }
        return admission;
    }

    private ReleaseOutcome apply(StackRelease asked, Run run) {
        Checkpoint operation = asked.checkpoint();
        Begun begun = planning.begin(operation);
        if (begun.outcome() != null) {
            return ended(begun.outcome());
        }
        if (PlanFirst.isDue()) {
            engines.plan(operation);
        }
        String component = asked.component();
        if (component != null) {
            return has(begun.graph(), component)
                    ? apply(operation, component)
                    : remove(operation, begun.obsolete(), component);
        }
        Optional<Failure> failure = new Making(engines::apply, run, run.made()).run(operation, begun.graph());
        if (failure.isEmpty() && !begun.obsolete().ordered().isEmpty()) {
            records.rehearse(operation);
            failure = new Teardown(destructions, run)
                    .run(operation, begun.obsolete())
                    .failure();
        }
        if (failure.isPresent()) {
            return ReleaseOutcome.failed(failure.get());
        }
        Outcome outcome = records.complete(operation);
        return outcome.state() == ProvisioningState.READY ? ReleaseOutcome.DONE : ended(outcome);
    }

    /** A later operation took this one's place meanwhile. */
    private static ReleaseOutcome ended(Outcome outcome) {
        return refused(new Failure(
                null, "the operation is " + outcome.state() + " meanwhile", "Nothing to do: what ended it counts."));
    }

    private ReleaseOutcome apply(Checkpoint operation, String component) {
        engines.apply(new ApplyComponent(operation, component));
        return ReleaseOutcome.DONE;
    }

    /** What is not among those that stand and shall not is gone already, or never was. */
    private ReleaseOutcome remove(Checkpoint operation, ComponentGraph unwanted, String component) {
        if (has(unwanted, component)) {
            destructions.destroy(new DestroyComponent(operation, component));
        }
        return ReleaseOutcome.DONE;
    }

    private ReleaseOutcome revert(StackRelease asked, Run run) {
        Checkpoint operation = asked.checkpoint();
        String component = asked.component();
        if (component == null) {
            return revert(operation, run, asked.cause());
        }
        Restoration restoration = records.restore(operation);
        if (has(restoration.former(), component)) {
            engines.restore(new ApplyComponent(operation, component));
            return ReleaseOutcome.DONE;
        }
        return remove(operation, restoration.created(), component);
    }

    /** However far it gets, the operation has ended afterwards. */
    private ReleaseOutcome revert(Checkpoint operation, Run run, Failure cause) {
        records.undo(new FailOperation(operation, cause));
        waiting.awaitEarlierWork(operation);
        try {
            return restore(operation, run, cause);
        } catch (ActivityFailure unplanned) {
            Failure unrestored = Failures.of(null, unplanned);
            return reverted(
                    records.fail(new FailOperation(operation, cause, List.of(), unrestored)), Optional.of(unrestored));
        }
    }

    /** Outputs flow as they do in making, so the former generation is made in that order, too. */
    private ReleaseOutcome restore(Checkpoint operation, Run run, Failure cause) {
        Restoration restoration = records.restore(operation);
        Optional<Failure> unmade =
                new Making(engines::restore, run, run.restored()).run(operation, restoration.former());
        unmade.ifPresent(toTell -> run.goOnToTheEnd());
        Teardown.Result gone = new Teardown(destructions, run).run(operation, restoration.created());
        Optional<Failure> unrestored = unmade.or(gone::failure);
        return reverted(
                records.fail(new FailOperation(operation, cause, gone.left(), unrestored.orElse(null))), unrestored);
    }

    private static ReleaseOutcome reverted(Outcome outcome, Optional<Failure> unrestored) {
        if (outcome.state() != ProvisioningState.FAILED) {
            return ended(outcome);
        }
        // Where an earlier run of this revert, that Temporal lost, had ended it well, what this one met says nothing.
        return unrestored
                .filter(any -> !Boolean.TRUE.equals(outcome.restored()))
                .map(ReleaseOutcome::failed)
                .orElseGet(() -> madeAgain(outcome));
    }

    /** All was made again that could be, and yet the stack may not be as before: what a removal took with it is lost. */
    private static ReleaseOutcome madeAgain(Outcome outcome) {
        Failure told = outcome.failure();
        return told == null || !Boolean.FALSE.equals(outcome.restored())
                ? ReleaseOutcome.DONE
                : ReleaseOutcome.failed(
                        new Failure(null, "the stack is not as it was before the upgrade", told.remedy()));
    }

    private static boolean has(ComponentGraph graph, String component) {
        return graph.ordered().stream().anyMatch(node -> node.name().equals(component));
    }
}
