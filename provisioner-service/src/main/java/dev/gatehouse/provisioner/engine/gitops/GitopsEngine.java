package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.AppliedComponent;
import dev.gatehouse.provisioner.engine.AppliedComponent.Resource;
import dev.gatehouse.provisioner.engine.ComponentPlan;
import dev.gatehouse.provisioner.engine.DesiredComponent;
import dev.gatehouse.provisioner.engine.Engine;
import dev.gatehouse.provisioner.engine.EngineTarget;
import dev.gatehouse.provisioner.engine.MarkedResource;
import dev.gatehouse.provisioner.engine.ObservedComponent;
import dev.gatehouse.provisioner.engine.ObservedComponent.Difference;
import dev.gatehouse.provisioner.engine.Progress;
import dev.gatehouse.provisioner.engine.SamePlan;
import dev.gatehouse.provisioner.engine.TransientFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Commits a component as an Argo CD Application. Idempotent by content: a file that is already as it shall be is not
 * committed again, and the commit that wrote it is the answer. Pushes never force; when somebody else was faster, the
 * commit is built anew on top of theirs. A plan names the file only: a commit is never there before.
 *
 * <p>Inputs: {@code namespace}, {@code values}, {@code chart}. Outputs: repository, path, commit.
 */
@ApplicationScoped
class GitopsEngine implements Engine {
    private static final int PUSHES = 10;

    /** JGit's transports that need no program outside this process. */
    private static final Set<String> SCHEMES = Set.of("file", "https");

    /** Pushes of this process take turns, since those that run into each other would only be repeated. */
    private final ConcurrentMap<String, Lock> turns = new ConcurrentHashMap<>();

    private final Path scratch;
    private final Set<String> schemes;

    @Inject
    GitopsEngine(@ConfigProperty(name = "gatehouse.provisioner.scratch-directory") String scratch) {
        this(Path.of(scratch), SCHEMES);
    }

    GitopsEngine(Path scratch, Set<String> schemes) {
        this.scratch = scratch;
        this.schemes = schemes;
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
    public ComponentPlan plan(DesiredComponent desired) {
        WantedFile wanted = WantedFile.of(desired, schemes);
        return wanted.plan(read(wanted).orElse(null));
    }

    @Override
    public AppliedComponent apply(DesiredComponent desired, Progress progress) {
        WantedFile wanted = WantedFile.of(desired, schemes);
        return applied(wanted, wanted::applying, progress);
    }

    /** Compared with the very commit that the new one is made on top of: a push of anybody in between is not lost. */
    @Override
    public AppliedComponent apply(DesiredComponent desired, ComponentPlan planned, Progress progress) {
        WantedFile wanted = WantedFile.of(desired, schemes);
        Rewriting asPlanned = (current, clone) -> {
            SamePlan.check(desired, planned, wanted.plan(current));
            return wanted.applying(current, clone);
        };
        return applied(wanted, asPlanned, progress);
    }

    @Override
    public ObservedComponent observe(DesiredComponent desired) {
        RemoteRepository remote = RemoteRepository.of(desired.target(), schemes);
        StackPath path = StackPath.of(desired);
        try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
            Optional<byte[]> live = clone.read(path);
            if (live.isEmpty()) {
                return ObservedComponent.ABSENT;
            }
            return ApplicationManifest.isOf(live.get(), desired)
                    ? observed(WantedFile.of(desired, schemes), live.get(), clone)
                    : ObservedComponent.FOREIGN;
        } catch (Exception failed) {
            throw GitFailures.classify(remote.target().name(), failed);
        }
    }

    /** Only where there is a difference is the history asked who wrote it. */
    private static ObservedComponent observed(WantedFile wanted, byte[] live, ScratchClone clone) throws Exception {
        List<Difference> differences = wanted.drift(live);
        if (differences.isEmpty()) {
            return ObservedComponent.present(differences);
        }
        String writer = clone.recentHistory(wanted.path()).lastAuthor().orElse(null);
        return ObservedComponent.present(
                differences.stream().map(difference -> difference.by(writer)).toList());
    }

    @Override
    public List<MarkedResource> inventory(EngineTarget target) {
        RemoteRepository remote = RemoteRepository.of(target, schemes);
        try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
            List<MarkedResource> found = new ArrayList<>();
            clone.eachBelow(StackPath.ROOT, (path, content) -> ApplicationManifest.owner(content)
                    .ifPresent(owner -> found.add(new MarkedResource(new Resource("file", path), owner.stackId()))));
            return found;
        } catch (Exception failed) {
            throw GitFailures.classify(target.name(), failed);
        }
    }

    /**
     * Takes over an Application without a Gatehouse label that lies where this component's would, and names the stack's team
     * as the one that may.
     */
    @Override
    public AppliedComponent adopt(DesiredComponent desired, Progress progress) {
        WantedFile wanted = WantedFile.of(desired, schemes);
        return applied(wanted, wanted::adopting, progress);
    }

    /** What was there before an adoption is there again afterwards, as the branch's history knows it. */
    @Override
    public void destroy(DesiredComponent desired, Progress progress) {
        RemoteRepository remote = RemoteRepository.of(desired.target(), schemes);
        StackPath path = StackPath.of(desired);
        inTurn(remote, () -> write(remote, path, desired, new GivingBack(path, desired), progress));
    }

    private Optional<byte[]> read(WantedFile wanted) {
        try (ScratchClone clone = ScratchClone.of(wanted.remote(), scratch)) {
            return clone.read(wanted.path());
        } catch (Exception failed) {
            throw GitFailures.classify(wanted.remote().target().name(), failed);
        }
    }

    private AppliedComponent applied(WantedFile wanted, Rewriting rewriting, Progress progress) {
        String commit = inTurn(
                wanted.remote(), () -> write(wanted.remote(), wanted.path(), wanted.desired(), rewriting, progress));
        return new AppliedComponent(
                Map.of(
                        "repository",
                        wanted.remote().url(),
                        "path",
                        wanted.path().path(),
                        "commit",
                        commit),
                List.of(wanted.resource(), new Resource("commit", commit)));
    }

    /** Writes or removes the file; answers the commit that made it so. */
    private String write(
            RemoteRepository remote, StackPath path, DesiredComponent desired, Rewriting rewriting, Progress progress)
            throws Exception {
        PushAnswer last = PushAnswer.NONE;
        for (int push = 1; push <= PUSHES; push++) {
            progress.step("fetch the branch");
            try (ScratchClone clone = ScratchClone.of(remote, scratch)) {
                byte @Nullable [] current = clone.read(path).orElse(null);
                byte @Nullable [] content = rewriting.content(current, clone);
                if (Arrays.equals(current, content)) {
                    return content == null ? "" : clone.history(path).lastChange();
                }
                progress.step("push the commit");
                String verb = CommitText.verb(current, content, desired);
                ObjectId commit = clone.commit(path, content, CommitText.of(verb, desired));
                last = clone.push(commit);
                if (last.taken()) {
                    return commit.name();
                }
                GitFailures.refuseRejected(remote.target().name(), last);
            }
            giveWay(remote, push);
        }
        throw GitFailures.busy(remote.target().name(), last);
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
