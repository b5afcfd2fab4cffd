package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.TransientFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Commits a component as an Argo CD Application. Idempotent by content: a file that is already as it shall be is not
 * committed again, and the commit that wrote it is the answer. Pushes never force; when somebody else was faster, the
 * commit is built anew on top of theirs.
 *
 * <p>Inputs: {@code namespace}, {@code values}, {@code chart}. Outputs: repository, path, commit.
 */
@ApplicationScoped
class GitopsEngine implements Engine {
    private static final int PUSHES = 10;

    /** Pushes of this process take turns, since those that run into each other would only be repeated. */
    private final ConcurrentMap<String, Lock> turns = new ConcurrentHashMap<>();

    private final Path scratch;

    GitopsEngine(@ConfigProperty(name = "gatehouse.provisioner.scratch-directory") String scratch) {
        this.scratch = Path.of(scratch);
        IsolatedGit.install();
    }

    @Override
    public String kind() {
        return "gitops";
    }

    @Override
    public Optional<String> targetKind() {
        return Optional.of("git");
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        RemoteRepository remote = new RemoteRepository(desired.target());
        StackPath path = StackPath.of(desired);
        byte[] content = ApplicationManifest.render(desired, remote.url(), remote.branch());
        String commit = inTurn(remote, () -> write(remote, path, desired, content, progress));
        return new AppliedComponent(
                Map.of("repository", remote.url(), "path", path.path(), "commit", commit),
                List.of(new Resource("file", path.path()), new Resource("commit", commit)));
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        RemoteRepository remote = new RemoteRepository(desired.target());
        StackPath path = StackPath.of(desired);
        byte[] content = ApplicationManifest.render(desired, remote.url(), remote.branch());
        try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
            Optional<byte[]> file = clone.read(path);
            if (file.isEmpty()) {
                return ObservedComponent.ABSENT;
            }
            if (!isOurs(file.get(), desired)) {
                return ObservedComponent.FOREIGN;
            }
            return ObservedComponent.present(
                    Arrays.equals(file.get(), content)
                            ? List.of()
                            : List.of(new Difference(path.path(), "as rendered", "changed in Git")));
        } catch (Exception failed) {
            throw GitFailures.classify(remote.target().name(), failed);
        }
    }

    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        RemoteRepository remote = new RemoteRepository(desired.target());
        StackPath path = StackPath.of(desired);
        inTurn(remote, () -> write(remote, path, desired, null, progress));
    }

    /** Writes the file, or removes it where {@code content} is null; answers the commit that made it so. */
    private String write(
            RemoteRepository remote,
            StackPath path,
            DesiredComponent desired,
            byte @Nullable [] content,
            Progress progress)
            throws Exception {
        Status last = Status.NOT_ATTEMPTED;
        for (int push = 1; push <= PUSHES; push++) {
            progress.step("fetch the branch");
            try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
                byte @Nullable [] current = clone.read(path).orElse(null);
                refuseForeign(current, path, desired);
                if (Arrays.equals(current, content)) {
                    return content == null ? "" : clone.lastChange(path);
                }
                progress.step("push the commit");
                ObjectId commit =
                        clone.commit(path, content, CommitText.of(content == null ? "Remove" : "Write", desired));
                last = clone.push(commit);
                if (last == Status.OK) {
                    return commit.name();
                }
            }
            giveWay(remote, push);
        }
        throw GitFailures.busy(remote.target().name(), last);
    }

    private static void refuseForeign(byte @Nullable [] current, StackPath path, DesiredComponent desired) {
        if (current == null) {
            return;
        }
        if (!isOurs(current, desired)) {
            throw GitFailures.foreign(path.path(), desired.target().name());
        }
        int generation = ApplicationManifest.owner(current).orElseThrow().generation();
        if (generation > desired.stack().generation()) {
            throw GitFailures.superseded(path.path(), generation);
        }
    }

    private static boolean isOurs(byte[] file, DesiredComponent desired) {
        return ApplicationManifest.owner(file)
                .filter(owner -> owner.isFor(desired))
                .isPresent();
    }

    private static void giveWay(RemoteRepository remote, int push) throws IOException, InterruptedException {
        AbandonedLock.remove(remote);
        Thread.sleep(ThreadLocalRandom.current().nextLong(50L * push, 200L * push));
    }

    private String inTurn(RemoteRepository remote, Writing writing) {
        Lock turn = turns.computeIfAbsent(remote.url(), any -> new ReentrantLock());
        try {
            turn.lockInterruptibly();
            try {
                return writing.run();
            } finally {
                turn.unlock();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("interrupted", stopped);
        } catch (Exception failed) {
            throw GitFailures.classify(remote.target().name(), failed);
        }
    }

    /** One component's turn at a repository. */
    private interface Writing {
        String run() throws Exception;
    }
}
