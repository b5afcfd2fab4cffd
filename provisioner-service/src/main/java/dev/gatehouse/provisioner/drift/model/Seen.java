package dev.gatehouse.provisioner.drift.model;

import dev.gatehouse.provisioner.difference.model.FieldDifference;
import java.util.List;
import java.util.Locale;

/**
 * What was seen of a component.
 *
 * @param differences where it is not as it was made, at most {@value #MOST}; empty unless it is present
 */
public record Seen(State state, List<FieldDifference> differences) {
    /** Events carry at most so many. */
    public static final int MOST = 50;

    /** Whether it is there and whose it is. */
    public enum State {
        PRESENT,
        ABSENT,
        /** Somebody else's things are in its place. */
        FOREIGN;

        /** As events and answers write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Seen {
        differences = differences.stream().limit(MOST).toList();
    }

    /** The same with the writers that were known before: that a target has forgotten one is no news. */
    Seen remembering(Seen before) {
        return new Seen(
                state,
                differences.stream()
                        .map(one -> before.differences.stream()
                                .filter(other -> one.writer() == null && one.equals(other.by(null)))
                                .findFirst()
                                .orElse(one))
                        .toList());
    }

    public boolean asMade() {
        return state == State.PRESENT && differences.isEmpty();
    }
}
