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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All of a stack's drift, and what was told of it. Decides which facts follow from what is seen next.
 *
 * @param open by component's name
 */
public record StackDrift(String stackId, List<Drift> open, Told told) {
    private static final int MOST_INTERVALS = 16;
    private static final int LONGEST_REASON = 500;

    public StackDrift {
        open = open.stream().sorted(Comparator.comparing(Drift::component)).toList();
    }

    /**
     * What was told of the stack as a whole.
     *
     * @param degraded the components that it was said to be degraded by; empty: it was not
     * @param asked the components that a repair was asked for
     * @param asks how often in a row
     * @param askAt when it may be asked again
     */
    public record Told(
            List<String> degraded,
            @Nullable Instant degradedSince,
            List<String> asked,
            int asks,
            @Nullable Instant askAt) {
        public static final Told NOTHING = new Told(List.of(), null, List.of(), 0, null);
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
    public Change drifted(Drift found, Standing standing) {
        Optional<Drift> before = ofComponent(found.component());
        List<DriftFact> facts = new ArrayList<>();
        if (before.filter(found::tellsTheSameAs).isEmpty()) {
            facts.add(DriftDetected.of(found, standing.now()));
        }
        List<Drift> others = without(found.component());
        others.add(found.since(before.map(Drift::since).orElse(standing.now())));
        return settle(others, facts, standing);
    }

    /** A component is as it was made, or exists no more. */
    public Change resolved(String component, Standing standing) {
        List<DriftFact> facts = new ArrayList<>();
        if (ofComponent(component).isPresent()) {
            facts.add(new DriftResolved(stackId, component, standing.now()));
        }
        return settle(without(component), facts, standing);
    }

    /** A component exists no more. Asks for nothing: the next observation does, if there is anything to repair. */
    public Change outlived(String component, Instant now) {
        List<DriftFact> facts = new ArrayList<>();
        if (ofComponent(component).isPresent()) {
            facts.add(new DriftResolved(stackId, component, now));
        }
        List<Drift> others = without(component);
        List<String> degraded = names(others, Drift::degrades);
        Instant since = whole(others, degraded, facts, now);
        return new Change(
                new StackDrift(stackId, others, new Told(degraded, since, told.asked(), told.asks(), told.askAt())),
                List.copyOf(facts));
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

    private Change settle(List<Drift> open, List<DriftFact> facts, Standing standing) {
        List<String> degraded = names(open, Drift::degrades);
        Instant since = whole(open, degraded, facts, standing.now());
        List<String> repairable = names(open, Drift::repairable);
        List<String> asked = told.asked().stream().filter(repairable::contains).toList();
        int asks = repairable.isEmpty() ? 0 : told.asks();
        Instant askAt = repairable.isEmpty() ? null : told.askAt();
        boolean more = !asked.containsAll(repairable);
        if (!repairable.isEmpty() && (more || askAt == null || !standing.now().isBefore(askAt))) {
            asks = more ? 1 : asks + 1;
            asked = repairable;
            askAt = standing.now().plus(standing.interval().multipliedBy(intervals(asks)));
            facts.add(new RepairNeeded(
                    stackId, repairable, standing.generation(), standing.operationNumber(), standing.now()));
        }
        return new Change(
                new StackDrift(stackId, open, new Told(degraded, since, asked, asks, askAt)), List.copyOf(facts));
    }

    /** 1, 2, 4 and so on, up to a limit. */
    private static int intervals(int asks) {
        return asks > 5 ? MOST_INTERVALS : Math.min(MOST_INTERVALS, 1 << (asks - 1));
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
