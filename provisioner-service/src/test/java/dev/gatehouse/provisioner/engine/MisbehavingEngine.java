package dev.gatehouse.provisioner.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Does what its input {@code behaviour} says, and what no engine should do. Counts what it was asked to destroy. */
@ApplicationScoped
public class MisbehavingEngine implements Engine {
    private final Set<String> hung = ConcurrentHashMap.newKeySet();
    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

    public boolean wasDestroyed(String stack) {
        return destroyed.contains(stack);
    }

    public boolean hasHung(String stack) {
        return hung.contains(stack);
    }

    @Override
    public String kind() {
        return "misbehaving";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.empty();
    }

    @Override
    public ComponentPlan plan(DesiredComponent desired) {
        return new ComponentPlan(List.of());
    }

    @Override
    @SuppressWarnings("NullAway") // that is what it is for
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        return switch (behaviour(desired)) {
            case "nothing" -> null;
            case "no number" -> new AppliedComponent(Map.of("size", Double.NaN), List.of());
            case "no json" -> new AppliedComponent(Map.of("thread", Thread.currentThread()), List.of());
            case "no resource" ->
                new AppliedComponent(Map.of(), List.of(new AppliedComponent.Resource("database", " ")));
            case "endless" -> new AppliedComponent(endless(), List.of());
            case "hangs once" -> hang(desired);
            default -> new AppliedComponent(Map.of(), List.of());
        };
    }

    private static Map<String, @Nullable Object> endless() {
        Map<String, @Nullable Object> itself = new HashMap<>();
        itself.put("itself", Collections.singletonList(itself));
        return itself;
    }

    private AppliedComponent hang(DesiredComponent desired) {
        if (hung.add(desired.stack().id())) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
        return new AppliedComponent(Map.of(), List.of());
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        return switch (behaviour(desired)) {
            case "lies" ->
                wasDestroyed(desired.stack().id())
                        ? ObservedComponent.ABSENT
                        : ObservedComponent.present(
                                List.of(new ObservedComponent.Difference("/values/replicas", "3", "hunter2")));
            case "hangs once in observe" -> {
                hang(desired);
                yield ObservedComponent.present(List.of());
            }
            case "lies wholly" -> ObservedComponent.ABSENT;
            case "lies in destroy" -> ObservedComponent.present(List.of());
            default -> there(desired);
        };
    }

    private ObservedComponent there(DesiredComponent desired) {
        return wasDestroyed(desired.stack().id()) ? ObservedComponent.ABSENT : ObservedComponent.present(List.of());
    }

    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        return apply(desired, progress);
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        destroyed.add(desired.stack().id());
    }

    private static String behaviour(DesiredComponent desired) {
        return String.valueOf(desired.inputs().get("behaviour"));
    }
}
