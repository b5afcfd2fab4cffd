package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import org.jspecify.annotations.Nullable;

/**
 * Which files a component may write over. The generation that a file shows does not count: whoever may push can write any
 * number there. What comes late is kept out elsewhere: it does not begin a step once its operation has ended, a later
 * operation waits for engines at work, and a push on top of what was fetched before the later one's is not taken.
 */
enum Takeover {
    /** Its own ones only. */
    NEVER,
    /** Applications that carry nobody's label and name the stack's team as the one that may adopt them, too. */
    UNLABELLED;

    /**
     * Throws unless the component may write here.
     *
     * @param current what is there now; null if nothing
     */
    void check(byte @Nullable [] current, StackPath path, DesiredComponent desired) {
        String target = desired.target().name();
        if (this == UNLABELLED && current != null && isNobodys(current)) {
            refuseUnagreed(current, path, desired);
            return;
        }
        if (current == null) {
            if (this == UNLABELLED) {
                throw GitFailures.nothingToAdopt(path.path(), target);
            }
            return;
        }
        if (!ApplicationManifest.isOf(current, desired)) {
            throw GitFailures.foreign(path.path(), target);
        }
    }

    private static void refuseUnagreed(byte[] current, StackPath path, DesiredComponent desired) {
        String team = desired.stack().team();
        if (!ApplicationManifest.isAdoptableBy(current, team)) {
            throw GitFailures.notAdoptable(path.path(), desired.target().name(), team);
        }
    }

    private static boolean isNobodys(byte[] file) {
        return ApplicationManifest.owner(file).isEmpty()
                && ApplicationManifest.read(file).isPresent();
    }
}
