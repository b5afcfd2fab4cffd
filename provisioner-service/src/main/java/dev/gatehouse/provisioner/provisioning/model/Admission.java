package dev.gatehouse.provisioner.provisioning.model;

import org.jspecify.annotations.Nullable;

/**
 * Whether an operation may be worked on as another service asks.
 *
 * @param known whether the operation is known; its order comes on another way than what is asked
 * @param refusal why not; null if it may
 */
public record Admission(boolean known, @Nullable Failure refusal) {
    private static final String REMEDY = "Look the stack's operation up with GET /api/v1/stacks/{id}.";

    public static final Admission UNKNOWN =
            new Admission(false, new Failure(null, "no such operation of this stack is known", REMEDY));

    public static Admission of(Provisioning operation, StackRelease asked) {
        ProvisioningState state = operation.state();
        if (!operation.order().stackId().equals(asked.stackId())) {
            return UNKNOWN;
        }
        if (!operation.order().operation().upgrades()) {
            return refused("the operation is no upgrade but a "
                    + operation.order().operation().kind());
        }
        if (state.finished() || state == ProvisioningState.UNDOING && asked.applies()) {
            return refused("the operation is " + state + ": nothing is done for it any more");
        }
        if (asked.attempt() < operation.attempt()) {
            return refused("attempt " + operation.attempt() + " has begun: nothing is done for attempt "
                    + asked.attempt() + " any more");
        }
        return new Admission(true, null);
    }

    /** Whether it may. */
    public boolean granted() {
        return refusal == null;
    }

    private static Admission refused(String reason) {
        return new Admission(true, new Failure(null, reason, REMEDY));
    }
}
