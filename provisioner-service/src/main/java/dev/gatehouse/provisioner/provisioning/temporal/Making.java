package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Proc1;
import java.util.Optional;
import java.util.Set;

/**
 * Makes components, each as soon as those it depends on are there; independent ones at the same time. A component whose
 * dependency failed is never begun.
 */
final class Making {
    private final Proc1<ApplyComponent> engine;
    private final ComponentSteps steps;

    /**
     * @param engine a method of an activity stub
     * @param there the components that are there; those that are begun join them
     */
    Making(Proc1<ApplyComponent> engine, Run run, Set<String> there) {
        this.engine = engine;
        this.steps = new ComponentSteps(run, there);
    }

    /** @return the failure to tell, once everything that was begun has ended */
    Optional<Failure> run(Checkpoint operation, ComponentGraph graph) {
        steps.run(
                graph,
                node -> node.dependsOn().stream().allMatch(steps::isDone),
                name -> Async.procedure(engine, new ApplyComponent(operation, name)));
        return steps.firstFailure(Failures::of);
    }
}
