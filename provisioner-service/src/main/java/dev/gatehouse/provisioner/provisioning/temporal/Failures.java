package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to tell of an activity that has failed for good. Pure: workflow code uses it. */
final class Failures {
    /** The type of a failure that is not repeated; its detail is the remedy. */
    static final String PERMANENT = "PermanentFailure";

    static final String TRANSIENT = "TransientFailure";

    private Failures() {}

    static Failure of(@Nullable String component, ActivityFailure failed) {
        return of(component, failed, "When the cause is gone, request the stack again.");
    }

    /** @param remedy what somebody can do where the failure itself does not say so */
    static Failure of(@Nullable String component, ActivityFailure failed, String remedy) {
        Optional<ApplicationFailure> last = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .filter(ApplicationFailure.class::isInstance)
                .map(ApplicationFailure.class::cast)
                .findFirst();
        if (last.isPresent() && last.get().getType().equals(PERMANENT)) {
            return new Failure(
                    component,
                    last.get().getOriginalMessage(),
                    last.get().getDetails().get(String.class));
        }
        return new Failure(
                component,
                "it did not succeed in time; last: "
                        + last.map(ApplicationFailure::getOriginalMessage).orElse("no answer from any worker"),
                remedy);
    }
}
