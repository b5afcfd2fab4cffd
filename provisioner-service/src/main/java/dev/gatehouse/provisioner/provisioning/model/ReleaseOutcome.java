package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * What came of it: the result of {@code StackReleaseWorkflow}.
 *
 * @param failure why not, if it was not done
 */
public record ReleaseOutcome(State state, @Nullable Failure failure) {

    /** Whether it was done. */
    public enum State {
        DONE,
        /** It could not be done, or not wholly. */
        FAILED,
        /** Nothing was touched: it is not, or no longer, asked for. */
        REFUSED
    }

    public static final ReleaseOutcome DONE = new ReleaseOutcome(State.DONE, null);

    public static ReleaseOutcome failed(Failure failure) {
        return new ReleaseOutcome(State.FAILED, failure);
    }

    public static ReleaseOutcome refused(Failure failure) {
        return new ReleaseOutcome(State.REFUSED, failure);
    }
}
