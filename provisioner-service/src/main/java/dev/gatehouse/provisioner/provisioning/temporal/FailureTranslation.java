package dev.gatehouse.provisioner.provisioning.temporal;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Failures on their way from an activity into Temporal: permanent ones end the retries and carry their remedy along. */
final class FailureTranslation {
    private static final Logger LOG = Logger.getLogger(FailureTranslation.class);
    private static final int MAX_LENGTH = 2000;

    private FailureTranslation() {}

    /** Runs an activity's body. Neither causes nor stack traces go into the workflow's history; they are in the log. */
    static <T> T translated(Supplier<T> body) {
        try {
            return body.get();
        } catch (PermanentFailure failed) {
            LOG.infof("Failed for good: %s", failed.reason());
            throw ApplicationFailure.newNonRetryableFailure(cut(failed.reason()), Failures.PERMANENT, failed.remedy());
        } catch (ActivityCompletionException gone) {
            throw gone;
        } catch (RuntimeException failed) {
            int run = Activity.getExecutionContext().getInfo().getAttempt();
            LOG.warnf(failed, "Run %d failed and will be repeated: %s", run, failed.getMessage());
            throw ApplicationFailure.newFailure(cut(String.valueOf(failed.getMessage())), Failures.TRANSIENT);
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }
}
