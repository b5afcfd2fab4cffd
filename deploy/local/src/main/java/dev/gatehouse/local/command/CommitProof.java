package dev.gatehouse.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatehouse.local.platform.Refusal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads the commit that the stack's outputs name from the bare repository itself. */
final class CommitProof {

    private final URI repository;
    private final JsonNode outputs;
    private final String stack;

    CommitProof(URI repository, JsonNode outputs, String stack) {
        this.repository = repository;
        this.outputs = outputs;
        this.stack = stack;
    }

    void show() {
        String name = outputs.path("commit").asText();
        try (Repository opened = new RepositoryBuilder()
                        .setGitDir(Path.of(repository).toFile())
                        .setMustExist(true)
                        .build();
                RevWalk commits = new RevWalk(opened)) {
            RevCommit commit = commits.parseCommit(ObjectId.fromString(name));
            Demo.Proof.holds(
                    commit.getFullMessage().contains(stack), "the commit names the stack " + stack + " in its message");
            String path = outputs.path("application").asText();
            try (TreeWalk file = TreeWalk.forPath(opened, path, commit.getTree())) {
                Demo.Proof.holds(file != null, "the commit holds " + path);
            }
            Demo.Proof.step("Read commit " + name.substring(0, 10) + " from the Git repository, with " + path + ":");
            commit.getFullMessage().lines().forEach(Demo.Proof::detail);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal(
                    "The demo expected commit '" + name + "' in " + repository + ", but: " + e.getMessage(), e);
        }
    }
}
