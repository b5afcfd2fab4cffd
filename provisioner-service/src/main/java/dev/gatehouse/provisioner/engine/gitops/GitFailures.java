package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.PermanentFailure;
import dev.gatehouse.provisioner.engine.TransientFailure;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.transport.RemoteRefUpdate;

/** Which of Git's errors go away by themselves. */
final class GitFailures {
    /** How servers say that a rule refused a push; what they say of their own trouble passes. */
    private static final List<String> REFUSALS =
            List.of("declined", "rule violation", "protected", "prohibited", "denied", "not allowed", "not permitted");

    /** How servers say that somebody else holds the branch, whose name may be any of the above. */
    private static final List<String> LOCKS = List.of("failed to lock", "cannot lock");

    /** What JGit says of answers 401 and 403, with and without a credential. */
    private static final List<String> CREDENTIALS =
            List.of("not authorized", "authentication is required", "authentication not supported", "not permitted");

    private GitFailures() {}

    static RuntimeException classify(String target, Exception failed) {
        if (failed instanceof PermanentFailure || failed instanceof TransientFailure) {
            return (RuntimeException) failed;
        }
        String reason = "Git on target " + target + ": " + failed.getMessage();
        boolean missing = Stream.<Throwable>iterate(failed, Objects::nonNull, Throwable::getCause)
                .anyMatch(NoRemoteRepositoryException.class::isInstance);
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        if (missing || CREDENTIALS.stream().anyMatch(message::contains)) {
            return new PermanentFailure(
                    reason, "A platform engineer corrects the target's URL, or the provisioner's credential for it.");
        }
        return new TransientFailure(reason, failed);
    }

    /**
     * Refuses what no other try would change: a hook or a rule of the repository said no. Nothing is thrown where somebody
     * else was faster, or holds the branch's lock.
     */
    static void refuseRejected(String target, PushAnswer answer) {
        String message = answer.message().toLowerCase(Locale.ROOT);
        boolean rule =
                REFUSALS.stream().anyMatch(message::contains) && LOCKS.stream().noneMatch(message::contains);
        if (answer.status() == RemoteRefUpdate.Status.REJECTED_OTHER_REASON && rule) {
            throw new PermanentFailure(
                    "Git on target " + target + " rejected the push: " + answer.message(),
                    "A platform engineer lets the provisioner push to the target's branch: its hooks or its rules of"
                            + " protection refuse it.");
        }
    }

    static TransientFailure busy(String target, PushAnswer last) {
        return new TransientFailure(
                "Git on target " + target + " is busy: the push was answered " + last.status() + " " + last.message(),
                null);
    }

    static PermanentFailure scheme(String target, String problem) {
        return new PermanentFailure(
                "the URL of target " + target + " " + problem,
                "A platform engineer registers the target again with PUT /api/v1/targets/" + target + ".");
    }

    static PermanentFailure nothingToAdopt(String path, String target) {
        return new PermanentFailure(
                path + " is not an Argo CD Application on target " + target + ", so there is nothing to adopt",
                "Move the Application to this path first, or let the stack be provisioned instead.");
    }

    static PermanentFailure notAdoptable(String path, String target, String team) {
        return new PermanentFailure(
                path + " on target " + target + " cannot be adopted: nobody has agreed that team " + team
                        + " adopts it",
                "Whoever owns the Application agrees with a commit that sets its annotation "
                        + ApplicationManifest.ADOPTABLE_BY + ": " + team + ".");
    }

    static PermanentFailure nothingToGiveBack(String path, String target, String commit) {
        return new PermanentFailure(
                path + " on target " + target + " was adopted from commit " + commit
                        + ", and the branch's history has no such Application there any more",
                "A platform engineer brings that commit back; or takes the annotation "
                        + ApplicationManifest.ADOPTED_FROM
                        + " out of the file, and then it is removed instead of being given back.");
    }

    static PermanentFailure foreign(String path, String target) {
        return new PermanentFailure(
                path + " is on target " + target + " already and does not belong to this stack",
                "A platform engineer finds out whose it is, and moves or removes it; Gatehouse never takes it over.");
    }
}
