package dev.gatehouse.provisioner.drift;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;

/** Somebody's clone of the repository that the provisioner writes to. */
final class Checkout {
    private final String url;
    private final Path scratch;

    Checkout(String url, Path scratch) {
        this.url = url;
        this.scratch = scratch;
    }

    /** Changes one file and pushes that, as Eve. */
    void change(String path, UnaryOperator<String> how) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = Git.cloneRepository()
                .setURI(url)
                .setBranch("main")
                .setDirectory(directory.toFile())
                .call()) {
            Path file = directory.resolve(path);
            Files.writeString(file, how.apply(Files.readString(file)), StandardCharsets.UTF_8);
            push(git, path);
        }
    }

    /** Copies one file, changed, and pushes that, as Eve. */
    void copy(String from, String to, UnaryOperator<String> how) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = Git.cloneRepository()
                .setURI(url)
                .setBranch("main")
                .setDirectory(directory.toFile())
                .call()) {
            Files.writeString(
                    directory.resolve(to),
                    how.apply(Files.readString(directory.resolve(from))),
                    StandardCharsets.UTF_8);
            push(git, to);
        }
    }

    /** Removes one file and pushes that, as Eve. */
    void remove(String path) throws Exception {
        Path directory = Files.createTempDirectory(scratch, "checkout");
        try (Git git = Git.cloneRepository()
                .setURI(url)
                .setBranch("main")
                .setDirectory(directory.toFile())
                .call()) {
            git.rm().addFilepattern(path).call();
            push(git, path);
        }
    }

    private static void push(Git git, String path) throws Exception {
        git.add().addFilepattern(path).call();
        git.commit()
                .setMessage("By hand")
                .setAuthor("Eve", "eve@example.org")
                .setCommitter("Eve", "eve@example.org")
                .setSign(false)
                .call();
        git.push().call();
    }
}
