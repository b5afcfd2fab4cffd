package dev.gatehouse.provisioner.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** An engine that makes nothing on a target, and counts how many of its runs are at work at once. They wait until it is opened. */
@ApplicationScoped
public class CountedEngine implements Engine {
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final CountDownLatch open = new CountDownLatch(1);

    public int atWork() {
        return atWork.get();
    }

    /** How many were at work at once, at most. */
    public int most() {
        return most.get();
    }

    /** Lets all go on that wait, and those that come. */
    public void open() {
        open.countDown();
    }

    @Override
    public String kind() {
        return "counted";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.of("postgresql");
    }

    @Override
    public ComponentPlan plan(DesiredComponent desired) {
        return new ComponentPlan(List.of());
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        return counted(() -> {
            awaitOpen();
            return new AppliedComponent(Map.of(), List.of());
        });
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        return counted(
                () -> removed.contains(id(desired)) ? ObservedComponent.ABSENT : ObservedComponent.present(List.of()));
    }

    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        return apply(desired, progress);
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        removed.add(id(desired));
    }

    private static String id(DesiredComponent desired) {
        return desired.stack().id() + "/" + desired.name();
    }

    private <T> T counted(Supplier<T> work) {
        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        try {
            return work.get();
        } finally {
            atWork.decrementAndGet();
        }
    }

    private void awaitOpen() {
        try {
            if (!open.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it was not opened in a minute");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
