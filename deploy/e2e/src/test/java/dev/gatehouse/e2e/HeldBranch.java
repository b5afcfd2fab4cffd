package dev.gatehouse.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;

/**
 * Keeps a branch of a bare repository from moving, by Git's own lock file. Somebody has come when objects have arrived
 * that no branch leads to yet.
 */
final class HeldBranch implements Hold {
    private final Path repository;
    private final Path lock;
    private final long objectsBefore;

    private HeldBranch(Path repository, Path lock) {
        this.repository = repository;
        this.lock = lock;
        this.objectsBefore = objects();
    }

    static HeldBranch of(Path repository, String branch) {
        Path lock = repository.resolve("refs/heads/" + branch + ".lock");
        try {
            Files.createDirectories(lock.getParent());
            Files.createFile(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HeldBranch(repository, lock);
    }

    @Override
    public void awaitSomebody() {
        await("objects in the repository").atMost(Duration.ofSeconds(30)).until(() -> objects() > objectsBefore);
    }

    private long objects() {
        CountedObjects counted = new CountedObjects();
        try {
            Files.walkFileTree(repository.resolve("objects"), counted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counted.files;
    }

    /** Git writes meanwhile: what it takes away while it is being looked at was a temporary file and does not count. */
    private static final class CountedObjects extends SimpleFileVisitor<Path> {
        private long files;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files++;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
            if (gone instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw gone;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(lock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
