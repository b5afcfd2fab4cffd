package dev.gatehouse.provisioner.engine.gitops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.jspecify.annotations.Nullable;

/**
 * A short-lived clone of one branch's newest commit, without a work tree: commits are built in memory and pushed. Each
 * run has its own, so that nothing a killed run left behind is in the way of the next one.
 */
final class ScratchClone implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 20;
    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final int LOOK_BACK = 200;

    /** In bytes; nobody reads what is larger, since whoever may push may push anything. */
    static final int LARGEST = 1 << 20;

    /** Stands for what is too large to be read: it is nobody's Application. */
    private static final byte[] NO_MANIFEST = {};

    private final RemoteRepository remote;
    private final InterruptibleHttps https;
    private final Path directory;
    private final Git git;
    private final @Nullable ObjectId head;

    private ScratchClone(
            RemoteRepository remote, InterruptibleHttps https, Path directory, Git git, @Nullable ObjectId head) {
        this.remote = remote;
        this.https = https;
        this.directory = directory;
        this.git = git;
        this.head = head;
    }

    /**
     * Clones the branch.
     *
     * @param root where scratch directories are made
     */
    static ScratchClone of(RemoteRepository remote, Path root) throws IOException, GitAPIException {
        InterruptibleHttps https = new InterruptibleHttps();
        Path directory = Files.createTempDirectory(root, "gatehouse-git-");
        Git git = Git.init().setBare(true).setDirectory(directory.toFile()).call();
        try {
            // A redirect could have the credential sent elsewhere.
            git.getRepository().getConfig().setString("http", null, "followRedirects", "false");
            // The clone is gone in a moment; tidying it would only run into its removal.
            git.getRepository().getConfig().setInt("gc", null, "auto", 0);
            git.getRepository().getConfig().setBoolean("gc", null, "autoDetach", false);
            Collection<Ref> heads = git.lsRemote()
                    .setRemote(remote.url())
                    .setHeads(true)
                    .setTimeout(TIMEOUT_SECONDS)
                    .setTransportConfigCallback(https)
                    .setCredentialsProvider(remote.credentials())
                    .call();
            boolean exists = heads.stream().anyMatch(ref -> ref.getName().equals(remote.ref()));
            ScratchClone clone = new ScratchClone(remote, https, directory, git, null);
            return exists ? new ScratchClone(remote, https, directory, git, clone.fetch(1)) : clone;
        } catch (GitAPIException | IOException | RuntimeException failed) {
            git.close();
            Directories.delete(directory);
            throw failed;
        }
    }

    /**
     * The file's content at the branch's newest commit; empty if it is not there. Of one that is larger than a manifest may
     * be, nothing is read: its content is that of no manifest. Nor of what lies where a directory of the path should be: to
     * write below it would remove it.
     */
    Optional<byte[]> read(StackPath path) throws IOException {
        if (head == null) {
            return Optional.empty();
        }
        Repository repository = git.getRepository();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk file = TreeWalk.forPath(
                        repository, path.path(), walk.parseCommit(head).getTree())) {
            if (file == null) {
                return isBlocked(path, walk.parseCommit(head).getTree()) ? Optional.of(NO_MANIFEST) : Optional.empty();
            }
            ObjectLoader content = repository.open(file.getObjectId(0));
            return Optional.of(content.getSize() <= LARGEST ? content.getBytes() : NO_MANIFEST);
        }
    }

    private boolean isBlocked(StackPath path, RevTree tree) throws IOException {
        for (int end = path.path().indexOf('/'); end > 0; end = path.path().indexOf('/', end + 1)) {
            try (TreeWalk above =
                    TreeWalk.forPath(git.getRepository(), path.path().substring(0, end), tree)) {
                if (above == null) {
                    return false;
                }
                if (above.getFileMode(0) != FileMode.TREE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The branch's newest commit; empty if there is no branch. */
    Optional<ObjectId> head() {
        return Optional.ofNullable(head);
    }

    /** All that the branch knows of a file. Needs the whole history, so it is asked for only where that is worth it. */
    FileHistory history(StackPath path) throws GitAPIException, IOException {
        return new FileHistory(git.getRepository(), fetch(EVERYTHING), path);
    }

    /** What a limited number of newest commits know of a file. */
    FileHistory recentHistory(StackPath path) throws GitAPIException, IOException {
        return new FileHistory(git.getRepository(), fetch(LOOK_BACK), path);
    }

    /** Every file below a directory of the branch's newest commit that is no larger than a manifest may be. */
    void eachBelow(String directory, Visitor visitor) throws IOException {
        if (head == null) {
            return;
        }
        Repository repository = git.getRepository();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk files = new TreeWalk(repository)) {
            files.addTree(walk.parseCommit(head).getTree());
            files.setRecursive(true);
            files.setFilter(PathFilter.create(directory));
            while (files.next()) {
                if (files.getFileMode(0) == FileMode.REGULAR_FILE) {
                    ObjectLoader file = repository.open(files.getObjectId(0));
                    if (file.getSize() <= LARGEST) {
                        visitor.visit(files.getPathString(), file.getBytes());
                    }
                }
            }
        }
    }

    /** Takes the files of a walk. */
    interface Visitor {
        void visit(String path, byte[] content);
    }

    /** Builds a commit on top of the branch that writes the file, or removes it where {@code content} is null. */
    ObjectId commit(StackPath path, byte @Nullable [] content, String message) throws IOException {
        return new FileCommit(git.getRepository(), head).write(path, content, message);
    }

    /** Pushes the commit if the branch is still where it was read; never forces. */
    PushAnswer push(ObjectId commit) throws Exception {
        RemoteRefUpdate update = new RemoteRefUpdate(
                git.getRepository(),
                commit.name(),
                commit,
                remote.ref(),
                false,
                null,
                head == null ? ObjectId.zeroId() : head);
        try (Transport transport = Transport.open(git.getRepository(), new URIish(remote.url()))) {
            https.configure(transport);
            transport.setTimeout(TIMEOUT_SECONDS);
            transport.setCredentialsProvider(remote.credentials());
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        }
        return PushAnswer.of(update);
    }

    private ObjectId fetch(int depth) throws IOException, GitAPIException {
        String local = "refs/remotes/origin/" + remote.branch();
        var fetch = git.fetch()
                .setRemote(remote.url())
                .setRefSpecs(new RefSpec("+" + remote.ref() + ":" + local))
                .setTagOpt(TagOpt.NO_TAGS)
                .setTimeout(TIMEOUT_SECONDS)
                .setTransportConfigCallback(https)
                .setCredentialsProvider(remote.credentials());
        if (depth == EVERYTHING) {
            fetch.setUnshallow(true);
        } else {
            fetch.setDepth(depth);
        }
        fetch.call();
        return git.getRepository().exactRef(local).getObjectId();
    }

    @Override
    public void close() {
        git.close();
        Directories.delete(directory);
    }
}
