package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing with each component of a graph, as soon as it may; independent ones at the same time. Workflow code: what
 * begins in which order stands in histories.
 */
final class ComponentSteps {
    private final Run run;
    private final Set<String> done;
    private final Map<String, Promise<Void>> begun = new LinkedHashMap<>();

    /** @param done the components with which it was done before; those that are begun here join them in the end */
    ComponentSteps(Run run, Set<String> done) {
        this.run = run;
        this.done = done;
    }

    /** Whether it was done with this component, in this run or before. */
    boolean isDone(String component) {
        Promise<Void> step = begun.get(component);
        return step == null ? done.contains(component) : step.isCompleted() && step.getFailure() == null;
    }

    /**
     * Begins each step as soon as it may, from the workflow's own thread and never from a promise's callback: only that
     * thread carries the trace, so an activity that a callback schedules would begin a trace of its own. Returns once
     * everything that was begun has ended, so that nothing is still at work then. Where this run has no room for more, it
     * is continued as new instead; but never once something has failed, for only this run knows of that.
     */
    void run(ComponentGraph graph, Predicate<Node> may, Function<String, Promise<Void>> step) {
        while (true) {
            boolean full = beginWhatMay(graph, may, step);
            List<Promise<Void>> running = running();
            if (running.isEmpty()) {
                done.addAll(begun.keySet());
                if (full) {
                    run.continueAsNew();
                }
                return;
            }
            Workflow.await(() -> running.stream().anyMatch(Promise::isCompleted));
        }
    }

    /** @return whether something may begin for which there is no room */
    private boolean beginWhatMay(ComponentGraph graph, Predicate<Node> may, Function<String, Promise<Void>> step) {
        for (Node node : graph.ordered()) {
            String name = node.name();
            boolean untouched = !begun.containsKey(name) && !done.contains(name);
            if (untouched && may.test(node)) {
                if (nothingFailed() && run.isFull(running().size())) {
                    return true;
                }
                begun.put(name, step.apply(name));
                run.begun();
            }
        }
        return false;
    }

    private List<Promise<Void>> running() {
        return begun.values().stream().filter(step -> !step.isCompleted()).toList();
    }

    private boolean nothingFailed() {
        return begun.values().stream().noneMatch(step -> step.isCompleted() && step.getFailure() != null);
    }

    /** The first failure, in the order in which the steps began. */
    Optional<Failure> firstFailure(BiFunction<@Nullable String, ActivityFailure, Failure> told) {
        Optional<Failure> first = Optional.empty();
        for (Map.Entry<String, Promise<Void>> step : begun.entrySet()) {
            try {
                step.getValue().get();
            } catch (ActivityFailure failed) {
                first = first.or(() -> Optional.of(told.apply(step.getKey(), failed)));
            }
        }
        return first;
    }
}
