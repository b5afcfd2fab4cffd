package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Admission;
import dev.gatehouse.provisioner.provisioning.model.ApplyComponent;
import dev.gatehouse.provisioner.provisioning.model.Begun;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph;
import dev.gatehouse.provisioner.provisioning.model.ComponentGraph.Node;
import dev.gatehouse.provisioner.provisioning.model.FailOperation;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import dev.gatehouse.provisioner.provisioning.model.Outcome;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import dev.gatehouse.provisioner.provisioning.model.Restoration;
import dev.gatehouse.provisioner.provisioning.model.StackRelease;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Activities that note their calls and fail as they are told. Like the real ones they may be asked again, and then say
 * what is left: without what is gone, and that the operation is being undone once it is.
 */
final class Script {
    private final ScriptedCalls calls = new ScriptedCalls();
    private final List<String> left = new CopyOnWriteArrayList<>();
    private final List<Failure> unrestored = new CopyOnWriteArrayList<>();
    private final List<ActivityInfo> removals = new CopyOnWriteArrayList<>();
    private static final ComponentGraph NONE = new ComponentGraph(List.of());

    private Begun begun = new Begun(NONE, null);
    private Restoration restoration = new Restoration(NONE, NONE);
    private final List<Admission> admissions = new CopyOnWriteArrayList<>(List.of(new Admission(true, null)));
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Failure> undone = new AtomicReference<>();
    private boolean superseded;
    private CyclicBarrier meeting = new CyclicBarrier(1);

    void plan(Node... nodes) {
        begun = new Begun(ComponentGraph.of(List.of(nodes)), null);
    }

    /** The same for a stack of which nothing was there before. */
    void planFirst(Node... nodes) {
        begun = new Begun(ComponentGraph.of(List.of(nodes)), null, null, true);
    }

    /** The answers to the question of admission in their order; the last one counts for ever. */
    void admit(Admission... answers) {
        admissions.clear();
        admissions.addAll(List.of(answers));
    }

    /** The same for a stack that has a former generation. */
    void planChange(List<Node> wanted, List<Node> obsolete) {
        begun = new Begun(ComponentGraph.of(wanted), null, null, false, true, ComponentGraph.of(obsolete));
    }

    void restoration(List<Node> former, List<Node> created) {
        restoration = new Restoration(ComponentGraph.of(former), ComponentGraph.of(created));
    }

    /** A later operation takes this one's place before its end. */
    void supersede() {
        superseded = true;
    }

    void begun(Begun answer) {
        begun = answer;
    }

    void meetAt(int parties) {
        meeting = new CyclicBarrier(parties);
    }

    void failTimes(String step, int times, Supplier<RuntimeException> reason) {
        calls.failTimes(step, times, reason);
    }

    /** Lets each step fail once for a while, again whenever it is taken anew. */
    void failEachOnce() {
        calls.failEachOnce();
    }

    /** The components that could not be undone, as the end of the operation named them. */
    List<String> left() {
        return left;
    }

    /** Why the former generation was not made again, as the end of the operation said. */
    List<Failure> unrestored() {
        return unrestored;
    }

    /** Each run of a removal. */
    List<ActivityInfo> removals() {
        return removals;
    }

    List<String> calls() {
        return calls.made();
    }

    OperationActivities operations() {
        return new OperationActivities() {
            @Override
            public Begun begin(Checkpoint operation) {
                calls.call("begin");
                Failure failure = undone.get();
                return failure == null
                        ? new Begun(
                                begun.graph(),
                                begun.outcome(),
                                begun.failure(),
                                begun.first(),
                                begun.later(),
                                left(begun.obsolete()),
                                begun.bound())
                        : new Begun(left(begun.graph()), null, failure, begun.first(), begun.later(), left(NONE));
            }

            @Override
            public Outcome complete(Checkpoint operation) {
                calls.call("complete");
                return new Outcome(ProvisioningState.READY, null);
            }

            @Override
            public Admission admit(StackRelease asked) {
                calls.call("admit");
                return admissions.size() > 1 ? admissions.remove(0) : admissions.get(0);
            }

            @Override
            public void rehearse(Checkpoint operation) {
                calls.call("rehearse");
            }

            @Override
            public Restoration restore(Checkpoint operation) {
                calls.call("begin restoration");
                return new Restoration(restoration.former(), left(restoration.created()));
            }

            @Override
            public void undo(FailOperation request) {
                calls.call("undo");
                undone.compareAndSet(null, request.failure());
            }

            @Override
            public Outcome fail(FailOperation request) {
                calls.call("fail");
                left.addAll(request.left());
                Optional.ofNullable(request.unrestored()).ifPresent(unrestored::add);
                return superseded
                        ? new Outcome(ProvisioningState.SUPERSEDED, null)
                        : new Outcome(ProvisioningState.FAILED, request.failure());
            }
        };
    }

    ComponentActivities components() {
        return new ComponentActivities() {
            @Override
            public void plan(Checkpoint attempt) {
                calls.call("plan");
            }

            @Override
            public void apply(ApplyComponent request) {
                calls.call("apply " + request.component(), request.component());
                meet(request.component());
            }

            @Override
            public void restore(ApplyComponent request) {
                calls.call("restore " + request.component());
                meet(request.component());
            }
        };
    }

    DestructionActivities destructions() {
        return request -> {
            removals.add(Activity.getExecutionContext().getInfo());
            calls.call("destroy " + request.component());
            meet(request.component());
            gone.add(request.component());
        };
    }

    private ComponentGraph left(ComponentGraph graph) {
        return graph.only(graph.ordered().stream()
                .map(Node::name)
                .filter(name -> !gone.contains(name))
                .collect(Collectors.toSet()));
    }

    DeletionActivities deletions() {
        return new DeletionActivities() {
            @Override
            public Begun begin(Checkpoint operation) {
                calls.call("begin deletion");
                return begun.outcome() != null ? begun : new Begun(left(begun.graph()), null, begun.failure(), false);
            }

            @Override
            public void awaitEarlierWork(Checkpoint operation) {
                calls.call("await earlier work", "earlier work");
            }

            @Override
            public Outcome complete(Checkpoint operation) {
                calls.call("complete deletion");
                return new Outcome(ProvisioningState.DELETED, null);
            }

            @Override
            public Outcome fail(FailOperation request) {
                calls.call("fail deletion");
                return new Outcome(ProvisioningState.FAILED, request.failure());
            }
        };
    }

    private void meet(String component) {
        try {
            meeting.await(4, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
            throw new IllegalStateException(component + " was alone", alone);
        }
    }
}
