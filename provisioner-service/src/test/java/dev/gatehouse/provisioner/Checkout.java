package dev.gatehouse.provisioner;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.URIish;

/** Somebody's clone of the repository that the provisioner writes to. */
public final class Checkout {
    private final String url;
    private final Path scratch;

    public Checkout(String url, Path scratch) {
        this.url = url;
        this.scratch = scratch;
    }

    /** Changes one file and pushes that, as Eve. */
    public void change(String path, UnaryOperator<String> how) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = clone(directory)) {
            Path file = directory.resolve(path);
            Files.writeString(file, how.apply(Files.readString(file)), StandardCharsets.UTF_8);
            push(git, path);
        }
    }

    /** Writes one file and pushes that, as Eve. */
    public void write(String path, String text) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = clone(directory)) {
            Path file = directory.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
            push(git, path);
        }
    }

    /** One file as it is on the branch now. */
    public String read(String path) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = clone(directory)) {
            return Files.readString(directory.resolve(path));
        }
    }

    /** Copies one file, changed, and pushes that, as Eve. */
    public void copy(String from, String to, UnaryOperator<String> how) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = clone(directory)) {
            Files.writeString(
                    directory.resolve(to),
                    how.apply(Files.readString(directory.resolve(from))),
                    StandardCharsets.UTF_8);
            push(git, to);
        }
    }

    /** Removes one file and pushes that, as Eve. */
    public void remove(String path) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = clone(directory)) {
            git.rm().addFilepattern(path).call();
            push(git, path);
        }
    }

    /** A repository in which nothing lies yet has no branch to clone. */
    private Git clone(Path directory) throws Exception {
        if (Git.lsRemoteRepository().setRemote(url).setHeads(true).call().isEmpty()) {
            Git empty = Git.init()
                    .setInitialBranch("main")
                    .setDirectory(directory.toFile())
                    .call();
            empty.remoteAdd().setName("origin").setUri(new URIish(url)).call();
            return empty;
        }
        return Git.cloneRepository()
                .setURI(url)
                .setBranch("main")
                .setDirectory(directory.toFile())
                .call();
    }

    private static void push(Git git, String path) throws Exception {
        git.add().addFilepattern(path).call();
        git.commit()
                .setMessage("By hand")
                .setAuthor("Eve", "eve@example.org")
                .setCommitter("Eve", "eve@example.org")
                .setSign(false)
                .call();
        git.push().add("HEAD:refs/heads/main").call();
    }
}
