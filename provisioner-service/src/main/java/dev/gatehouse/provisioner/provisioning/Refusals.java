package dev.gatehouse.provisioner.provisioning;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Checkpoint;
import dev.gatehouse.provisioner.provisioning.model.Provisioning;
import dev.gatehouse.provisioner.provisioning.model.ProvisioningState;
import java.util.Optional;

/** Why nothing is done any more for an operation in this state; empty where it is. */
final class Refusals {
    private Refusals() {}

    /** Of what makes something: the operation has ended, or is being undone. */
    static Optional<PermanentFailure> over(String operation, ProvisioningState state) {
        return ended(operation, state).or(() -> undoing(operation, state));
    }

    static Optional<PermanentFailure> undoing(String operation, ProvisioningState state) {
        return state != ProvisioningState.UNDOING
                ? Optional.empty()
                : Optional.of(new PermanentFailure(
                        "operation " + operation + " has failed, and what it made is being removed",
                        "Nothing to do: the failure counts."));
    }

    /** Of what makes and of what undoes. */
    static Optional<PermanentFailure> ended(String operation, ProvisioningState state) {
        return !state.finished()
                ? Optional.empty()
                : Optional.of(new PermanentFailure(
                        "operation " + operation + " has ended: " + state, "Nothing to do: what ended it counts."));
    }

    /** @throws PermanentFailure if there is a refusal */
    static void check(Refusal refusal, Provisioning operation) {
        Optional<PermanentFailure> refused =
                refusal.of(operation.order().operation().id(), operation.state());
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    /** @throws PermanentFailure if there is a refusal, or a later attempt at the operation has begun */
    static void check(Refusal refusal, Checkpoint attempt, Provisioning operation) {
        check(refusal, operation);
        checkAttempt(attempt, operation);
    }

    /** @throws PermanentFailure if a later attempt at the operation has begun, and has not ended it */
    static void checkAttempt(Checkpoint attempt, Provisioning operation) {
        if (!operation.state().finished() && attempt.attempt() < operation.attempt()) {
            throw new PermanentFailure(
                    "attempt " + operation.attempt() + " has begun, so attempt " + attempt.attempt()
                            + " goes no further",
                    "Nothing to do: the later attempt counts.");
        }
    }

    /** One of the above. */
    interface Refusal {
        Optional<PermanentFailure> of(String operation, ProvisioningState state);
    }
}
