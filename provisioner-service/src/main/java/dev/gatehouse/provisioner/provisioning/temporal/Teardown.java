package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.DestroyComponent;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes components, each as soon as all that depend on it are gone; independent ones at the same time. Workflow code:
 * what begins in which order stands in histories.
 */
final class Teardown {
    private static final String REMEDY = "When the cause is gone, delete the stack again: it goes on from there.";

    private final DestructionActivities engines;

    Teardown(DestructionActivities engines) {
        this.engines = engines;
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
        Map<String, Promise<Void>> begun = new LinkedHashMap<>();
        while (true) {
            for (Node node : graph.ordered()) {
                boolean free = graph.ordered().stream()
                        .filter(other -> other.dependsOn().contains(node.name()))
                        .allMatch(dependent -> isGone(begun.get(dependent.name())));
                if (free && !begun.containsKey(node.name())) {
                    DestroyComponent destroy = new DestroyComponent(operation, node.name());
                    begun.put(node.name(), Async.procedure(engines::destroy, destroy));
                }
            }
            List<Promise<Void>> running = begun.values().stream()
                    .filter(component -> !component.isCompleted())
                    .toList();
            if (running.isEmpty()) {
                List<String> left = graph.ordered().stream()
                        .map(Node::name)
                        .filter(name -> !isGone(begun.get(name)))
                        .toList();
                return new Result(firstFailure(begun), left);
            }
            // From the workflow's own thread and not from callbacks: only that thread carries the trace.
            Workflow.await(() -> running.stream().anyMatch(Promise::isCompleted));
        }
    }

    private static boolean isGone(@Nullable Promise<Void> component) {
        return component != null && component.isCompleted() && component.getFailure() == null;
    }

    private static Optional<Failure> firstFailure(Map<String, Promise<Void>> begun) {
        Optional<Failure> first = Optional.empty();
        for (Map.Entry<String, Promise<Void>> component : begun.entrySet()) {
            try {
                component.getValue().get();
            } catch (ActivityFailure failed) {
                first = first.or(() -> Optional.of(Failures.of(component.getKey(), failed, REMEDY)));
            }
        }
        return first;
    }
}
