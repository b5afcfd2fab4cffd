package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import org.jspecify.annotations.Nullable;

/** Which files a component may write over. One that a later generation wrote is never among them. */
enum Takeover {
    /** Its own ones only. */
    NEVER,
    /** Applications that carry nobody's label, too. */
    UNLABELLED;

    /**
     * Throws unless the component may write here.
     *
     * @param current what is there now; null if nothing
     */
    void check(byte @Nullable [] current, StackPath path, DesiredComponent desired) {
        String target = desired.target().name();
        if (this == UNLABELLED && isNobodys(current)) {
            return;
        }
        if (current == null) {
            if (this == UNLABELLED) {
                throw GitFailures.nothingToAdopt(path.path(), target);
            }
            return;
        }
        int generation = ApplicationManifest.owner(current)
                .filter(found -> found.isFor(desired))
                .orElseThrow(() -> GitFailures.foreign(path.path(), target))
                .generation();
        if (generation > desired.stack().generation()) {
            throw GitFailures.superseded(path.path(), generation);
        }
    }

    private static boolean isNobodys(byte @Nullable [] file) {
        return file != null
                && ApplicationManifest.owner(file).isEmpty()
                && ApplicationManifest.read(file).isPresent();
    }
}
