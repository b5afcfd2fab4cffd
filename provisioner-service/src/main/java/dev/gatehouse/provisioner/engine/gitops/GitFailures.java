package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** Which of Git's errors go away by themselves. */
final class GitFailures {
    private GitFailures() {}

    static RuntimeException classify(String target, Exception failed) {
        if (failed instanceof PermanentFailure || failed instanceof TransientFailure) {
            return (RuntimeException) failed;
        }
        String reason = "Git on target " + target + ": " + failed.getMessage();
        boolean missing = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(NoRemoteRepositoryException.class::isInstance);
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        if (missing || message.contains("not authorized") || message.contains("authentication is required")) {
            return new PermanentFailure(
                    reason, "A platform engineer corrects the target's URL, or the provisioner's credential for it.");
        }
        return new TransientFailure(reason, failed);
    }

    static TransientFailure busy(String target, RemoteRefUpdate.Status last) {
        return new TransientFailure("Git on target " + target + " is busy: the push was answered " + last, null);
    }

    static PermanentFailure foreign(String path, String target) {
        return new PermanentFailure(
                path + " is on target " + target + " already and does not belong to this stack",
                "A platform engineer finds out whose it is, and moves or removes it; Gatehouse never takes it over.");
    }

    static PermanentFailure superseded(String path, int generation) {
        return new PermanentFailure(
                path + " already holds the later generation " + generation, "Nothing to do: the later one counts.");
    }
}
