package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.provisioning.model.Failure;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Failures on their way through Temporal: permanent ones end an activity's retries and carry their remedy along. */
final class Failures {
    static final String PERMANENT = "PermanentFailure";
    static final String TRANSIENT = "TransientFailure";

    private static final Logger LOG = Logger.getLogger(Failures.class);
    private static final int MAX_LENGTH = 2000;

    private Failures() {}

    /** Runs an activity's body. Neither causes nor stack traces go into the workflow's history; they are in the log. */
    static <T> T translated(Supplier<T> body) {
        try {
            return body.get();
        } catch (PermanentFailure failed) {
            throw ApplicationFailure.newNonRetryableFailure(cut(failed.reason()), PERMANENT, failed.remedy());
        } catch (ActivityCompletionException gone) {
            throw gone;
        } catch (RuntimeException failed) {
            int run = Activity.getExecutionContext().getInfo().getAttempt();
            LOG.warnf(failed, "Run %d failed and will be repeated: %s", run, failed.getMessage());
            throw ApplicationFailure.newFailure(cut(String.valueOf(failed.getMessage())), TRANSIENT);
        }
    }

    /** What to tell of an activity that has failed for good. */
    static Failure of(@Nullable String component, ActivityFailure failed) {
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
                "When the cause is gone, request the stack again.");
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
