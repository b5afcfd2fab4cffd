package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.EngineTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** A bare repository of a test, seen without the engine. */
final class Bare implements AutoCloseable {
    private static final String BRANCH = "refs/heads/main";

    private final Path directory;
    private final Git git;

    Bare(Path directory) throws Exception {
        this.directory = directory;
        this.git = Git.init()
                .setBare(true)
                .setInitialBranch("main")
                .setDirectory(directory.toFile())
                .call();
    }

    String url() {
        return "file://" + directory;
    }

    Path directory() {
        return directory;
    }

    EngineTarget target() {
        return target(url());
    }

    static EngineTarget target(String url) {
        return new EngineTarget("local-git", Map.of("url", url, "branch", "main"), Optional.empty());
    }

    RevCommit head() throws IOException {
        try (RevWalk walk = new RevWalk(git.getRepository())) {
            RevCommit commit = walk.parseCommit(git.getRepository().resolve(BRANCH));
            walk.parseBody(commit);
            return commit;
        }
    }

    List<RevCommit> commits() throws Exception {
        ObjectId head = git.getRepository().resolve(BRANCH);
        return head == null
                ? List.of()
                : StreamSupport.stream(git.log().add(head).call().spliterator(), false)
                        .toList();
    }

    /** Every file of the branch by its path. */
    Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        Repository repository = git.getRepository();
        if (repository.resolve(BRANCH) == null) {
            return files;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(head().getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                files.put(
                        walk.getPathString(),
                        new String(repository.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    /** Writes a file as somebody else does. */
    void write(Path scratch, String path, String content) throws Exception {
        push(scratch, path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes one likewise. */
    void remove(Path scratch, String path) throws Exception {
        push(scratch, path, null);
    }

    private void push(Path scratch, String path, byte @Nullable [] content) throws Exception {
        RemoteRepository remote = RemoteRepository.of(target(), Set.of("file"));
        try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
            ObjectId commit = clone.commit(new StackPath(path), content, "By somebody else");
            if (!clone.push(commit).taken()) {
                throw new IllegalStateException("the push of " + path + " was not taken");
            }
        }
    }

    @Override
    public void close() {
        git.close();
    }
}
