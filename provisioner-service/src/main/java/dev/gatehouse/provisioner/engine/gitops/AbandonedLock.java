package dev.gatehouse.provisioner.engine.gitops;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A repository on this machine is written by this very process, so a SIGKILL in the milliseconds of a push may leave the
 * branch's lock file behind, and every later push would be refused. Locks are held for milliseconds; one that is half a
 * minute old has no holder.
 */
final class AbandonedLock {
    private static final Logger LOG = Logger.getLogger(AbandonedLock.class);
    private static final Duration CERTAINLY_DEAD = Duration.ofSeconds(30);

    private AbandonedLock() {}

    static void remove(RemoteRepository remote) throws IOException {
        if (!remote.url().startsWith("file:")) {
            return;
        }
        Path lock = Path.of(URI.create(remote.url()).getPath(), remote.ref() + ".lock");
        if (Files.exists(lock)
                && Files.getLastModifiedTime(lock)
                        .toInstant()
                        .isBefore(Clock.systemUTC().instant().minus(CERTAINLY_DEAD))) {
            LOG.warnf("Removing the lock %s of a process that was killed", lock);
            Files.deleteIfExists(lock);
        }
    }
}
