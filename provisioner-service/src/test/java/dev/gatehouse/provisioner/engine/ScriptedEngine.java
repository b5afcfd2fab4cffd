package dev.gatehouse.provisioner.engine;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan.PlannedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An engine whose components are entries of a map: it fails, or waits, where a test says so, and what stands is plain to
 * see. Like any other it refuses to replace what a higher operation number made. It hands its inputs back as outputs.
 */
@ApplicationScoped
public class ScriptedEngine implements Engine {
    /** A component as it stands. */
    public record Standing(Map<String, @Nullable Object> inputs, int operationNumber) {}

    /** How often it still fails. */
    private record Trouble(int times, Supplier<RuntimeException> failure) {}

    private final Map<String, Standing> world = new ConcurrentHashMap<>();
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean data;

    /** Lets a verb fail for a component of a stack, so many times; {@code applied} is an apply once it has made it. */
    public void fail(String stack, String verb, String component, int times, Supplier<RuntimeException> failure) {
        troubles.put(key(stack, verb, component), new Trouble(times, failure));
    }

    /** Lets a verb fail for these components of a stack, once each and only for a while. */
    public void failOnce(String stack, String verb, String... components) {
        for (String component : components) {
            fail(stack, verb, component, 1, () -> new TransientFailure("away", null));
        }
    }

    /** From now on its components are of those that hold data, or not. */
    public void keepData(boolean kept) {
        data = kept;
    }

    /** For good, until somebody changes something. */
    public void refuse(String stack, String verb, String component) {
        fail(stack, verb, component, Integer.MAX_VALUE, () -> new PermanentFailure("refused", "Allow it."));
    }

    public void relent(String stack, String verb, String component) {
        troubles.remove(key(stack, verb, component));
    }

    /** Lets a verb wait for a component of a stack in mid-work, before anything is made. */
    public Gate hold(String stack, String verb, String component) {
        Gate gate = new Gate();
        gates.put(key(stack, verb, component), gate);
        return gate;
    }

    /** What was asked of it for a stack, in order: a verb and a component. */
    public List<String> calls(String stack) {
        return calls.stream()
                .filter(call -> call.startsWith(stack + " "))
                .map(call -> call.substring(stack.length() + 1))
                .toList();
    }

    /** As where a run that removed it was killed before that could be noted. */
    public void lose(String stack, String component) {
        world.remove(stack + " " + component);
    }

    /** As where somebody changes it by hand. */
    public void alter(String stack, String component, Map<String, @Nullable Object> inputs) {
        world.computeIfPresent(
                stack + " " + component, (id, standing) -> new Standing(inputs, standing.operationNumber()));
    }

    /** A component of a stack as it stands; null where it does not. */
    public @Nullable Standing standing(String stack, String component) {
        return world.get(stack + " " + component);
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.empty();
    }

    @Override
    public Optional<String> handsOn(String output) {
        return Optional.of(output);
    }

    @Override
    public boolean keepsData() {
        return data;
    }

    @Override
    public ComponentPlan plan(DesiredComponent desired) {
        stopAtGate("plan", desired);
        fail(key(desired.stack().id(), "plan", desired.name()));
        String id = desired.stack().id() + " " + desired.name();
        Resource entry = new Resource("entry", id);
        Standing standing = world.get(id);
        if (standing == null) {
            return new ComponentPlan(List.of(PlannedResource.created(entry)));
        }
        Difference other = new Difference(
                "inputs", desired.inputs().toString(), standing.inputs().toString());
        boolean same = standing.inputs().equals(desired.inputs());
        return new ComponentPlan(List.of(PlannedResource.existing(entry, same ? List.of() : List.of(other))));
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        perform("apply", desired, progress);
        String id = desired.stack().id() + " " + desired.name();
        world.compute(id, (key, standing) -> {
            int number = desired.stack().operationNumber();
            if (standing != null && standing.operationNumber() > number) {
                throw new PermanentFailure("operation " + standing.operationNumber() + " was here", "Nothing to do.");
            }
            return new Standing(desired.inputs(), number);
        });
        fail(key(desired.stack().id(), "applied", desired.name()));
        return new AppliedComponent(desired.inputs(), List.of(new Resource("entry", id)));
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        return world.containsKey(desired.stack().id() + " " + desired.name())
                ? ObservedComponent.present(List.of())
                : ObservedComponent.ABSENT;
    }

    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        return apply(desired, progress);
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        perform("destroy", desired, progress);
        world.remove(desired.stack().id() + " " + desired.name());
    }

    private void perform(String verb, DesiredComponent desired, Progress progress) {
        String stack = desired.stack().id();
        calls.add(stack + " " + verb + " " + desired.name());
        stopAtGate(verb, desired);
        progress.step(verb);
        fail(key(stack, verb, desired.name()));
    }

    private void fail(String key) {
        Trouble trouble = troubles.get(key);
        if (trouble != null && trouble.times() > 0) {
            troubles.put(key, new Trouble(trouble.times() - 1, trouble.failure()));
            throw trouble.failure().get();
        }
    }

    private void stopAtGate(String verb, DesiredComponent desired) {
        Gate gate = gates.get(key(desired.stack().id(), verb, desired.name()));
        if (gate != null) {
            gate.pass();
        }
    }

    private static String key(String stack, String verb, String component) {
        return stack + " " + verb + " " + component;
    }

    /** Holds the engine until it is closed, whoever interrupts it: the engine looks again at its next step only. */
    public static final class Gate implements AutoCloseable {
        private final Semaphore reached = new Semaphore(0);
        private final CountDownLatch open = new CountDownLatch(1);

        private void pass() {
            reached.release();
            inTime(Uninterruptibles.awaitUninterruptibly(open, 60, TimeUnit.SECONDS));
        }

        /** Until an engine waits here. */
        public void awaitEngine() {
            awaitEngines(1);
        }

        /** Until so many of its runs wait here. */
        public void awaitEngines(int runs) {
            inTime(Uninterruptibles.tryAcquireUninterruptibly(reached, runs, 60, TimeUnit.SECONDS));
            reached.release(runs);
        }

        private static void inTime(boolean came) {
            if (!came) {
                throw new IllegalStateException("nobody came in a minute");
            }
        }

        @Override
        public void close() {
            open.countDown();
        }
    }
}
