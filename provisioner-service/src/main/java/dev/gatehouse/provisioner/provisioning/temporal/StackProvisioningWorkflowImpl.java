package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Each component as soon as those it depends on are there; independent ones at the same time. Where a first provisioning
 * fails for good, what it made goes again.
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
            // Temporal lost a workflow that was undoing what it had made: what that had begun is not known any more
            return begun.failure() != null
                    ? undo(operation, begun.graph(), begun.failure())
                    : provision(operation, begun);
        } catch (ActivityFailure failed) {
            return records.fail(new FailOperation(operation, Failures.of(null, failed)));
        }
    }

    private Outcome provision(Checkpoint operation, Begun begun) {
        Map<String, Promise<Void>> applied = new LinkedHashMap<>();
        Optional<Failure> failure = applyAll(operation, begun.graph(), applied);
        if (failure.isPresent()) {
            return fail(operation, begun, applied.keySet(), failure.get());
        }
        try {
            return records.complete(operation);
        } catch (ActivityFailure failed) {
            return fail(operation, begun, applied.keySet(), Failures.of(null, failed));
        }
    }

    /** Nothing of a first provisioning was there before, so what was begun goes; of any other operation it stays. */
    private Outcome fail(Checkpoint operation, Begun begun, Set<String> applied, Failure failure) {
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

    /**
     * Begins each component as soon as it may, from the workflow's own thread and never from a promise's callback: only
     * that thread carries the trace, so an activity that a callback schedules would begin a trace of its own.
     */
    private Optional<Failure> applyAll(Checkpoint operation, ComponentGraph graph, Map<String, Promise<Void>> begun) {
        while (true) {
            for (Node node : graph.ordered()) {
                boolean ready = node.dependsOn().stream().allMatch(needed -> isThere(begun.get(needed)));
                if (ready && !begun.containsKey(node.name())) {
                    ApplyComponent apply = new ApplyComponent(operation, node.name());
                    begun.put(node.name(), Async.procedure(engines::apply, apply));
                }
            }
            List<Promise<Void>> running = begun.values().stream()
                    .filter(component -> !component.isCompleted())
                    .toList();
            if (running.isEmpty()) {
                return firstFailure(begun);
            }
            Workflow.await(() -> running.stream().anyMatch(Promise::isCompleted));
        }
    }

    private static boolean isThere(@Nullable Promise<Void> component) {
        return component != null && component.isCompleted() && component.getFailure() == null;
    }

    /**
     * The failure to tell, once everything that was begun has ended, so that nothing is still at work then. A component
     * whose dependency failed was never begun.
     */
    private static Optional<Failure> firstFailure(Map<String, Promise<Void>> applied) {
        Optional<Failure> first = Optional.empty();
        for (Map.Entry<String, Promise<Void>> component : applied.entrySet()) {
            try {
                component.getValue().get();
            } catch (ActivityFailure failed) {
                first = first.or(() -> Optional.of(Failures.of(component.getKey(), failed)));
            }
        }
        return first;
    }
}
