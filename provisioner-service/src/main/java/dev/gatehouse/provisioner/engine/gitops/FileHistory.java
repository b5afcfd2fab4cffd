package dev.gatehouse.provisioner.engine.gitops;

import dev.gatehouse.provisioner.engine.DesiredComponent;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * One file in the commits of a branch, the newest first, as far back as they were fetched.
 *
 * @param newest the branch's newest commit
 */
record FileHistory(Repository repository, ObjectId newest, StackPath path) {

    /** The newest commit that changed the file. */
    String lastChange() throws IOException {
        try (RevWalk walk = changes()) {
            RevCommit commit = walk.next();
            if (commit == null) {
                throw new IOException("no commit changed " + path.path());
            }
            return commit.name();
        }
    }

    /**
     * Who wrote the newest commit that changed the file: name and address, as the commit says. Empty where none of those
     * that were fetched changed it.
     */
    Optional<String> lastAuthor() throws IOException {
        try (RevWalk walk = changes()) {
            RevCommit commit = walk.next();
            // What lies behind the oldest commit here is not known, so it seems to have made everything.
            if (commit == null
                    || repository.getObjectDatabase().getShallowCommits().contains(commit)) {
                return Optional.empty();
            }
            PersonIdent author = commit.getAuthorIdent();
            return Optional.of(author.getName() + " <" + author.getEmailAddress() + ">");
        }
    }

    /** Whether the last that a component did to the file was to give it back. */
    boolean isGivenBackBy(DesiredComponent component) throws IOException {
        try (RevWalk walk = changes()) {
            for (RevCommit commit : walk) {
                if (CommitText.isOf(commit.getFullMessage(), component)) {
                    return CommitText.givesBack(commit.getFullMessage());
                }
            }
            return false;
        }
    }

    /** From which commit the component had adopted the file that it wrote last; empty if it had not, or removed it itself. */
    Optional<String> adoptedBy(DesiredComponent component) throws IOException {
        try (RevWalk walk = changes()) {
            for (RevCommit commit : walk) {
                if (CommitText.isOf(commit.getFullMessage(), component)) {
                    return at(commit)
                            .filter(file -> ApplicationManifest.isOf(file, component))
                            .flatMap(ApplicationManifest::adoptedFrom);
                }
            }
            return Optional.empty();
        }
    }

    /** The file as it was at a commit of the branch; empty if there is no such commit, or no such file in it. */
    Optional<byte[]> at(ObjectId commit) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit then = walk.parseCommit(commit);
            if (!walk.isMergedInto(then, walk.parseCommit(newest))) {
                return Optional.empty();
            }
            try (TreeWalk file = TreeWalk.forPath(repository, path.path(), then.getTree())) {
                return file == null
                        ? Optional.empty()
                        : Optional.of(repository.open(file.getObjectId(0)).getBytes());
            }
        } catch (MissingObjectException rewritten) {
            return Optional.empty();
        }
    }

    private RevWalk changes() throws IOException {
        RevWalk walk = new RevWalk(repository);
        walk.markStart(walk.parseCommit(newest));
        walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(path.path()), TreeFilter.ANY_DIFF));
        return walk;
    }
}
