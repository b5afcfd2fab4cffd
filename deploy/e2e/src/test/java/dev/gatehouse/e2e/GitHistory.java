package dev.gatehouse.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The bare repository that the provisioner commits to. */
final class GitHistory {
    private final Path repository;

    GitHistory(Path repository) {
        this.repository = repository;
    }

    /** The commits reachable from any branch whose message names the text. */
    List<RevCommit> commitsNaming(String text) {
        try (Repository git = open();
                RevWalk walk = new RevWalk(git)) {
            for (var branch : git.getRefDatabase().getRefsByPrefix("refs/heads/")) {
                walk.markStart(walk.parseCommit(branch.getObjectId()));
            }
            List<RevCommit> commits = new ArrayList<>();
            for (RevCommit commit : walk) {
                if (commit.getFullMessage().contains(text)) {
                    commits.add(commit);
                }
            }
            return commits;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of every file below a path at a branch's head; empty if there is none. */
    String textAtHeadOf(String branch, String path) {
        try (Repository git = open()) {
            ObjectId head = git.resolve("refs/heads/" + branch);
            return head == null ? "" : textAt(head.name(), path);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of every file below a path as a commit has it, one after the other; empty if there is none. */
    String textAt(String commit, String path) {
        try (Repository git = open();
                RevWalk walk = new RevWalk(git);
                TreeWalk tree = new TreeWalk(git)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            StringBuilder text = new StringBuilder();
            while (tree.next()) {
                if (tree.getPathString().startsWith(path)) {
                    text.append(new String(git.open(tree.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
                }
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(repository.toFile())
                .setBare()
                .build();
    }
}
