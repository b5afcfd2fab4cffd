package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Proc1;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes components, each as soon as those it depends on are there; independent ones at the same time. Workflow code: what
 * begins in which order stands in histories.
 */
final class Making {
    private final Proc1<ApplyComponent> engine;
    private final Map<String, Promise<Void>> begun = new LinkedHashMap<>();

    /** @param engine a method of an activity stub */
    Making(Proc1<ApplyComponent> engine) {
        this.engine = engine;
    }

    /** The components that were begun. */
    Set<String> begun() {
        return begun.keySet();
    }

    /**
     * Begins each component as soon as it may, from the workflow's own thread and never from a promise's callback: only
     * that thread carries the trace, so an activity that a callback schedules would begin a trace of its own.
     *
     * @return the failure to tell, once everything that was begun has ended
     */
    Optional<Failure> run(Checkpoint operation, ComponentGraph graph) {
        while (true) {
            for (Node node : graph.ordered()) {
                boolean ready = node.dependsOn().stream().allMatch(needed -> isThere(begun.get(needed)));
                if (ready && !begun.containsKey(node.name())) {
                    ApplyComponent apply = new ApplyComponent(operation, node.name());
                    begun.put(node.name(), Async.procedure(engine, apply));
                }
            }
            List<Promise<Void>> running = begun.values().stream()
                    .filter(component -> !component.isCompleted())
                    .toList();
            if (running.isEmpty()) {
                return firstFailure();
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
    private Optional<Failure> firstFailure() {
        Optional<Failure> first = Optional.empty();
        for (Map.Entry<String, Promise<Void>> component : begun.entrySet()) {
            try {
                component.getValue().get();
            } catch (ActivityFailure failed) {
                first = first.or(() -> Optional.of(Failures.of(component.getKey(), failed)));
            }
        }
        return first;
    }
}
