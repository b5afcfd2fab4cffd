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

/** Each component as soon as those it depends on are there; independent ones at the same time. */
public class StackProvisioningWorkflowImpl implements StackProvisioningWorkflow {
    private final OperationActivities planning = Workflow.newActivityStub(OperationActivities.class, Patience.PLANNING);
    private final OperationActivities records = Workflow.newActivityStub(OperationActivities.class, Patience.RECORDS);
    private final ComponentActivities engines = Workflow.newActivityStub(ComponentActivities.class, Patience.ENGINES);

    @Override
    public Outcome provision(Checkpoint operation) {
        try {
            Begun begun = planning.begin(operation);
            if (begun.outcome() != null) {
                return begun.outcome();
            }
            Optional<Failure> failure = applyAll(operation, begun.graph());
            return failure.isPresent()
                    ? records.fail(new FailOperation(operation, failure.get()))
                    : records.complete(operation);
        } catch (ActivityFailure failed) {
            return records.fail(new FailOperation(operation, Failures.of(null, failed)));
        }
    }

    private Optional<Failure> applyAll(Checkpoint operation, ComponentGraph graph) {
        Map<String, Promise<Void>> applied = new LinkedHashMap<>();
        for (Node node : graph.ordered()) {
            List<Promise<Void>> needed =
                    node.dependsOn().stream().map(applied::get).toList();
            ApplyComponent apply = new ApplyComponent(operation, node.name());
            applied.put(
                    node.name(), Promise.allOf(needed).thenCompose(there -> Async.procedure(engines::apply, apply)));
        }
        return firstFailure(applied);
    }

    /**
     * Waits for everything that was begun to end, so that nothing is still at work when the failure is told. A component
     * whose dependency failed fails with the dependency's failure, which therefore comes first.
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
