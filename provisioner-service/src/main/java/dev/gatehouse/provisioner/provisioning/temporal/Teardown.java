package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.DestroyComponent;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.workflow.Async;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Removes components, each as soon as all that depend on it are gone; independent ones at the same time. Which are gone
 * stands in this service's rows: a run that goes on after another is given those that are left.
 */
final class Teardown {
    private static final String REMEDY = "When the cause is gone, delete the stack again: it goes on from there.";

    private final DestructionActivities engines;
    private final ComponentSteps steps;

    Teardown(DestructionActivities engines, Run run) {
        this.engines = engines;
        this.steps = new ComponentSteps(run, new HashSet<>());
    }

    /**
     * What came of it.
     *
     * @param failure the first failure
     * @param left the components that are still there, or may be
     */
    record Result(Optional<Failure> failure, List<String> left) {}

    /** Returns once everything that was begun has ended. What something left depends on is left, too. */
    Result run(Checkpoint operation, ComponentGraph graph) {
        steps.run(
                graph,
                node -> graph.ordered().stream()
                        .filter(other -> other.dependsOn().contains(node.name()))
                        .allMatch(dependent -> steps.isDone(dependent.name())),
                name -> Async.procedure(engines::destroy, new DestroyComponent(operation, name)));
        List<String> left = graph.ordered().stream()
                .map(Node::name)
                .filter(name -> !steps.isDone(name))
                .toList();
        return new Result(steps.firstFailure((component, failed) -> Failures.of(component, failed, REMEDY)), left);
    }
}
