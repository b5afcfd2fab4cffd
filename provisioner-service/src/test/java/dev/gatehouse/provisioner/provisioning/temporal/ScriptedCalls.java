package dev.gatehouse.provisioner.provisioning.temporal;

import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Notes calls, and lets them fail as it is told. */
final class ScriptedCalls {
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final Map<String, Supplier<RuntimeException>> reasons = new ConcurrentHashMap<>();
    private final Set<String> shaken = ConcurrentHashMap.newKeySet();
    private volatile boolean shaky;

    List<String> made() {
        return made;
    }

    void failTimes(String step, int times, Supplier<RuntimeException> reason) {
        failures.put(step, times);
        reasons.put(step, reason);
    }

    /** Lets each step fail once for a while before it does anything, again whenever it is taken anew. */
    void failEachOnce() {
        shaky = true;
    }

    void call(String call) {
        call(call, call);
    }

    /** @param step what it is called where it is to fail */
    void call(String call, String step) {
        made.add(call);
        if (shaky && shaken.add(step)) {
            throw ApplicationFailure.newFailure("away", Failures.TRANSIENT);
        }
        shaken.remove(step);
        int left = failures.merge(step, 0, Integer::sum);
        if (left > 0) {
            failures.put(step, left - 1);
            throw reasons.get(step).get();
        }
    }
}
