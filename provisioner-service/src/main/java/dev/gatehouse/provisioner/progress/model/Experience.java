package dev.gatehouse.provisioner.progress.model;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What earlier runs of a template took.
 *
 * @param runs how many runs it was learned from
 * @param doneAfter after which time each piece was done, on average, counted from the operation's acceptance
 */
public record Experience(int runs, Map<String, Duration> doneAfter) {
    /** Below this a piece weighs as much as any other; a clock cannot tell. */
    private static final Duration LEAST = Duration.ofMillis(1);

    public static final Experience NONE = new Experience(0, Map.of());

    public Experience {
        doneAfter = Map.copyOf(doneAfter);
    }

    /** How long each piece takes by itself: from when the last piece before it was done. Unknown ones are average. */
    Map<String, Duration> alone(List<Piece> pieces) {
        Map<String, Duration> alone = new HashMap<>();
        for (Piece piece : pieces) {
            Duration done = doneAfter.get(piece.name());
            if (done != null) {
                Duration begun = piece.after().stream()
                        .map(before -> doneAfter.getOrDefault(before, Duration.ZERO))
                        .reduce(Duration.ZERO, Experience::later);
                alone.put(piece.name(), later(done.minus(begun), LEAST));
            }
        }
        Duration average = alone.isEmpty()
                ? Duration.ofSeconds(1)
                : alone.values().stream().reduce(Duration.ZERO, Duration::plus).dividedBy(alone.size());
        pieces.forEach(piece -> alone.putIfAbsent(piece.name(), average));
        return alone;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
