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
import java.util.stream.Stream;
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
     * A repair that did not last is like one that did not help: how often it was asked for is forgotten only once nothing
     * was to be repaired for a while.
     *
     * @param degraded the components that it was said to be degraded by; empty: it was not
     * @param asked the components that a repair was asked for since then
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

        /** Whether a repair has held for twice as long as was to be waited after it was asked for. */
        private boolean lasted(Standing standing) {
            return askAt != null
                    && !standing.now().isBefore(askAt.plus(standing.interval().multipliedBy(2L * intervals(asks))));
        }

        private Told unasked() {
            return new Told(degraded, degradedSince, List.of(), 0, null);
        }
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
        return interval.multipliedBy(2L * MOST_INTERVALS);
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

    private Change settle(List<Drift> after, List<DriftFact> facts, Standing standing) {
        List<String> degraded = names(after, Drift::degrades);
        Instant since = whole(after, degraded, facts, standing.now());
        List<String> repairable = names(after, Drift::repairable);
        boolean healthy = names(open, Drift::repairable).isEmpty();
        Told before = healthy && told.lasted(standing) ? told.unasked() : told;
        List<String> asked = before.asked();
        int asks = before.asks();
        Instant askAt = before.askAt();
        boolean more = !asked.containsAll(repairable);
        if (!repairable.isEmpty() && (more || askAt == null || !standing.now().isBefore(askAt))) {
            asks = more ? 1 : asks + 1;
            asked = Stream.concat(asked.stream(), repairable.stream())
                    .distinct()
                    .sorted()
                    .toList();
            askAt = standing.now().plus(standing.interval().multipliedBy(intervals(asks)));
            facts.add(new RepairNeeded(
                    stackId, repairable, standing.generation(), standing.operationNumber(), standing.now()));
        }
        return new Change(
                new StackDrift(stackId, after, new Told(degraded, since, asked, asks, askAt)), List.copyOf(facts));
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
