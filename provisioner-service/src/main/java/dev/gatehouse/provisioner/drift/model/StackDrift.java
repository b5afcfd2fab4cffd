package dev.gatehouse.provisioner.drift.model;

import dev.gatehouse.provisioner.drift.model.DriftFact.DriftDetected;
import dev.gatehouse.provisioner.drift.model.DriftFact.DriftResolved;
import dev.gatehouse.provisioner.drift.model.DriftFact.RepairNeeded;
import dev.gatehouse.provisioner.drift.model.DriftFact.StackDegraded;
import dev.gatehouse.provisioner.drift.model.DriftFact.StackRecovered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All of a stack's drift, and what was told of it. Decides which facts follow from what is seen next.
 *
 * @param open by component's name
 */
public record StackDrift(String stackId, List<Drift> open, Told told) {
    private static final int LONGEST_REASON = 500;

    public StackDrift {
        open = open.stream().sorted(Comparator.comparing(Drift::component)).toList();
    }

    /**
     * What was told of the stack as a whole.
     *
     * @param degraded the components that it was said to be degraded by; empty: it was not
     * @param asked of which components a repair was asked for, each counted for itself: one that cannot be repaired
     *     silences no other
     */
    public record Told(List<String> degraded, @Nullable Instant degradedSince, List<Asked> asked) {
        public static final Told NOTHING = new Told(List.of(), null, List.of());
    }

    /**
     * When the next repair may be asked for; where nothing is to be repaired, when the last one might have been. Null
     * where none was asked for.
     */
    public @Nullable Instant askAt() {
        List<String> repairable = names(open, Drift::repairable);
        return told.asked().stream()
                .filter(each -> repairable.contains(each.component()))
                .map(Asked::askAt)
                .min(Comparator.naturalOrder())
                .or(() -> told.asked().stream().map(Asked::askAt).max(Comparator.naturalOrder()))
                .orElse(null);
    }

    /**
     * Under what a repair would be asked for.
     *
     * @param generation the one that the stack is in
     * @param operationNumber of the stack's latest operation, which has ended
     * @param interval between two observations; a second request for the same comes after one, a third after two more
     */
    public record Standing(Instant now, int generation, int operationNumber, Duration interval) {}

    /** What becomes of it, and the facts that say so, in their order. */
    public record Change(StackDrift after, List<DriftFact> facts) {}

    /** A component was seen, and is not as it was made. */
    public Change drifted(Drift seen, Standing standing) {
        Optional<Drift> before = ofComponent(seen.component());
        Drift found = before.map(seen::remembering).orElse(seen);
        List<DriftFact> facts = new ArrayList<>();
        if (before.filter(found::tellsTheSameAs).isEmpty()) {
            facts.add(DriftDetected.of(found, standing.now()));
        }
        List<Drift> others = without(found.component());
        others.add(found.since(before.map(Drift::since).orElse(standing.now())));
        return settle(others, facts, standing);
    }

    /** A component is as it was made. */
    public Change resolved(String component, Standing standing) {
        List<DriftFact> facts = new ArrayList<>();
        if (ofComponent(component).isPresent()) {
            facts.add(new DriftResolved(stackId, component, DriftResolved.AS_DESIRED, standing.now()));
        }
        return settle(without(component), facts, standing);
    }

    /** Nobody can look at what is to be repaired, since it does not stand. Asks for it again, if it is time. */
    public Change unrepaired(Standing standing) {
        return settle(open, new ArrayList<>(), standing);
    }

    /** After how long without drift nothing is left to remember, whatever was asked for. */
    public static Duration memory(Duration interval) {
        return Asked.memory(interval);
    }

    /** A component exists no more. Asks for nothing: the next observation does, if there is anything to repair. */
    public Change outlived(String component, Instant now) {
        List<DriftFact> facts = new ArrayList<>();
        if (ofComponent(component).isPresent()) {
            facts.add(new DriftResolved(stackId, component, DriftResolved.REMOVED, now));
        }
        List<Drift> others = without(component);
        List<String> degraded = names(others, Drift::degrades);
        Instant since = whole(others, degraded, facts, now);
        return new Change(new StackDrift(stackId, others, new Told(degraded, since, told.asked())), List.copyOf(facts));
    }

    /** Tells whether the stack is whole, where that was not told; answers since when it is not. */
    private @Nullable Instant whole(List<Drift> open, List<String> degraded, List<DriftFact> facts, Instant now) {
        if (degraded.isEmpty()) {
            if (!told.degraded().isEmpty()) {
                facts.add(new StackRecovered(stackId, now));
            }
            return null;
        }
        Instant since = told.degradedSince() == null ? now : told.degradedSince();
        if (!degraded.equals(told.degraded())) {
            facts.add(new StackDegraded(stackId, degraded, reason(open), since));
        }
        return since;
    }

    private Change settle(List<Drift> after, List<DriftFact> facts, Standing standing) {
        Instant now = standing.now();
        List<String> degraded = names(after, Drift::degrades);
        Instant since = whole(after, degraded, facts, now);
        List<String> before = names(open, Drift::repairable);
        Map<String, Asked> asked = new TreeMap<>();
        told.asked().stream()
                .filter(each -> before.contains(each.component()) || !each.lasted(now, standing.interval()))
                .forEach(each -> asked.put(each.component(), each));
        List<String> due = names(
                after,
                drift -> drift.repairable()
                        && Optional.ofNullable(asked.get(drift.component()))
                                .map(each -> each.due(now))
                                .orElse(true));
        if (!due.isEmpty()) {
            due.forEach(component -> asked.compute(
                    component,
                    (name, last) -> last == null
                            ? Asked.first(name, now, standing.interval())
                            : last.again(now, standing.interval())));
            facts.add(new RepairNeeded(stackId, due, standing.generation(), standing.operationNumber(), now));
        }
        return new Change(
                new StackDrift(stackId, after, new Told(degraded, since, List.copyOf(asked.values()))),
                List.copyOf(facts));
    }

    private static String reason(List<Drift> open) {
        String reason = open.stream()
                .filter(Drift::degrades)
                .map(Drift::inWords)
                .sorted()
                .collect(Collectors.joining("; "));
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static List<String> names(List<Drift> open, Predicate<Drift> which) {
        return open.stream().filter(which).map(Drift::component).sorted().toList();
    }

    private Optional<Drift> ofComponent(String component) {
        return open.stream()
                .filter(drift -> drift.component().equals(component))
                .findFirst();
    }

    private List<Drift> without(String component) {
        return new ArrayList<>(open.stream()
                .filter(drift -> !drift.component().equals(component))
                .toList());
    }
}
