package dev.gatehouse.provisioner.provisioning.model;

import java.util.List;

/**
 * What earlier runs of an operation's workflow have done: its second argument where it was continued as new, at most a
 * hundred names each. Whoever starts the workflow passes nothing; neither does what starts it again after Temporal lost it.
 *
 * @param made components that were begun; all of them are there, unless the operation has failed meanwhile
 * @param restored components that are as the former generation describes them
 */
public record EarlierRuns(List<String> made, List<String> restored) {
    public static final EarlierRuns NONE = new EarlierRuns(List.of(), List.of());

    @SuppressWarnings("NullAway") // tolerant, as every record that stands in histories
    public EarlierRuns {
        made = made == null ? List.of() : List.copyOf(made);
        restored = restored == null ? List.of() : List.copyOf(restored);
    }
}
