package dev.gatehouse.local.git;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A bare repository that GitOps components are committed to; its first branch is {@code main}. */
public final class BareRepository {

    private final Path directory;

    public BareRepository(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    /** Makes the repository unless it is there. */
    public void ensure() {
        if (Files.exists(directory.resolve("HEAD"))) {
            return;
        }
        try (Git made = Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(directory.toFile())
                .call()) {
            made.getRepository();
        } catch (GitAPIException e) {
            throw new IllegalStateException("No repository can be made in " + directory, e);
        }
    }

    public Path directory() {
        return directory;
    }

    /** {@code file:///...} */
    public String url() {
        // toUri() ends with a slash when the directory is there, and without when it is not
        return directory.toUri().toString().replaceFirst("/$", "");
    }
}
