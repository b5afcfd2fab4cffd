package dev.gatehouse.provisioner.engine.gitops;

import java.io.File;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit inside this process: no configuration of the machine or its user counts, so none can name a program, a
 * proxy or a credential, and JGit need not run {@code git} to find where such configuration lies.
 */
final class IsolatedGit extends SystemReader.Delegate {
    private IsolatedGit(SystemReader reader) {
        super(reader);
    }

    static void install() {
        if (!(SystemReader.getInstance() instanceof IsolatedGit)) {
            SystemReader.setInstance(new IsolatedGit(SystemReader.getInstance()));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    /** Reads and writes nothing. */
    private static final class Empty extends FileBasedConfig {
        Empty(FS fs) {
            super(null, new File("isolated"), fs);
        }

        @Override
        public void load() {
            // Always empty.
        }

        @Override
        public void save() {
            // JGit would note what it measured of the file system; it can measure again.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
