package dev.gatehouse.provisioner.engine.gitops;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.util.FileUtils;
import org.jboss.logging.Logger;

/** Removes scratch directories. */
final class Directories {
    private static final Logger LOG = Logger.getLogger(Directories.class);

    private Directories() {}

    static void delete(Path directory) {
        try {
            FileUtils.delete(directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
        } catch (IOException remains) {
            LOG.warnf("Scratch directory %s could not be removed: %s", directory, remains.getMessage());
        }
    }
}
